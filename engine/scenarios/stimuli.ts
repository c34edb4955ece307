import { parseTimer, startOfDay, timerDueAt } from '../calendar/index.ts';
import type { UserTaskNode } from '../bpmn/index.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import type { ScenarioStep } from '../contract/scenario.ts';
import {
  DEFAULT_OUTCOME,
  startableActivities,
  type EventOf,
  type StartableActivity,
  type Trigger,
} from '../core/index.ts';
import { takeForm } from '../forms/index.ts';
import { place, type VirtualInstance, type VirtualOffice } from './virtualOffice.ts';

type Of<K extends string> = Extract<ScenarioStep, Record<K, unknown>>;

/** Stimuli beyond these are the work of an endless loop: of jobs that open each other, of timers that are due at once. */
const MOST_JOBS = 1_000;
const MOST_TIMERS = 10_000;

/** Does one stimulus; null when done, else why it cannot be. `settle` is called after each timer that fires on the way. */
export async function stimulate(
  office: VirtualOffice,
  root: VirtualInstance | undefined,
  step: Exclude<ScenarioStep, Of<'expect'>>,
  settle: () => Promise<string | null>,
): Promise<string | null> {
  if ('complete' in step) return complete(office, step);
  if ('job' in step) return job(office, step);
  if ('message' in step) {
    const { name, key, variables } = step.message;
    return office.messages.send(name, key, (variables ?? {}) as JsonObject);
  }
  if ('signal' in step) {
    const { name, variables } = step.signal;
    return office.broadcasts.send(name, (variables ?? {}) as JsonObject);
  }
  if ('advance' in step) return moveTo(office, instantAfter(office, step.advance), settle);
  if ('advanceTo' in step) return moveTo(office, instantOf(office, step.advanceTo), settle);
  if ('fireTimer' in step) return fireTimer(office, step.fireTimer, settle);
  if ('startStep' in step) return startStep(office, step.startStep);
  if (!root) return 'The scenario has not started anything yet.';
  if ('set' in step) return set(office, root, step.set as JsonObject);
  return office.apply(root, {
    type: 'cancel',
    reason: typeof step.cancel === 'string' ? step.cancel : 'cancelled by the scenario',
  });
}

function nodeOf(virtual: VirtualInstance, element: string): VirtualInstance['graph']['nodes'][number] | undefined {
  return virtual.graph.nodes[virtual.graph.byId.get(element) ?? -1];
}

interface Found<R> {
  readonly virtual: VirtualInstance;
  readonly row: R;
}

/** The open rows of that element id or name, in the order of the instances. */
function open<R extends { readonly element: string }>(
  office: VirtualOffice,
  rows: (virtual: VirtualInstance) => Iterable<R>,
  name: string,
): readonly Found<R>[] {
  return [...office.instances.values()].flatMap((virtual) =>
    [...rows(virtual)].flatMap((row) =>
      row.element === name || nodeOf(virtual, row.element)?.name === name ? [{ virtual, row }] : [],
    ),
  );
}

function missing<R extends { readonly element: string }>(
  office: VirtualOffice,
  rows: (virtual: VirtualInstance) => Iterable<R>,
  what: string,
  name: string,
): string {
  const elements = [...office.instances.values()].flatMap((virtual) => [...rows(virtual)].map((row) => row.element));
  const standing = elements.length === 0 ? 'there is none' : `there is only ${elements.join(', ')}`;
  return `Expected ${what} “${name}”, but ${standing}.`;
}

const tasks = (virtual: VirtualInstance): Iterable<EventOf<'taskOpened'>> => virtual.taskRows.values();
const jobs = (virtual: VirtualInstance): Iterable<EventOf<'jobOpened'>> => virtual.jobRows.values();
const timers = (virtual: VirtualInstance): Iterable<EventOf<'timerArmed'>> => virtual.timerRows.values();

async function complete(office: VirtualOffice, step: Of<'complete'>): Promise<string | null> {
  const all = open(office, tasks, step.complete);
  const found = all[step.nth ?? 0];
  if (!found)
    return all.length === 0
      ? missing(office, tasks, 'an open task', step.complete)
      : `Expected more than ${step.nth ?? 0} open tasks “${step.complete}”, but there are ${all.length}.`;
  const { virtual, row } = found;
  if (step.as !== undefined && !row.candidateGroups.includes(step.as)) {
    const offered = row.candidateGroups.length === 0 ? 'nobody' : row.candidateGroups.join(', ');
    return `Expected “${step.as}” to be allowed to complete “${row.element}”, but it is offered to ${offered}.`;
  }
  const node = nodeOf(virtual, row.element) as UserTaskNode;
  const outcome = step.outcome ?? node.outcomes[0]?.value ?? DEFAULT_OUTCOME;
  const given = (step.with ?? {}) as JsonObject;
  const { forms, validate } = office.definitions;
  const form = row.form === null ? undefined : forms.get(row.form);
  const needsForm = node.outcomes.find((each) => each.value === outcome)?.needsForm ?? true;
  const common = { type: 'completeTask', token: row.token, outcome } as const;
  if (!form) return office.apply(virtual, { ...common, variables: given, dossier: [] });
  const taken = takeForm(form, given, validate, { needsForm });
  if (taken.ok) return office.apply(virtual, { ...common, ...taken.changes });
  const places = taken.problems.map((each) => `${each.pointer} ${each.sentence}`).join(' ');
  return `The form “${form.key}” does not accept this: ${places}`;
}

