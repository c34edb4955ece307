// Old code beside it: yes, it only adds tables.
import type { Migration } from './index.ts';

/** What an instance waits for besides people: jobs, timers, messages, and incidents that stop it. */
export const waits: Migration = {
  name: '0006_waits',
  sql: `
create table jobs (
  office_id text not null,
  id uuid not null,
  instance_id uuid not null,
  token integer not null,
  element text not null,
  kind text not null check (kind in ('connector', 'letter', 'act')),
  key text not null,
  input jsonb not null,
  state text not null default 'ready' check (state in ('ready', 'failed')),
  attempts integer not null default 0 check (attempts >= 0),
  max_attempts integer not null check (max_attempts > 0),
  due_at timestamptz not null,
  locked_by text,
  locked_until timestamptz,
  -- The fence: grows with every claim, never reset.
  lease_token bigint not null default 0,
  last_error text,
  created_at timestamptz not null,
  primary key (office_id, id),
  foreign key (office_id, instance_id) references instances (office_id, id) on delete cascade,
  check ((locked_by is null) = (locked_until is null))
) with (fillfactor = 70);
create index jobs_due on jobs (due_at) where state = 'ready';
create unique index jobs_of_token on jobs (office_id, instance_id, token);

create table timers (
  office_id text not null,
  instance_id uuid not null,
  token integer not null,
  element text not null,
  due_at timestamptz not null,
  time_limit text,
  -- While one node works on it, others leave it alone; the instance's version is what makes it fire once.
  locked_until timestamptz,
  primary key (office_id, instance_id, token, element),
  foreign key (office_id, instance_id) references instances (office_id, id) on delete cascade
) with (fillfactor = 90);
create index timers_due on timers (due_at);

create table subscriptions (
  office_id text not null,
  instance_id uuid not null,
  token integer not null,
  element text not null,
  message text not null,
  correlation_key text not null,
  created_at timestamptz not null,
  primary key (office_id, instance_id, token, element),
  foreign key (office_id, instance_id) references instances (office_id, id) on delete cascade
);
create index subscriptions_of_message on subscriptions (office_id, message, correlation_key, created_at);

create table messages (
  office_id text not null,
  id text not null check (id <> ''),
  name text not null,
  correlation_key text not null,
  payload jsonb not null,
  -- pending: nobody has looked for a receiver yet; buffered: there was none.
  state text not null check (state in ('pending', 'buffered', 'consumed', 'expired')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  consumed_by uuid,
  consumed_at timestamptz,
  primary key (office_id, id),
  check ((state = 'consumed') = (consumed_at is not null))
);
create index messages_waiting on messages (office_id, name, correlation_key, created_at) where state in ('pending', 'buffered');
create index messages_pending on messages (created_at) where state = 'pending';
create index messages_expiry on messages (expires_at) where state in ('pending', 'buffered');

create table incidents (
  office_id text not null,
  id uuid not null,
  instance_id uuid not null,
  token integer,
  element text not null,
  code text not null,
  sentence text not null,
  trigger jsonb,
  job_id uuid,
  state text not null check (state in ('open', 'resolved')),
  opened_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by text,
  primary key (office_id, id),
  foreign key (office_id, instance_id) references instances (office_id, id) on delete cascade,
  check ((state = 'resolved') = (resolved_at is not null))
);
create index incidents_of_instance on incidents (office_id, instance_id);
create index incidents_open on incidents (office_id, opened_at, id) where state = 'open';
`,
};
