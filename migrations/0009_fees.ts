// Old code beside it: yes, it only adds tables.
import type { Migration } from './index.ts';

/** Fees owed on a dossier; amounts in the minor unit of the currency. */
export const fees: Migration = {
  name: '0009_fees',
  sql: `
create table fees (
  office_id text not null,
  id uuid not null,
  dossier_id uuid not null,
  kind text not null,
  amount bigint not null check (amount >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  due_on date,
  paid_at timestamptz,
  reference text,
  created_at timestamptz not null,
  primary key (office_id, id),
  foreign key (office_id, dossier_id) references dossiers (office_id, id)
);
create index fees_of_dossier on fees (office_id, dossier_id, created_at);
`,
};
