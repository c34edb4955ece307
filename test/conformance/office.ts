import { lint, readProcesses, type Graph } from '../../engine/bpmn/index.ts';
import { ajvValidator } from '../../engine/bundles/index.ts';
import type { ScenarioOffice } from '../../engine/scenarios/index.ts';

const STRICTER = new Set(['no-start', 'no-match']);

/**
 * Deploys models as an office does: read, then linted beside each other; warnings are allowed. Two rules of our house are left
 * out, which are stricter than the standard: it lets a process begin without a start event, and a choice find no way (13.2, 13.4.2).
 * @throws with the sentences of all errors
 */
export async function deployed(sources: readonly string[]): Promise<readonly Graph[]> {
  const read: Awaited<ReturnType<typeof readProcesses>>[] = [];
  for (const xml of sources) read.push(await readProcesses(xml));
  const graphs = read.flatMap((each) => each.graphs);
  const processes = new Set(graphs.map((graph) => graph.process));
  const problems = [
    ...read.flatMap((each) => each.problems),
    ...graphs.flatMap((graph) => lint(graph, { processes })),
  ].filter(({ rule, severity }) => severity === 'error' && !STRICTER.has(rule));
  if (problems.length > 0)
    throw new Error(problems.map(({ rule, element, sentence }) => `${rule} ${element ?? ''}: ${sentence}`).join(' | '));
  return graphs;
}

/** An office of nothing but processes. */
export function officeOf(graphs: readonly Graph[]): ScenarioOffice {
  return {
    processes: new Map(graphs.map((graph) => [graph.process, { graph }])),
    forms: new Map(),
    validate: ajvValidator(),
    timeLimits: new Map(),
    calendar: { timeZone: 'UTC', weekend: [], holidays: [] },
    laneRoles: new Map(),
    facts: () => ({}),
    decide: (key) => ({ ok: false, sentence: `There is no decision “${key}”.` }),
    number: (series, serial) => `${series}-${serial}`,
    simulate: () => ({}),
  };
}
