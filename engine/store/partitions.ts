import { Client } from 'pg';
import type { ConnectionConfig } from './knex.ts';

/** A month, `YYYY-MM`. */
export type Month = string;

const AHEAD_MONTHS = 12;

/**
 * Makes the history's partitions of all months from `from` to `to`; without them from last month to a year ahead. A month that
 * already has entries among the others stays there: history is never moved. Safe to repeat; needs the owner's account.
 */
export async function createPartitions(owner: ConnectionConfig, from?: Month, to?: Month): Promise<void> {
  const client = new Client({ ...owner, application_name: 'officina partitions' });
  await client.connect();
  try {
    await ensurePartitions(client, from, to);
  } finally {
    await client.end();
  }
}

/** The same on a connection of the owner. */
export async function ensurePartitions(client: Client, from?: Month, to?: Month): Promise<void> {
  const { rows } = await client.query<{ first: string; last: string }>(
    `select to_char(clock_timestamp() at time zone 'UTC' - interval '1 month', 'YYYY-MM') as first,
       to_char(clock_timestamp() at time zone 'UTC' + $1 * interval '1 month', 'YYYY-MM') as last`,
    [AHEAD_MONTHS],
  );
  const present = await client.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'history'::regclass`,
  );
  const names = new Set(present.rows.map((row) => row.name));
  for (const month of monthsBetween(from ?? rows[0]?.first ?? '', to ?? rows[0]?.last ?? '')) {
    const name = `history_${month.replace('-', '_')}`;
    if (!names.has(name)) await createPartition(client, name, month);
  }
}

async function createPartition(client: Client, name: string, month: Month): Promise<void> {
  const [begin, end] = [`${month}-01T00:00:00Z`, `${nextMonth(month)}-01T00:00:00Z`];
  const { rowCount } = await client.query('select from history_other where at >= $1 and at < $2 limit 1', [begin, end]);
  if (rowCount !== 0) return;
  const [partition, first, last] = [
    client.escapeIdentifier(name),
    client.escapeLiteral(begin),
    client.escapeLiteral(end),
  ];
  await client.query(
    `create table if not exists ${partition} partition of history for values from (${first}) to (${last})`,
  );
}

/** Every month from the first to the last, both included. */
export function monthsBetween(first: Month, last: Month): readonly Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: Month): Month {
  const [year = NaN, number = NaN] = month.split('-').map(Number);
  if (!Number.isInteger(year) || !Number.isInteger(number))
    throw new RangeError(`Expected a month YYYY-MM, but got ${month}.`);
  const next = number === 12 ? { year: year + 1, number: 1 } : { year, number: number + 1 };
  return `${String(next.year).padStart(4, '0')}-${String(next.number).padStart(2, '0')}`;
}
