import { may } from '../access/index.ts';
import type { IncidentsResolved, ResolveIncidents } from '../contract/incident.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { Refusal } from '../contract/problem.ts';
import { keepAnswer, matchingIncidents, now, readAnswer, type IncidentFilter } from '../store/index.ts';
import { answeredBefore, requestName } from './shared/answered.ts';
import { retryIncident, type Resolution } from './shared/retryIncident.ts';
import { actorRecord, type Call, type Runtime } from './shared/runtime.ts';

const LIMIT = 100;
type Result = IncidentsResolved['results'][number];

/**
 * Resolves many incidents, chosen by id or filter: each is a step of its own, with the note in the history of its case; one that fails
 * keeps no other. The same key gives the same answer again, and after a crash goes on where it was. One statement to choose, two round
 * trips for each. Thousands, with pause and resume, are the matter of a batch.
 * @param publishedInZone hides those of unpublished dossiers
 * @throws Refusal FORBIDDEN, INVALID_INPUT (nothing says which)
 */
export async function resolveIncidents(
  runtime: Runtime,
  call: Call,
  input: ResolveIncidents,
  publishedInZone?: string,
): Promise<IncidentsResolved> {
  if (!may(call.actor, 'incident.resolve')) throw new Refusal('FORBIDDEN', 'You may not resolve incidents.');
  const { ids, process, element, code, openedBefore, limit = LIMIT, note, variables, dryRun = false } = input;
  if ([ids, process, element, code, openedBefore].every((one) => one === undefined))
    throw new Refusal('INVALID_INPUT', 'Expected ids, or a filter that says which incidents are meant.');
  const command = requestName('resolveIncidents', input as Json);
  const before = await answered(runtime, call, command);
  if (before) return before;
  const filter: IncidentFilter = { ids, process, element, code, openedBefore, publishedInZone };
  const chosen = await runtime.store.transaction(call.officeId, (trx) =>
    matchingIncidents(trx, call.officeId, filter, ids ? ids.length : limit),
  );
  const resolution = { note, ...(variables ? { variables: variables as JsonObject } : {}) };
  const results: Result[] = [];
  for (const id of chosen.ids)
    results.push(
      dryRun ? { id, result: 'chosen', code: null, sentence: null } : await one(runtime, call, id, resolution),
    );
  for (const id of ids?.filter((each) => !chosen.ids.includes(each)) ?? [])
    results.push({
      id,
      result: 'failed',
      code: 'NOT_FOUND',
      sentence: `There is no open incident ${id} to be resolved.`,
    });
  const answer: IncidentsResolved = { ok: true, results, left: Math.max(0, chosen.found - chosen.ids.length) };
  return dryRun ? answer : keep(runtime, call, command, answer);
}

async function one(runtime: Runtime, call: Call, id: string, resolution: Resolution): Promise<Result> {
  const { idempotencyKey: key } = call;
  try {
    // A key of its own: what was resolved before a crash is not tried again.
    const own: Call = { ...call, idempotencyKey: key === undefined ? undefined : `${key} ${id}` };
    await retryIncident(runtime, own, id, resolution);
    return { id, result: 'resolved', code: null, sentence: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { id, result: 'failed', code: error.code, sentence: error.message };
  }
}

async function answered(runtime: Runtime, call: Call, command: string): Promise<IncidentsResolved | undefined> {
  const { officeId, idempotencyKey: key } = call;
  if (key === undefined) return undefined;
  const request = { actorId: actorRecord(call.actor).id, key };
  const found = await runtime.store.transaction(officeId, (trx) => readAnswer(trx, officeId, request));
  return answeredBefore(found, command) as IncidentsResolved | undefined;
}

async function keep(
  runtime: Runtime,
  call: Call,
  command: string,
  response: IncidentsResolved,
): Promise<IncidentsResolved> {
  const { officeId, idempotencyKey: key } = call;
  if (key === undefined) return response;
  await runtime.store.transaction(officeId, async (trx) => {
    const request = { actorId: actorRecord(call.actor).id, key };
    await keepAnswer(trx, officeId, { ...request, command, response, at: await now(trx) });
  });
  return response;
}
