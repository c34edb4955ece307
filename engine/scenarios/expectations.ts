import type { Json } from '../contract/json.ts';
import type { ScenarioExpectation } from '../contract/scenario.ts';
import type { VirtualInstance, VirtualOffice } from './virtualOffice.ts';

/** Compares what is expected with how it stands; one sentence per difference. */
export function unmet(
  office: VirtualOffice,
  root: VirtualInstance | undefined,
  expected: ScenarioExpectation,
): readonly string[] {
  const all = [...office.instances.values()];
  const live = all.filter((each) => each.instance.state.status === 'active');
  const found: string[] = [];
  const same = (what: string, wanted: readonly string[] | undefined, is: readonly string[]): void => {
    if (wanted && sorted(wanted) !== sorted(is)) found.push(`Expected ${what} ${list(wanted)}, but found ${list(is)}.`);
  };
  const state = stateOf(office, root);
  if (expected.state !== undefined && expected.state !== state)
    found.push(`Expected the state ${expected.state}, but it is ${state}${incidentNote(office)}.`);
  same(
    'the tasks',
    expected.tasks,
    live.flatMap((each) => [...each.taskRows.values()].map((row) => row.element)),
  );
  same(
    'the jobs',
    expected.jobs,
    live.flatMap((each) => [...each.jobRows.values()].map((row) => row.element)),
  );
  same(
    'to wait at',
    expected.waiting,
    live.flatMap((each) =>
      each.instance.state.tokens.filter((token) => isWait(each, token.at)).map((token) => token.at),
    ),
  );
  same('the end events', expected.ended, office.ended);
  same('the status events', expected.statusEvents, office.statusEvents);
  same('the letters', expected.letters, office.letters);
  for (const [element, times] of Object.entries(expected.visited ?? {})) {
    const is = office.trace.filter((each) => each === element).length;
    if (is !== times) found.push(`Expected “${element}” to complete ${times} times, but it did ${is} times.`);
  }
  if (expected.trace) found.push(...traceDifference(expected.trace, office.trace));
  if (expected.dossierState !== undefined && expected.dossierState !== office.dossierState) {
    found.push(`Expected the dossier in state ${expected.dossierState}, but it is ${String(office.dossierState)}.`);
  }
  found.push(
    ...subset('variable', expected.variables, root?.instance.variables ?? {}),
    ...subset('dossier', expected.dossier, office.dossier ?? {}),
  );
  for (const limit of expected.timeLimits ?? []) found.push(...limitDifference(office, limit));
  for (const part of expected.incidents ?? []) {
    if (!office.incidents.some((each) => each.sentence.includes(part)))
      found.push(
        `Expected an incident about “${part}”, but found ${list(office.incidents.map((each) => each.sentence))}.`,
      );
  }
  return found;
}

/** `incident` as soon as one is open, else the state of the instance that the scenario started. */
export function stateOf(office: VirtualOffice, root: VirtualInstance | undefined): string {
  if (office.incidents.length > 0) return 'incident';
  return root?.instance.state.status ?? 'not started';
}

function incidentNote(office: VirtualOffice): string {
  return office.incidents.length === 0 ? '' : ` (${office.incidents.map((each) => each.sentence).join(' ')})`;
}

/** A token waits when it is no sub-process around others. */
function isWait(virtual: VirtualInstance, element: string): boolean {
  const node = virtual.graph.nodes[virtual.graph.byId.get(element) ?? -1];
  return (
    node !== undefined && node.type !== 'subProcess' && node.type !== 'eventSubProcess' && node.type !== 'callActivity'
  );
}

function sorted(items: readonly string[]): string {
  return JSON.stringify([...items].sort());
}

function list(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}

function traceDifference(
  wanted: NonNullable<ScenarioExpectation['trace']>,
  trace: readonly string[],
): readonly string[] {
  const { mode, items } = wanted;
  const holds = {
    sequence: () => JSON.stringify(items) === JSON.stringify(trace),
    multiset: () => sorted(items) === sorted(trace),
    includes: () => items.every((item) => trace.includes(item)),
    excludes: () => !items.some((item) => trace.includes(item)),
  }[mode]();
  return holds ? [] : [`Expected the trace (${mode}) ${list(items)}, but it was ${list(trace)}.`];
}

function limitDifference(
  office: VirtualOffice,
  wanted: { id: string; expiresOn?: string; state?: string },
): readonly string[] {
  const known = [...office.limits.values()].filter((each) => each.limit.key === wanted.id);
  const isMet = known.some(
    (each) =>
      (wanted.expiresOn === undefined || each.limit.expiresOn === wanted.expiresOn) &&
      (wanted.state === undefined || each.state === wanted.state),
  );
  if (isMet) return [];
  const is = known.map((each) => `${each.limit.expiresOn} (${each.state})`);
  return [
    `Expected the time limit “${wanted.id}”${wanted.expiresOn ? ` to expire on ${wanted.expiresOn}` : ''}${wanted.state ? ` and be ${wanted.state}` : ''}, but found ${list(is)}.`,
  ];
}

function subset(what: string, wanted: unknown, is: unknown, path = ''): readonly string[] {
  if (wanted === undefined) return [];
  if (typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted)) {
    const record = (typeof is === 'object' && is !== null ? is : {}) as Record<string, unknown>;
    return Object.entries(wanted).flatMap(([key, value]) =>
      subset(what, value, Object.hasOwn(record, key) ? record[key] : null, `${path}/${key}`),
    );
  }
  return JSON.stringify(wanted as Json) === JSON.stringify((is ?? null) as Json)
    ? []
    : [`Expected the ${what} ${path} to be ${JSON.stringify(wanted)}, but it is ${JSON.stringify(is ?? null)}.`];
}
