import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { lint, readProcesses, type Graph } from '../../engine/bpmn/index.ts';
import { ajvValidator } from '../../engine/bundles/index.ts';
import type { OfficeCalendar, TimeLimitRule } from '../../engine/calendar/index.ts';
import type { JsonObject } from '../../engine/contract/json.ts';
import type { DecisionAnswer } from '../../engine/core/index.ts';
import type { FeelContext } from '../../engine/feel/index.ts';
import type { Form } from '../../engine/forms/index.ts';
import type { ScenarioOffice } from '../../engine/scenarios/index.ts';

/** Monday, 10:00 in the office. */
export const NOW = '2026-01-05T09:00:00.000Z';

/** Weekends closed, Labour Day a holiday. */
export const calendar: OfficeCalendar = {
  timeZone: 'Europe/Paris',
  weekend: [{ from: '1970-01-01', days: [6, 7] }],
  holidays: [{ on: '2026-05-01', yearly: true }],
};

const timeLimits: ReadonlyMap<string, TimeLimitRule> = new Map<string, TimeLimitRule>([
  ['reply', { length: 'P2M', abroadLength: 'P3M', extension: { length: 'P1M', max: 2 } }],
  ['term', { length: 'P10Y', roll: 'none' }],
]);

/** How a diagram is started; everything has a default. */
export interface Start {
  readonly variables?: JsonObject;
  /** A dossier in this state of its data; missing: an instance without a dossier. */
  readonly dossier?: JsonObject;
  /** Start event; missing: the none start. */
  readonly at?: string;
  /** Key of one of several processes of the file; missing: the first. */
  readonly process?: string;
  readonly now?: string;
  readonly calendar?: OfficeCalendar;
  readonly timeLimits?: Readonly<Record<string, TimeLimitRule>>;
  readonly forms?: readonly Form[];
  readonly roles?: Readonly<Record<string, string>>;
  readonly office?: JsonObject;
  readonly stepBudget?: number;
  /** Diagrams that the lint refuses, on purpose. */
  readonly isUnchecked?: boolean;
  decide?(key: string, context: FeelContext): DecisionAnswer;
}

/** The graphs of a diagram of `test/bpmn`, by process key. */
export async function graphsOf(file: string, isUnchecked = false): Promise<ReadonlyMap<string, Graph>> {
  return read(readFileSync(new URL(`../bpmn/${file}.bpmn`, import.meta.url), 'utf8'), isUnchecked);
}

/** The graphs of a model, by process key. */
export async function read(xml: string, isUnchecked = false): Promise<ReadonlyMap<string, Graph>> {
  const { graphs, problems } = await readProcesses(xml);
  const found = isUnchecked ? problems : [...problems, ...graphs.flatMap((graph) => lint(graph))];
  assert.deepEqual(
    found.filter(({ severity }) => severity === 'error'),
    [],
  );
  return new Map(graphs.map((graph) => [graph.process, graph]));
}

/** A small office around some processes. */
export function officeOf(graphs: ReadonlyMap<string, Graph>, how: Start = {}): ScenarioOffice {
  return {
    processes: new Map([...graphs].map(([key, graph]) => [key, { graph }])),
    forms: new Map((how.forms ?? []).map((form) => [form.key, form])),
    validate: ajvValidator(),
    timeLimits: new Map([...timeLimits, ...Object.entries(how.timeLimits ?? {})]),
    calendar: how.calendar ?? calendar,
    laneRoles: new Map(Object.entries(how.roles ?? { Examination: 'examiner' })),
    facts: () => how.office ?? { name: 'XX', fee: 100 },
    decide: (key, context) => how.decide?.(key, context) ?? { ok: false, sentence: `There is no decision “${key}”.` },
    number: (series, serial) => `${series}-${serial}`,
    simulate: (connector) => ({ answered: connector }),
  };
}
