import type { Static } from '@sinclair/typebox';
import type { IncidentRow, JobRow, MessageRow, TimerRow } from '../contract/instance.ts';
import type { Page } from '../contract/page.ts';
import { listIncidents, listJobs, listTimers, listWaitingMessages, readIncidentEntry } from '../store/index.ts';
import type { Look } from './look.ts';
import { FIRST_ID, LAST_ID, pageOf, placeOf, rowsFor, type PageQuery } from './paging.ts';
import { nothingHere, onlyPublished } from './visible.ts';

// What waits or stands still in an office. One statement each; what belongs to unpublished dossiers only with the right.

/** Only of one instance, when given. */
export interface WaitingQuery extends PageQuery {
  readonly instanceId?: string | undefined;
}

/** A page of the jobs that wait, run or stand still, next one first. */
export async function jobs(look: Look, query: WaitingQuery): Promise<Page<Static<typeof JobRow>>> {
  const place = placeOf(query, ['instant', 'id']);
  const after = { at: String(place?.[0] ?? '-infinity'), id: String(place?.[1] ?? FIRST_ID) };
  const scope = { instanceId: query.instanceId, publishedInZone: onlyPublished(look) };
  const rows = await look.store.transaction(look.officeId, (trx) =>
    listJobs(trx, look.officeId, scope, { after, limit: rowsFor(query) }),
  );
  return pageOf(
    query,
    rows,
    (row) => row,
    (row) => [row.dueAt, row.id],
  );
}

/** A page of the timers that are armed, next one first. */
export async function timers(look: Look, query: WaitingQuery): Promise<Page<Static<typeof TimerRow>>> {
  const place = placeOf(query, ['instant', 'id', 'integer', 'text']);
  const after = {
    dueAt: String(place?.[0] ?? '-infinity'),
    instanceId: String(place?.[1] ?? FIRST_ID),
    token: Number(place?.[2] ?? -1),
    element: String(place?.[3] ?? ''),
  };
  const scope = { instanceId: query.instanceId, publishedInZone: onlyPublished(look) };
  const rows = await look.store.transaction(look.officeId, (trx) =>
    listTimers(trx, look.officeId, scope, { after, limit: rowsFor(query) }),
  );
  return pageOf(
    query,
    rows,
    (row) => row,
    (row) => [row.dueAt, row.instanceId, row.token, row.element],
  );
}

/** A page of incidents of a state (default: open), latest first. */
export async function incidents(
  look: Look,
  query: WaitingQuery & { readonly state?: 'open' | 'resolved' | undefined },
): Promise<Page<Static<typeof IncidentRow>>> {
  const place = placeOf(query, ['instant', 'id']);
  const before = { at: String(place?.[0] ?? 'infinity'), id: String(place?.[1] ?? LAST_ID) };
  const scope = {
    instanceId: query.instanceId,
    publishedInZone: onlyPublished(look),
    state: query.state ?? ('open' as const),
  };
  const rows = await look.store.transaction(look.officeId, (trx) =>
    listIncidents(trx, look.officeId, scope, { before, limit: rowsFor(query) }),
  );
  return pageOf(
    query,
    rows,
    (row) => row,
    (row) => [row.createdAt, row.id],
  );
}

/** Makes sure that the actor may know of an incident before a command addresses it. @throws Refusal NOT_FOUND */
export async function checkIncident(look: Look, id: string): Promise<void> {
  const found = await look.store.transaction(look.officeId, (trx) =>
    readIncidentEntry(trx, look.officeId, id, onlyPublished(look)),
  );
  if (!found) throw nothingHere();
}

/** A page of the messages that wait for a receiver, oldest first. */
export async function messages(look: Look, query: PageQuery): Promise<Page<Static<typeof MessageRow>>> {
  const place = placeOf(query, ['instant', 'text']);
  const after = { at: String(place?.[0] ?? '-infinity'), id: String(place?.[1] ?? '') };
  const scope = { publishedInZone: onlyPublished(look) };
  const rows = await look.store.transaction(look.officeId, (trx) =>
    listWaitingMessages(trx, look.officeId, scope, { after, limit: rowsFor(query) }),
  );
  return pageOf(
    query,
    rows,
    (row) => row,
    (row) => [row.createdAt, row.id],
  );
}
