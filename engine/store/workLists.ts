import { published } from './dossierLists.ts';
import { reading } from './statements.ts';
import type { Transaction } from './transaction.ts';

// What is waiting or stuck, for those who run the office. `publishedInZone` (IANA) hides what belongs to unpublished dossiers.

interface Scope {
  readonly publishedInZone?: string | undefined;
  readonly instanceId?: string | undefined;
}

/** A job as lists show it. */
export interface JobEntry {
  readonly id: string;
  readonly instanceId: string;
  readonly element: string;
  readonly kind: string;
  readonly key: string;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly dueAt: string;
  readonly lastError: string | null;
}

const JOBS = reading(`
  select j.id, j.instance_id as "instanceId", j.element, j.kind, j.key, j.attempts, j.max_attempts as "maxAttempts",
    j.due_at as "dueAt", j.last_error as "lastError"
  from jobs j join instances i on i.office_id = j.office_id and i.id = j.instance_id
  where j.office_id = $1 and (j.due_at, j.id) > ($2::timestamptz, $3::uuid) and ($5::uuid is null or j.instance_id = $5)
    and ($6::text is null or ${published('i', '$6::text')})
  order by j.due_at, j.id limit $4`);

/** A page of the jobs that wait, run or stand still, in the order in which they are due. */
export function listJobs(
  trx: Transaction,
  officeId: string,
  scope: Scope,
  page: { readonly after: { readonly at: string; readonly id: string }; readonly limit: number },
): Promise<readonly JobEntry[]> {
  return trx.run<JobEntry>(JOBS, [officeId, page.after.at, page.after.id, page.limit, ...scopeOf(scope)]);
}

const scopeOf = ({ instanceId, publishedInZone }: Scope): readonly unknown[] => [
  instanceId ?? null,
  publishedInZone ?? null,
];

/** A timer as lists show it. */
export interface TimerEntry {
  readonly instanceId: string;
  readonly token: number;
  readonly element: string;
  readonly dueAt: string;
  readonly timeLimit: string | null;
  readonly dossierId: string | null;
}
/** Where a page of timers ended. */
export interface TimerPlace {
  readonly dueAt: string;
  readonly instanceId: string;
  readonly token: number;
  readonly element: string;
}

const TIMERS = reading(`
  select m.instance_id as "instanceId", m.token, m.element, m.due_at as "dueAt", m.time_limit as "timeLimit",
    i.dossier_id as "dossierId"
  from timers m join instances i on i.office_id = m.office_id and i.id = m.instance_id
  where m.office_id = $1 and (m.due_at, m.instance_id, m.token, m.element) > ($2::timestamptz, $3::uuid, $4::integer, $5::text)
    and ($7::uuid is null or m.instance_id = $7) and ($8::text is null or ${published('i', '$8::text')})
  order by m.due_at, m.instance_id, m.token, m.element limit $6`);

/** A page of the timers that are armed, next one first. */
export function listTimers(
  trx: Transaction,
  officeId: string,
  scope: Scope,
  page: { readonly after: TimerPlace; readonly limit: number },
): Promise<readonly TimerEntry[]> {
  const { dueAt, instanceId, token, element } = page.after;
  return trx.run<TimerEntry>(TIMERS, [officeId, dueAt, instanceId, token, element, page.limit, ...scopeOf(scope)]);
}

/** An incident as lists show it. */
export interface IncidentEntry {
  readonly id: string;
  readonly instanceId: string;
  readonly dossierId: string | null;
  readonly process: string;
  readonly element: string;
  readonly code: string;
  readonly sentence: string;
  readonly state: 'open' | 'resolved';
  readonly createdAt: string;
  readonly resolvedAt: string | null;
}

const INCIDENT = `n.id, n.instance_id as "instanceId", i.dossier_id as "dossierId", i.definition_key as process, n.element, n.code,
  n.sentence, n.state, n.opened_at as "createdAt", n.resolved_at as "resolvedAt"
  from incidents n join instances i on i.office_id = n.office_id and i.id = n.instance_id`;
const INCIDENTS = reading(`
  select ${INCIDENT}
  where n.office_id = $1 and (n.opened_at, n.id) < ($2::timestamptz, $3::uuid) and n.state = $7
    and ($5::uuid is null or n.instance_id = $5) and ($6::text is null or ${published('i', '$6::text')})
  order by n.opened_at desc, n.id desc limit $4`);
const ONE_INCIDENT = reading(`select ${INCIDENT}
  where n.office_id = $1 and n.id = $2 and ($3::text is null or ${published('i', '$3::text')})`);

/** A page of incidents of a state, latest first. */
export function listIncidents(
  trx: Transaction,
  officeId: string,
  scope: Scope & { readonly state: 'open' | 'resolved' },
  page: { readonly before: { readonly at: string; readonly id: string }; readonly limit: number },
): Promise<readonly IncidentEntry[]> {
  const values = [officeId, page.before.at, page.before.id, page.limit, ...scopeOf(scope), scope.state];
  return trx.run<IncidentEntry>(INCIDENTS, values);
}

/** One incident, null when there is none or it belongs to what is not published. */
export async function readIncidentEntry(
  trx: Transaction,
  officeId: string,
  id: string,
  publishedInZone?: string,
): Promise<IncidentEntry | null> {
  const [row] = await trx.run<IncidentEntry>(ONE_INCIDENT, [officeId, id, publishedInZone ?? null]);
  return row ?? null;
}

/** A message that nobody has received yet, without its payload. */
export interface MessageEntry {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly state: 'pending' | 'buffered';
  readonly createdAt: string;
  readonly expiresAt: string;
}

// A key is the id of a dossier or instance unless the model says otherwise.
const KEY_AS_ID = `case when m.correlation_key ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then m.correlation_key::uuid end`;
const MESSAGES = reading(`
  select m.id, m.name, m.correlation_key as key, m.state, m.created_at as "createdAt", m.expires_at as "expiresAt"
  from messages m
  left join lateral (
    select d.office_id, d.id as dossier_id from dossiers d where d.office_id = m.office_id and d.id = ${KEY_AS_ID}
    union all
    select i.office_id, i.dossier_id from instances i where i.office_id = m.office_id and i.id = ${KEY_AS_ID}
    limit 1) about on $5::text is not null
  where m.office_id = $1 and m.state in ('pending', 'buffered') and (m.created_at, m.id) > ($2::timestamptz, $3::text)
    and ($5::text is null or ${published('about', '$5::text')})
  order by m.created_at, m.id limit $4`);

/** A page of the messages that wait for a receiver, oldest first. */
export function listWaitingMessages(
  trx: Transaction,
  officeId: string,
  scope: Pick<Scope, 'publishedInZone'>,
  page: { readonly after: { readonly at: string; readonly id: string }; readonly limit: number },
): Promise<readonly MessageEntry[]> {
  const values = [officeId, page.after.at, page.after.id, page.limit, scope.publishedInZone ?? null];
  return trx.run<MessageEntry>(MESSAGES, values);
}
