import { parseTimer, startOfDay, timerDueAt } from '../calendar/index.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import type { ScenarioStep } from '../contract/scenario.ts';
import { DEFAULT_OUTCOME, type EventOf } from '../core/index.ts';
import { takeForm } from '../forms/index.ts';
import type { UserTaskNode } from '../bpmn/index.ts';
import type { VirtualInstance, VirtualOffice } from './virtualOffice.ts';

type Of<K extends string> = Extract<ScenarioStep, Record<K, unknown>>;

/** Does one stimulus; null when done, else why it cannot be. */
export async function stimulate(
  office: VirtualOffice,
  root: VirtualInstance | undefined,
  step: Exclude<ScenarioStep, Of<'expect'>>,
): Promise<string | null> {
  if ('complete' in step) return complete(office, step);
  if ('job' in step) return job(office, step);
  if ('message' in step)
    return office.send(step.message.name, step.message.key, (step.message.variables ?? {}) as JsonObject);
  if ('advance' in step) return moveTo(office, instantAfter(office, step.advance));
  if ('advanceTo' in step) return moveTo(office, instantOf(office, step.advanceTo));
  if ('fireTimer' in step) return fireTimer(office, step.fireTimer);
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

function open<R extends { readonly element: string }>(
  office: VirtualOffice,
  rows: (virtual: VirtualInstance) => Iterable<R>,
  name: string,
  nth = 0,
): { virtual: VirtualInstance; row: R } | undefined {
  const found: { virtual: VirtualInstance; row: R }[] = [];
  for (const virtual of office.instances.values()) {
    for (const row of rows(virtual))
      if (row.element === name || nodeOf(virtual, row.element)?.name === name) found.push({ virtual, row });
  }
  return found[nth];
}

async function complete(office: VirtualOffice, step: Of<'complete'>): Promise<string | null> {
  const found = open(office, (virtual) => virtual.taskRows.values(), step.complete, step.nth);
  if (!found) return `Expected an open task “${step.complete}”, but ${openTasks(office)}.`;
  const { virtual, row } = found;
  if (step.as !== undefined && !row.candidateGroups.includes(step.as)) {
    return `Expected “${step.as}” to be allowed to complete “${row.element}”, but it is offered to ${row.candidateGroups.join(', ')}.`;
  }
  const node = nodeOf(virtual, row.element) as UserTaskNode;
  const outcome = step.outcome ?? node.outcomes[0]?.value ?? DEFAULT_OUTCOME;
  const given = (step.with ?? {}) as JsonObject;
  const form = row.form === null ? undefined : office.office.forms.get(row.form);
  const needsForm = node.outcomes.find((each) => each.value === outcome)?.needsForm ?? true;
  if (!form)
    return office.apply(virtual, { type: 'completeTask', token: row.token, outcome, variables: given, dossier: [] });
  const taken = takeForm(form, given, office.office.validate, { needsForm });
  if (!taken.ok)
    return `The form “${form.key}” does not accept this: ${taken.problems.map((place) => `${place.pointer} ${place.sentence}`).join(' ')}`;
  return office.apply(virtual, {
    type: 'completeTask',
    token: row.token,
    outcome,
    variables: taken.changes.variables,
    dossier: taken.changes.dossier,
  });
}

function openTasks(office: VirtualOffice): string {
  const names = [...office.instances.values()].flatMap((virtual) =>
    [...virtual.taskRows.values()].map((row) => row.element),
  );
  return names.length === 0 ? 'no task is open' : `open are ${names.join(', ')}`;
}

async function job(office: VirtualOffice, step: Of<'job'>): Promise<string | null> {
  const found = open(office, (virtual) => virtual.jobRows.values(), step.job);
  if (!found) return `Expected an open job “${step.job}”, but there is none.`;
  const { virtual, row } = found;
  if (!step.fail) return office.completeJob(virtual, row, (step.succeed ?? {}) as Json);
  if (step.fail.code !== undefined)
    return office.apply(virtual, {
      type: 'failJob',
      token: row.token,
      code: step.fail.code,
      message: step.fail.message,
    });
  if (step.fail.retryable === true) return null;
  office.incidents.push({
    instance: virtual.id,
    element: row.element,
    sentence: step.fail.message,
    trigger: { type: 'completeJob', token: row.token, result: null },
  });
  return null;
}

/** Answers every open job by its simulator until none is left. */
export async function simulateJobs(office: VirtualOffice): Promise<void> {
  for (let left = 1000; left > 0; left--) {
    const next = firstJob(office);
    if (!next || office.incidents.length > 0) return;
    const { virtual, row } = next;
    await office.completeJob(virtual, row, row.kind === 'connector' ? office.office.simulate(row.key, row.input) : {});
  }
}

function firstJob(office: VirtualOffice): { virtual: VirtualInstance; row: EventOf<'jobOpened'> } | undefined {
  for (const virtual of office.instances.values()) for (const row of virtual.jobRows.values()) return { virtual, row };
  return undefined;
}

async function set(office: VirtualOffice, root: VirtualInstance, variables: JsonObject): Promise<string | null> {
  const sentence = await office.apply(root, { type: 'setVariables', variables });
  // What failed is tried again with the new values, as when an incident is resolved.
  const pending = office.incidents;
  office.incidents = [];
  for (const incident of pending) {
    const virtual = office.instances.get(incident.instance);
    if (virtual) await office.apply(virtual, incident.trigger);
  }
  return sentence;
}

function instantAfter(office: VirtualOffice, duration: string): string {
  const { timeZone } = office.office.calendar;
  const timer = parseTimer(duration, { timeZone, kind: 'duration' });
  if (timer.type === 'problem') throw new Error(timer.sentence);
  return timerDueAt(timer, office.now, timeZone);
}

function instantOf(office: VirtualOffice, text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return startOfDay(text, office.office.calendar.timeZone);
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`“${text}” is no date and no instant.`);
  return new Date(at).toISOString();
}

/** Moves the clock; timers that become due fire in order, jobs they open are answered when simulated. */
async function moveTo(office: VirtualOffice, until: string): Promise<string | null> {
  if (Date.parse(until) < Date.parse(office.now))
    return `The clock stands at ${office.now} and never goes back to ${until}.`;
  for (let due = office.nextTimer(until); due; due = office.nextTimer(until)) {
    const sentence = await office.fire(due.virtual, due.row);
    if (sentence !== null) return sentence;
    await office.afterStimulus?.();
  }
  office.now = until;
  return null;
}

async function fireTimer(office: VirtualOffice, element: string): Promise<string | null> {
  const found = open(office, (virtual) => virtual.timerRows.values(), element);
  if (!found) return `Expected an armed timer “${element}”, but there is none.`;
  const sentence = await moveTo(office, new Date(Date.parse(found.row.dueAt) - 1).toISOString());
  if (sentence !== null) return sentence;
  return found.virtual.timerRows.has(`${found.row.token} ${found.row.element}`)
    ? office.fire(found.virtual, found.row)
    : null;
}
