// Old code beside it: yes, it only adds tables.
import type { Migration } from './index.ts';

/** What was answered under an idempotency key, and what undo needs to go back. */
export const repetition: Migration = {
  name: '0008_repetition',
  sql: `
create table idempotency_keys (
  office_id text not null,
  actor_id text not null,
  key text not null check (key <> ''),
  command text not null,
  response jsonb not null,
  created_at timestamptz not null,
  primary key (office_id, actor_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

create table undo_points (
  office_id text not null,
  task_id uuid not null,
  instance_id uuid not null,
  -- The version the completion led to: undo is possible while the instance still has it.
  instance_version integer not null,
  until timestamptz not null,
  before jsonb not null,
  primary key (office_id, task_id),
  foreign key (office_id, instance_id) references instances (office_id, id) on delete cascade
);
create index undo_points_until on undo_points (until);
create index undo_points_of_instance on undo_points (office_id, instance_id);
`,
};
