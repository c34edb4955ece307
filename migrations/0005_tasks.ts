// Old code beside it: yes, it only adds tables.
import type { Migration } from './index.ts';

/** Tasks, who may take them, and drafts. */
export const tasks: Migration = {
  name: '0005_tasks',
  sql: `
create table tasks (
  office_id text not null,
  id uuid not null,
  instance_id uuid not null,
  dossier_id uuid,
  definition_key text not null,
  definition_version integer not null,
  token integer not null,
  element text not null,
  form text,
  state text not null check (state in ('open', 'completed', 'cancelled')),
  revision integer not null default 1 check (revision > 0),
  assignee_id uuid,
  candidate_groups text[] not null default '{}',
  candidate_users text[] not null default '{}',
  priority integer not null default 50,
  visible_at timestamptz not null,
  visible_to uuid,
  expires_on date,
  target_at timestamptz,
  opened_at timestamptz not null,
  closed_at timestamptz,
  completed_by text,
  completed_by_name text,
  outcome text,
  -- The order of every list: legal expiry, priority, age, id, as plain ascending columns.
  expires_sort date not null generated always as (coalesce(expires_on, 'infinity'::date)) stored,
  rank integer not null generated always as (-priority) stored,
  primary key (office_id, id),
  foreign key (office_id, instance_id) references instances (office_id, id) on delete cascade,
  check ((state = 'open') = (closed_at is null)),
  check ((state = 'completed') = (completed_by is not null)),
  check ((state = 'completed') = (outcome is not null))
) with (fillfactor = 80);
create unique index tasks_open_of_token on tasks (office_id, instance_id, token) where state = 'open';
create index tasks_closed_of_instance on tasks (office_id, instance_id, closed_at) where state <> 'open';
create index tasks_of_assignee on tasks (office_id, assignee_id, expires_sort, rank, opened_at, id) where state = 'open';
create index tasks_completed_by on tasks (office_id, completed_by, closed_at, id) where state = 'completed';
create index tasks_open on tasks (office_id, expires_sort, rank, opened_at, id) where state = 'open';
create index tasks_of_dossier on tasks (office_id, dossier_id, opened_at) where dossier_id is not null;

-- One row per open task and candidate: a role's key, or user:<id>. Gone when the task closes.
create table task_candidates (
  office_id text not null,
  task_id uuid not null,
  candidate text not null,
  -- False while somebody has the task.
  claimable boolean not null,
  expires_sort date not null,
  rank integer not null,
  opened_at timestamptz not null,
  visible_at timestamptz not null,
  visible_to uuid,
  element text not null,
  primary key (office_id, task_id, candidate),
  foreign key (office_id, task_id) references tasks (office_id, id) on delete cascade
);
create index task_candidates_list on task_candidates
  (office_id, candidate, claimable, expires_sort, rank, opened_at, task_id) include (visible_at, visible_to);

create table task_drafts (
  office_id text not null,
  task_id uuid not null,
  user_id uuid not null,
  revision integer not null check (revision > 0),
  data jsonb not null,
  saved_at timestamptz not null,
  primary key (office_id, task_id, user_id),
  foreign key (office_id, task_id) references tasks (office_id, id) on delete cascade
);
create index task_drafts_of_user on task_drafts (office_id, user_id, saved_at);
`,
};
