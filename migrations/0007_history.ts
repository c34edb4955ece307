// Old code beside it: yes, it only adds tables.
import type { Migration } from './index.ts';

/**
 * The history: append-only, partitioned by month of the act, each entry chained to the one before of its instance (or of its dossier,
 * for acts outside an instance). It outlives what it tells of, so it has no foreign keys.
 */
export const history: Migration = {
  name: '0007_history',
  sql: `
create table history (
  office_id text not null,
  at timestamptz not null,
  id uuid not null,
  instance_id uuid,
  dossier_id uuid,
  seq integer not null check (seq > 0),
  type text not null,
  actor_type text not null check (actor_type in ('member', 'worker', 'system')),
  actor_id text not null,
  actor_name text not null,
  data jsonb not null,
  prev_hash bytea not null,
  hash bytea not null,
  primary key (office_id, at, id),
  check (instance_id is not null or dossier_id is not null)
) partition by range (at);
create unique index history_of_instance on history (office_id, instance_id, seq, at) where instance_id is not null;
create index history_of_dossier on history (office_id, dossier_id, at, id) where dossier_id is not null;

-- Takes what falls into no month that was made ahead.
create table history_other partition of history default;

create function refuse_history_change() returns trigger language plpgsql as $$
begin
  raise exception 'Expected history to be left as it was written, but % was asked for.', lower(tg_op)
    using errcode = 'restrict_violation';
end
$$;
create trigger history_append_only before update or delete on history
  for each row execute function refuse_history_change();
create trigger history_no_truncate before truncate on history
  for each statement execute function refuse_history_change();
`,
};
