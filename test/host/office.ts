import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { lint, readProcesses, type Graph } from '../../engine/bpmn/index.ts';
import type { World } from '../../engine/core/index.ts';
import type { ScenarioOffice } from '../../engine/scenarios/index.ts';

/** The model of this folder: a registration that calls an opposition. */
export const source = readFileSync(new URL('registration.bpmn', import.meta.url), 'utf8');

/** The graphs of a model without errors, by process key. */
export async function graphsOf(xml: string): Promise<ReadonlyMap<string, Graph>> {
  const { graphs, problems } = await readProcesses(xml);
  assert.deepEqual(
    [...problems, ...graphs.flatMap((graph) => lint(graph))].filter(({ severity }) => severity === 'error'),
    [],
  );
  return new Map(graphs.map((graph) => [graph.process, graph]));
}

const calendar = {
  timeZone: 'Europe/Paris',
  weekend: [{ from: '1970-01-01', days: [6, 7] }],
  holidays: [],
} as const;
const timeLimits = new Map([['deficiency-reply', { length: 'P2M' }]]);
const laneRoles = new Map([['Formalities', 'formalities-officer']]);

/** A small office: one decision, one connector, one time limit. */
export function officeOf(graphs: ReadonlyMap<string, Graph>): ScenarioOffice {
  return {
    processes: new Map([...graphs].map(([key, graph]) => [key, { graph }])),
    forms: new Map(),
    validate: () => [],
    timeLimits,
    calendar,
    laneRoles,
    facts: () => ({ code: 'XX' }),
    decide: () => ({ ok: true, value: 25_000, matched: [0] }),
    number: (series, serial) => `${series}-${serial}`,
    simulate: () => ({ number: 'XX-1' }),
  };
}

/** What the kernel is given on a day in 2026. */
export function world(now = '2026-01-05T08:00:00.000Z'): World {
  let ids = 0;
  return {
    now,
    instanceId: 'instance-1',
    called: false,
    businessKey: 'dossier-1',
    office: { code: 'XX' },
    calendar,
    timeLimits,
    laneRoles,
    decide: () => ({ ok: true, value: 25_000, matched: [0] }),
    nextNumber: (series) => `${series}-1`,
    newId: () => `child-${++ids}`,
  };
}