/** Starts a step of an ad-hoc sub-process, the first that has this id or name. */
async function startStep(office: VirtualOffice, name: string): Promise<string | null> {
  const steps = (virtual: VirtualInstance): readonly StartableActivity[] =>
    startableActivities(virtual.graph, virtual.instance.state);
  const found = open(office, steps, name)[0];
  if (!found) return missing(office, steps, 'a step that may be started', name);
  const { virtual, row } = found;
  return office.apply(virtual, { type: 'startAdHocActivity', ...row });
}

async function job(office: VirtualOffice, step: Of<'job'>): Promise<string | null> {
  const found = open(office, jobs, step.job)[0];
  if (!found) return missing(office, jobs, 'an open job', step.job);
  const { virtual, row } = found;
  if (!step.fail) return office.completeJob(virtual, row, (step.succeed ?? {}) as Json);
  const { message, code, retryable } = step.fail;
  if (code !== undefined) return office.apply(virtual, { type: 'failJob', token: row.token, code, message });
  if (retryable !== true)
    office.incidents.push({ instance: virtual.id, element: row.element, sentence: message, trigger: null });
  return null;
}

/** Answers every open job by its simulator until none is left. */
export async function simulateJobs(office: VirtualOffice): Promise<string | null> {
  for (let left = MOST_JOBS; left > 0; left--) {
    const [next] = [...office.instances.values()].flatMap((virtual) =>
      [...virtual.jobRows.values()].slice(0, 1).map((row) => ({ virtual, row })),
    );
    if (!next || office.incidents.length > 0) return null;
    const { virtual, row } = next;
    const result = row.kind === 'connector' ? office.definitions.simulate(row.key, row.input) : {};
    const refusal = await office.completeJob(virtual, row, result);
    if (refusal !== null) return refusal;
  }
  return `More than ${MOST_JOBS} jobs followed from each other; the process probably loops without end.`;
}

/** Sets variables; what failed is tried again with them, as when an incident is resolved. */
async function set(office: VirtualOffice, root: VirtualInstance, variables: JsonObject): Promise<string | null> {
  const pending = office.incidents;
  const failed = pending.flatMap((incident) => office.instances.get(incident.instance) ?? []);
  if (!failed.includes(root)) {
    const refusal = await office.apply(root, { type: 'setVariables', variables });
    if (refusal !== null) return refusal;
  }
  office.incidents = office.incidents.filter((incident) => !pending.includes(incident));
  for (const { instance, trigger } of pending) {
    const virtual = office.instances.get(instance);
    if (!virtual) continue;
    const again: Trigger = trigger
      ? { ...trigger, corrected: { ...trigger.corrected, ...variables } }
      : { type: 'setVariables', variables };
    const refusal = await office.apply(virtual, again);
    if (refusal !== null) return refusal;
  }
  return null;
}

function instantAfter(office: VirtualOffice, duration: string): string {
  const { timeZone } = office.definitions.calendar;
  const timer = parseTimer(duration, { timeZone, kind: 'duration' });
  if (timer.type === 'problem') throw new Error(timer.sentence);
  return timerDueAt(timer, office.now, timeZone);
}

function instantOf(office: VirtualOffice, text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return startOfDay(text, office.definitions.calendar.timeZone);
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`“${text}” is no date and no instant.`);
  return new Date(at).toISOString();
}

/** Moves the clock; timers that become due fire in order, jobs they open are answered when simulated. */
async function moveTo(
  office: VirtualOffice,
  until: string,
  settle: () => Promise<string | null>,
): Promise<string | null> {
  if (Date.parse(until) < Date.parse(office.now))
    return `The clock stands at ${office.now} and never goes back to ${until}.`;
  let left = MOST_TIMERS;
  for (let due = office.nextTimer(until); due; due = office.nextTimer(until)) {
    if (left-- === 0)
      return `More than ${MOST_TIMERS} timers fired before ${until}; “${due.row.element}” is probably due again at once.`;
    const sentence = (await office.fire(due.virtual, due.row)) ?? (await settle());
    if (sentence !== null) return sentence;
  }
  office.now = until;
  office.broadcasts.changed();
  return office.messages.deliver();
}

async function fireTimer(
  office: VirtualOffice,
  name: string,
  settle: () => Promise<string | null>,
): Promise<string | null> {
  const found = open(office, timers, name)[0];
  if (!found) return missing(office, timers, 'an armed timer', name);
  const { virtual, row } = found;
  const before = Date.parse(row.dueAt) - 1;
  if (before > Date.parse(office.now)) {
    const sentence = await moveTo(office, new Date(before).toISOString(), settle);
    if (sentence !== null) return sentence;
  }
  // What was due before may have given it up, or armed it anew.
  const now = virtual.timerRows.get(place(row));
  if (now === row) return office.fire(virtual, row);
  return now
    ? `The timer “${name}” was moved to ${now.dueAt} on the way there.`
    : `The timer “${name}” was given up on the way there.`;
}
