// Old code beside it: none, the first step.
import type { Migration } from './index.ts';

/** The installation, its offices, people and sessions. Only memberships belong to an office. */
export const installation: Migration = {
  name: '0001_installation',
  sql: `
create table installation (
  id integer primary key default 1 check (id = 1),
  demo boolean not null,
  clock_movable boolean not null,
  clock_offset_ms bigint not null default 0 check (clock_movable or clock_offset_ms = 0),
  setup_closed boolean not null default false,
  setup_token_hash text,
  created_at timestamptz not null default clock_timestamp()
);

create table offices (
  code text primary key check (code ~ '^[A-Z]{2}$'),
  name jsonb not null,
  languages text[] not null check (cardinality(languages) > 0),
  current_deployment_id uuid,
  last_deployment_number integer not null default 0,
  created_at timestamptz not null default clock_timestamp()
);

create table users (
  id uuid primary key,
  login text not null check (login <> ''),
  name text not null check (name <> ''),
  password_hash text,
  language text not null,
  administrator boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default clock_timestamp()
);
create unique index users_login on users (lower(login));

create table memberships (
  office_id text not null references offices (code),
  user_id uuid not null references users (id),
  roles text[] not null,
  unit text,
  skills text[] not null default '{}',
  absent_from date,
  absent_until date,
  delegate_id uuid,
  primary key (office_id, user_id),
  foreign key (office_id, delegate_id) references memberships (office_id, user_id),
  check (absent_until is null or absent_from is not null),
  check (absent_until >= absent_from),
  check (delegate_id <> user_id)
);
create index memberships_of_user on memberships (user_id);

-- Tokens are kept as hashes: who reads this table cannot sign in.
create table sessions (
  token_hash text primary key,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  address text
);
create index sessions_of_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);

-- Failed sign-ins per key (an account or an address) within a window.
create table login_attempts (
  key text primary key,
  failures integer not null,
  window_started_at timestamptz not null
);
`,
};
