// Old code beside it: yes, it only adds tables.
import type { Migration } from './index.ts';

/**
 * Operations on many instances: what somebody has ordered, and what has come of it in each instance. Items are taken by lease, so
 * that several nodes share a batch and whatever a node had taken comes again.
 */
export const batches: Migration = {
  name: '0014_batches',
  sql: `
create table batches (
  office_id text not null,
  id uuid not null,
  kind text not null check (kind in ('migrate', 'cancel', 'suspend', 'resume', 'setVariables', 'retryIncidents')),
  state text not null check (state in ('running', 'paused', 'cancelled', 'completed')),
  dry_run boolean not null,
  definition_key text not null,
  plan jsonb not null,
  reason text not null,
  total integer not null check (total >= 0),
  created_at timestamptz not null,
  created_by jsonb not null,
  ended_at timestamptz,
  primary key (office_id, id),
  check ((state in ('cancelled', 'completed')) = (ended_at is not null))
);
create index batches_listed on batches (office_id, created_at, id);
create index batches_running on batches (created_at) where state = 'running';

create table batch_items (
  office_id text not null,
  batch_id uuid not null,
  instance_id uuid not null,
  -- possible: what a dry run says of one that would be done.
  state text not null default 'waiting' check (state in ('waiting', 'done', 'possible', 'refused', 'failed')),
  sentences text[] not null default '{}',
  locked_until timestamptz,
  changed_at timestamptz not null,
  primary key (office_id, batch_id, instance_id),
  foreign key (office_id, batch_id) references batches (office_id, id) on delete cascade,
  foreign key (office_id, instance_id) references instances (office_id, id) on delete cascade
) with (fillfactor = 80);
create index batch_items_waiting on batch_items (office_id, batch_id, instance_id) where state = 'waiting';
create index batch_items_of_instance on batch_items (office_id, instance_id);
`,
};
