// Old code beside it: yes, it only adds tables.
import type { Migration } from './index.ts';

/** Dossiers with what lists and search read of them, their documents, status events and numbers. */
export const dossiers: Migration = {
  name: '0003_dossiers',
  sql: `
create table dossiers (
  office_id text not null,
  id uuid not null,
  kind text not null,
  number text,
  filed_at timestamptz,
  state text,
  version integer not null default 1 check (version > 0),
  data jsonb not null,
  -- The chain of entries that belong to no instance.
  history_seq integer not null default 0,
  history_hash text not null default repeat('0', 64),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (office_id, id),
  unique (office_id, kind, number)
) with (fillfactor = 80);

-- The promoted properties: lists and search read only these, never the dossier's data.
create table dossier_index (
  office_id text not null,
  dossier_id uuid not null,
  kind text not null,
  number text,
  -- Letters and digits of the numbers only, so that any way of writing them is found.
  number_key text,
  registration_number text,
  registration_number_key text,
  state text,
  title text not null,
  applicant text not null,
  representative text not null,
  -- Folded title, applicant, representative and numbers.
  search_text text not null,
  -- Bytes that sort as the office's language does, as hexadecimal text.
  title_sort text collate "C" not null default '',
  applicant_sort text collate "C" not null default '',
  classes integer[] not null default '{}',
  filed_on date,
  registered_on date,
  expires_on date,
  published_on date,
  changed_at timestamptz not null,
  primary key (office_id, dossier_id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id) on delete cascade
);
create index dossier_index_number on dossier_index (office_id, number_key text_pattern_ops);
create index dossier_index_registration on dossier_index (office_id, registration_number_key text_pattern_ops);
create index dossier_index_filed on dossier_index (office_id, filed_on, dossier_id);
create index dossier_index_registered on dossier_index (office_id, registered_on, dossier_id);
create index dossier_index_expires on dossier_index (office_id, expires_on, dossier_id);
create index dossier_index_published on dossier_index (office_id, published_on, dossier_id);
create index dossier_index_state on dossier_index (office_id, state, filed_on, dossier_id);
create index dossier_index_classes on dossier_index using gin (classes);

-- The same rows for search. Row-level security keeps operators that are not leakproof (trigrams, arrays) away from every index;
-- this view does the office's part itself, as its owner, and lets the indexes be used.
create view dossier_search as
  select * from dossier_index where office_id = (select current_setting('officina.office', true));

create table dossier_parties (
  office_id text not null,
  dossier_id uuid not null,
  role text not null,
  position integer not null,
  name text not null,
  country text,
  address text,
  name_sort text collate "C" not null default '',
  primary key (office_id, dossier_id, role, position),
  foreign key (office_id, dossier_id) references dossiers (office_id, id) on delete cascade
);
create index dossier_parties_name on dossier_parties (office_id, role, name_sort);

create table dossier_goods (
  office_id text not null,
  dossier_id uuid not null,
  class integer not null,
  terms text not null,
  primary key (office_id, dossier_id, class),
  foreign key (office_id, dossier_id) references dossiers (office_id, id) on delete cascade
);

create table documents (
  office_id text not null,
  id uuid not null,
  dossier_id uuid not null,
  instance_id uuid,
  kind text not null,
  direction text not null check (direction in ('incoming', 'outgoing', 'internal')),
  title jsonb not null,
  number text,
  language text,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint check (bytes >= 0),
  media_type text,
  file_name text,
  letter_key text,
  details jsonb not null default '{}',
  filed_at timestamptz not null,
  filed_by text not null,
  primary key (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id),
  check ((sha256 is null) = (bytes is null))
);
create index documents_of_dossier on documents (office_id, dossier_id, filed_at, id);
create index documents_of_content on documents (sha256) where sha256 is not null;

create table status_events (
  office_id text not null,
  id uuid not null,
  dossier_id uuid not null,
  instance_id uuid,
  element text not null,
  event text not null,
  on_date date not null,
  note text,
  recorded_at timestamptz not null,
  primary key (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
create index status_events_of_dossier on status_events (office_id, dossier_id, on_date, id);

-- The next serial number of a series in a period (a year, or '' for a series that never starts again).
create table number_series (
  office_id text not null references offices (code),
  series text not null,
  period text not null,
  first bigint not null check (first > 0),
  next bigint not null check (next >= first),
  primary key (office_id, series, period)
);

create table numbers (
  office_id text not null,
  series text not null,
  period text not null,
  ordinal bigint not null,
  number text not null,
  dossier_id uuid,
  assigned_at timestamptz not null,
  primary key (office_id, series, period, ordinal),
  unique (office_id, series, number),
  foreign key (office_id, series, period) references number_series (office_id, series, period),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
create index numbers_of_dossier on numbers (office_id, dossier_id);
`,
};
