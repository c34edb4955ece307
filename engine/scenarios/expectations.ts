import type { ScenarioExpectation } from '../contract/scenario.ts';
import type { Token } from '../core/index.ts';
import type { VirtualInstance, VirtualOffice } from './virtualOffice.ts';

type Expected<K extends keyof ScenarioExpectation> = NonNullable<ScenarioExpectation[K]>;

/** Compares what is expected with how it stands; one sentence per difference. */
export function unmet(
  office: VirtualOffice,
  root: VirtualInstance | undefined,
  expected: ScenarioExpectation,
): readonly string[] {
  return [
    ...stateDifference(office, root, expected.state),
    ...waitDifferences(office, expected),
    ...pastDifferences(office, expected),
    ...subset('variable', expected.variables, root?.instance.variables ?? {}),
    ...subset('dossier', expected.dossier, office.dossier ?? {}),
    ...(expected.timeLimits ?? []).flatMap((limit) => limitDifference(office, limit)),
    ...(expected.incidents ?? []).flatMap((part) => incidentDifference(office, part)),
  ];
}

/** `incident` as soon as one is open, else the state of the instance that the scenario started. */
export function stateOf(office: VirtualOffice, root: VirtualInstance | undefined): string {
  if (office.incidents.length > 0) return 'incident';
  return root?.instance.state.status ?? 'not started';
}

function stateDifference(
  office: VirtualOffice,
  root: VirtualInstance | undefined,
  wanted: ScenarioExpectation['state'],
): readonly string[] {
  const is = stateOf(office, root);
  if (wanted === undefined || wanted === is) return [];
  const sentences = office.incidents.map((each) => each.sentence);
  return [`Expected the state ${wanted}, but it is ${is}${sentences.length === 0 ? '' : ` (${sentences.join(' ')})`}.`];
}

/** What is open now: tasks, jobs and everything that waits. */
function waitDifferences(office: VirtualOffice, expected: ScenarioExpectation): readonly string[] {
  const live = [...office.instances.values()].filter((each) => each.instance.state.status === 'active');
  const elements = (rows: (virtual: VirtualInstance) => Iterable<{ readonly element: string }>): readonly string[] =>
    live.flatMap((virtual) => [...rows(virtual)].map((row) => row.element));
  const waiting = live.flatMap((virtual) =>
    virtual.instance.state.tokens.filter((token) => isWait(virtual, token)).map((token) => token.at),
  );
  return [
    ...difference(
      'the tasks',
      expected.tasks,
      elements((virtual) => virtual.taskRows.values()),
    ),
    ...difference(
      'the jobs',
      expected.jobs,
      elements((virtual) => virtual.jobRows.values()),
    ),
    ...difference('to wait at', expected.waiting, waiting),
  ];
}

/** What has happened so far. */
function pastDifferences(office: VirtualOffice, expected: ScenarioExpectation): readonly string[] {
  const { dossierState } = expected;
  return [
    ...difference('the end events', expected.ended, office.ended),
    ...difference('the status events', expected.statusEvents, office.statusEvents),
    ...difference('the letters', expected.letters, office.letters),
    ...Object.entries(expected.visited ?? {}).flatMap(([element, times]) => {
      const is = office.trace.filter((each) => each === element).length;
      return is === times ? [] : [`Expected “${element}” to complete ${times} times, but it did ${is} times.`];
    }),
    ...(expected.trace ? traceDifference(expected.trace, office.trace) : []),
    ...(dossierState === undefined || dossierState === office.dossierState
      ? []
      : [`Expected the dossier in state ${dossierState}, but it is ${office.dossierState ?? 'in none'}.`]),
  ];
}

/** A token waits when it holds no others, as sub-processes and repeated activities do, and is no call whose tokens are another instance's. */
function isWait(virtual: VirtualInstance, token: Token): boolean {
  const node = virtual.graph.nodes[virtual.graph.byId.get(token.at) ?? -1];
  return (
    node !== undefined &&
    token.loop === undefined &&
    token.undo === undefined &&
    !('eventSubProcesses' in node) &&
    node.type !== 'callActivity'
  );
}

/** Compared as multisets. */
function difference(what: string, wanted: readonly string[] | undefined, is: readonly string[]): readonly string[] {
  if (!wanted || sorted(wanted) === sorted(is)) return [];
  return [`Expected ${what} ${list(wanted)}, but found ${list(is)}.`];
}

function sorted(items: readonly string[]): string {
  return JSON.stringify([...items].sort());
}

function list(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}

function traceDifference({ mode, items }: Expected<'trace'>, trace: readonly string[]): readonly string[] {
  const holds = {
    sequence: () => JSON.stringify(items) === JSON.stringify(trace),
    multiset: () => sorted(items) === sorted(trace),
    includes: () => items.every((item) => trace.includes(item)),
    excludes: () => !items.some((item) => trace.includes(item)),
  }[mode]();
  return holds ? [] : [`Expected the trace (${mode}) ${list(items)}, but it was ${list(trace)}.`];
}

function limitDifference(office: VirtualOffice, wanted: Expected<'timeLimits'>[number]): readonly string[] {
  const { id, expiresOn, state } = wanted;
  const known = [...office.limits.values()].filter((each) => each.limit.key === id);
  const isMet = known.some(
    (each) =>
      (expiresOn === undefined || each.limit.expiresOn === expiresOn) && (state === undefined || each.state === state),
  );
  if (isMet) return [];
  const is = known.map((each) => `${each.limit.expiresOn} (${each.state})`);
  const due = expiresOn === undefined ? '' : ` to expire on ${expiresOn}`;
  const standing = state === undefined ? '' : ` to be ${state}`;
  const both = due !== '' && standing !== '' ? `${due} and${standing}` : `${due}${standing}`;
  return [`Expected the time limit “${id}”${both === '' ? ' to be there' : both}, but found ${list(is)}.`];
}

function incidentDifference(office: VirtualOffice, part: string): readonly string[] {
  if (office.incidents.some((each) => each.sentence.includes(part))) return [];
  return [`Expected an incident about “${part}”, but found ${list(office.incidents.map((each) => each.sentence))}.`];
}

/** Objects are compared by the members that are named, everything else whole. */
function subset(what: string, wanted: unknown, is: unknown, path = ''): readonly string[] {
  if (wanted === undefined) return [];
  if (typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted)) {
    const record = (typeof is === 'object' && is !== null ? is : {}) as Record<string, unknown>;
    return Object.entries(wanted).flatMap(([key, value]) =>
      subset(what, value, Object.hasOwn(record, key) ? record[key] : null, `${path}/${key}`),
    );
  }
  if (canonical(wanted) === canonical(is ?? null)) return [];
  return [`Expected the ${what} ${path} to be ${JSON.stringify(wanted)}, but it is ${JSON.stringify(is ?? null)}.`];
}

/** JSON in which the order of members makes no difference. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
