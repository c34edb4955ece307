import { NOW } from './clock.ts';
import { reading } from './statements.ts';
import type { FoundMember } from './memberships.ts';
import type { Transaction } from './transaction.ts';

/** A change that somebody's screen may show: an entry of the history, once more for each task that it opened or closed. */
export interface ChangeRow {
  readonly historyId: string;
  readonly at: string;
  readonly type: string;
  readonly instanceId: string | null;
  readonly dossierId: string | null;
  /** The dossier is published by the office's day. */
  readonly isPublished: boolean;
  readonly task: {
    readonly id: string;
    readonly assigneeId: string | null;
    readonly candidateGroups: readonly string[];
    readonly candidateUsers: readonly string[];
    readonly visibleAt: string;
    readonly visibleTo: string | null;
    readonly change: 'opened' | 'closed' | 'changed';
  } | null;
}

/** Changes since an instant with the database's present, by which the next question begins. */
export interface Changes {
  readonly now: string;
  readonly rows: readonly ChangeRow[];
}

// A task carries the instant of the step that opened or closed it. What a step writes becomes visible with its commit, some time
// after the instant that it carries: whoever asks again has to look back a little.
const CHANGES = reading(`
  with moment as (select ${NOW} as now)
  select moment.now, h.id as "historyId", h.at, h.type, h.instance_id as "instanceId", h.dossier_id as "dossierId",
    coalesce(e.published_on <= (moment.now at time zone $3::text)::date, h.dossier_id is null) as "isPublished",
    case when t.id is null then null else jsonb_build_object('id', t.id, 'assigneeId', t.assignee_id,
      'candidateGroups', t.candidate_groups, 'candidateUsers', t.candidate_users,
      'visibleAt', to_char(t.visible_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'visibleTo', t.visible_to,
      'change', case when t.closed_at = h.at then 'closed' when t.opened_at = h.at then 'opened' else 'changed' end) end as task
  from moment
  left join lateral (
    select * from history h
    where h.office_id = $1 and h.at >= $2::timestamptz and (h.at, h.id) > ($2::timestamptz, $5::uuid)
    order by h.at, h.id limit $4) h on true
  left join tasks t on t.office_id = $1 and t.instance_id = h.instance_id
    and (t.opened_at = h.at or t.closed_at = h.at or t.id::text = h.data ->> 'task')
  left join dossier_index e on e.office_id = $1 and e.dossier_id = h.dossier_id
  order by h.at, h.id`);

/** Behind every entry of its instant. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A place in an office's history. */
export interface ChangePlace {
  readonly at: string;
  /** Entry of that instant; left out: behind all of them. */
  readonly historyId?: string;
}

/** What happened in an office after a place of its history, oldest first, `limit` entries at most. One statement. */
export async function changesSince(
  trx: Transaction,
  officeId: string,
  look: { readonly since: ChangePlace; readonly timeZone: string; readonly limit: number },
): Promise<Changes> {
  const rows = await trx.run<ChangeRow & { readonly now: string }>(CHANGES, [
    officeId,
    look.since.at,
    look.timeZone,
    look.limit,
    look.since.historyId ?? LAST_ID,
  ]);
  return { now: rows[0]?.now ?? '', rows: rows.filter((row) => row.historyId !== null) };
}

const LISTENER = reading(`
  select u.name, m.roles, m.unit, m.skills, o.current_deployment_id as "deploymentId"
  from sessions s join users u on u.id = s.user_id
  join memberships m on m.office_id = $1 and m.user_id = u.id join offices o on o.code = m.office_id
  where s.token_hash = $2 and u.disabled_at is null and s.expires_at > clock_timestamp()
    and s.seen_at > clock_timestamp() - $3::float8 * interval '1 minute'`);

/**
 * The member behind a session that still lives, null when it has ended or the membership is gone. Unlike `findSession` this does
 * not count as use: an open window that nobody touches must not keep a session alive.
 */
export async function memberOfSession(
  trx: Transaction,
  officeId: string,
  tokenHash: string,
  idleMinutes: number,
): Promise<FoundMember | null> {
  const [member] = await trx.run<FoundMember>(LISTENER, [officeId, tokenHash, idleMinutes]);
  return member ?? null;
}
