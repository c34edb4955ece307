// Old code beside it: yes, it only adds tables.
import type { Migration } from './index.ts';

/**
 * Instances. The definition is no foreign key: definitions cannot be deleted, and a check would lock one row of them for every
 * instance that starts.
 */
export const instances: Migration = {
  name: '0004_instances',
  sql: `
create table instances (
  office_id text not null,
  id uuid not null,
  definition_key text not null,
  definition_version integer not null,
  deployment_id uuid not null,
  parent_id uuid,
  parent_token integer,
  dossier_id uuid,
  status text not null check (status in ('active', 'completed', 'terminated', 'failed')),
  version integer not null default 1 check (version > 0),
  state jsonb not null,
  variables jsonb not null,
  history_seq integer not null,
  history_hash text not null,
  started_at timestamptz not null,
  started_by text not null,
  ended_at timestamptz,
  primary key (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  foreign key (office_id, parent_id) references instances (office_id, id),
  check ((status = 'active') = (ended_at is null)),
  check ((parent_id is null) = (parent_token is null))
) with (fillfactor = 80);
create index instances_of_dossier on instances (office_id, dossier_id, started_at) where dossier_id is not null;
create index instances_of_parent on instances (office_id, parent_id) where parent_id is not null;
create index instances_of_definition on instances (office_id, definition_key, started_at, id);

create table time_limits (
  office_id text not null,
  instance_id uuid not null,
  token integer not null,
  element text not null,
  key text not null,
  id uuid not null default gen_random_uuid(),
  dossier_id uuid,
  base_on date not null,
  raw_on date not null,
  expires_on date not null,
  extensions integer not null default 0 check (extensions >= 0),
  state text not null check (state in ('running', 'met', 'expired', 'suspended', 'cancelled', 'fixed')),
  steps jsonb not null,
  changed_at timestamptz not null,
  primary key (office_id, instance_id, token, element, key),
  unique (office_id, id),
  foreign key (office_id, instance_id) references instances (office_id, id) on delete cascade,
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
create index time_limits_of_dossier on time_limits (office_id, dossier_id, expires_on);
create index time_limits_running on time_limits (office_id, expires_on) where state = 'running';
`,
};
