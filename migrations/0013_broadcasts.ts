// Old code beside it: partly; it hears messages only, and takes jobs that are meant for workers outside.
import type { Migration } from './index.ts';

/**
 * Signals and conditions beside messages, starts by signal and timer, work that is done outside, and what is left of instances whose
 * history is over.
 */
export const broadcasts: Migration = {
  name: '0013_broadcasts',
  sql: `
alter table subscriptions add column kind text not null default 'message' check (kind in ('message', 'signal', 'condition'));
create index subscriptions_of_signal on subscriptions (office_id, message) where kind = 'signal';
create index subscriptions_of_condition on subscriptions (office_id, instance_id) where kind = 'condition';

-- The version of the dossier and the day of the office on which the instance has asked its conditions last.
alter table instances add column asked_version integer, add column asked_on date;

create table signals (
  office_id text not null references offices (code),
  id uuid not null,
  name text not null,
  payload jsonb not null,
  -- Null: thrown from outside.
  thrown_by uuid,
  -- In force when it was thrown: the processes that it starts are of this deployment.
  deployment_id uuid not null,
  thrown_at timestamptz not null,
  primary key (office_id, id)
);
create index signals_age on signals (thrown_at);

-- Who waited for a signal when it was thrown and has not had it yet: an instance by its id, or a process by its key.
create table signal_receivers (
  office_id text not null,
  receiver text not null,
  signal_id uuid not null,
  kind text not null check (kind in ('instance', 'process')),
  token integer not null,
  element text not null,
  locked_until timestamptz,
  primary key (office_id, receiver, signal_id, token, element),
  foreign key (office_id, signal_id) references signals (office_id, id) on delete cascade
);
create index signal_receivers_order on signal_receivers (signal_id);

-- Signal start events of the definitions in force.
create table signal_starts (
  office_id text not null references offices (code),
  signal text not null,
  definition_key text not null,
  element text not null,
  primary key (office_id, signal, definition_key, element)
);

-- Timer start events of the definitions in force; one that is never due again keeps its row until another version replaces it.
create table timer_starts (
  office_id text not null references offices (code),
  definition_key text not null,
  element text not null,
  definition_version integer not null,
  timer text not null,
  first_due_at timestamptz not null,
  due_at timestamptz,
  locked_until timestamptz,
  primary key (office_id, definition_key, element)
);
create index timer_starts_due on timer_starts (due_at) where due_at is not null;

alter table jobs add column external boolean not null default false;
drop index jobs_due;
create index jobs_due on jobs (due_at) where state = 'ready' and not held and not external;
create index jobs_outside on jobs (office_id, key, due_at) where state = 'ready' and not held and external;

-- What is left of instances whose history was deleted when its time was over: the end of the chain, and who deleted it.
create table forgotten_instances (
  office_id text not null,
  id uuid not null,
  definition_key text not null,
  definition_version integer not null,
  dossier_id uuid,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  status text not null,
  history_seq integer not null,
  history_hash text not null,
  forgotten_at timestamptz not null,
  forgotten_by text not null,
  reason text not null,
  primary key (office_id, id)
);
create index forgotten_instances_of_dossier on forgotten_instances (office_id, dossier_id) where dossier_id is not null;
create index instances_ended on instances (office_id, definition_key, ended_at) where status <> 'active';

-- History is left as it was written, but for an instance of which such a row is left.
create or replace function refuse_history_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if exists (select from forgotten_instances f where f.office_id = old.office_id and f.id = old.instance_id) then
      return old;
    end if;
  end if;
  raise exception 'Expected history to be left as it was written, but % was asked for.', lower(tg_op)
    using errcode = 'restrict_violation';
end
$$;
`,
};
