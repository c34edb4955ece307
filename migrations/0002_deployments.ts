// Old code beside it: yes, it only adds tables.
import type { Migration } from './index.ts';

/** What was deployed, by whom, and what is in force. Rows of the past never change. */
export const deployments: Migration = {
  name: '0002_deployments',
  sql: `
create table deployments (
  office_id text not null references offices (code),
  id uuid not null,
  number integer not null check (number > 0),
  name text not null,
  version text not null,
  hash text not null,
  note text,
  manifest jsonb not null,
  deployed_by text not null,
  deployed_at timestamptz not null,
  primary key (office_id, id),
  unique (office_id, number)
);

alter table offices add foreign key (code, current_deployment_id) references deployments (office_id, id);

create table bundle_files (
  office_id text not null,
  deployment_id uuid not null,
  path text not null,
  sha256 text not null,
  content bytea not null,
  primary key (office_id, deployment_id, path),
  foreign key (office_id, deployment_id) references deployments (office_id, id)
);

create table definitions (
  office_id text not null,
  kind text not null,
  key text not null,
  version integer not null check (version > 0),
  version_tag text,
  hash text not null,
  content jsonb not null,
  deployment_id uuid not null,
  primary key (office_id, kind, key, version),
  foreign key (office_id, deployment_id) references deployments (office_id, id)
);
create index definitions_tag on definitions (office_id, kind, key, version_tag) where version_tag is not null;

-- What each deployment put in force: its own versions and the unchanged ones of before.
create table deployment_definitions (
  office_id text not null,
  deployment_id uuid not null,
  kind text not null,
  key text not null,
  version integer not null,
  primary key (office_id, deployment_id, kind, key),
  foreign key (office_id, deployment_id) references deployments (office_id, id),
  foreign key (office_id, kind, key, version) references definitions (office_id, kind, key, version)
);

create table active_definitions (
  office_id text not null,
  kind text not null,
  key text not null,
  version integer not null,
  primary key (office_id, kind, key),
  foreign key (office_id, kind, key, version) references definitions (office_id, kind, key, version)
);

-- Message start events of the definitions in force.
create table message_starts (
  office_id text not null references offices (code),
  message text not null,
  definition_key text not null,
  element text not null,
  primary key (office_id, message, definition_key, element)
);
`,
};
