import { Refusal } from '../contract/problem.ts';
import { reading, writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

/**
 * SQL for now: the database's clock, moved by the installation's offset where the clock may be moved (demo and test databases),
 * in whole milliseconds. The only source of time for everything an office does.
 */
export const NOW = `(select date_trunc('milliseconds', clock_timestamp() +
  coalesce((select clock_offset_ms from installation), 0) * interval '1 millisecond'))`;

const READ_NOW = reading(`select ${NOW} as now`);

/** The present instant, ISO 8601 UTC. A step needs no call of its own: `readStep` answers `now` with its rows. */
export async function now(trx: Transaction): Promise<string> {
  const [row] = await trx.run<{ now: string }>(READ_NOW, []);
  if (row === undefined) throw new Error('Expected the time from the database, but it answered nothing.');
  return row.now;
}

const MOVE = writing(`
  update installation
  set clock_offset_ms = ceil(extract(epoch from $1::timestamptz - clock_timestamp()) * 1000)::bigint
  where clock_movable
  returning true as moved`);

/**
 * Makes `to` the present instant; the clock goes on from there, forwards or backwards.
 * @param to ISO 8601 instant
 * @throws Refusal INVALID_STATE unless the database was made with a clock that may be moved
 */
export async function moveClock(trx: Transaction, to: string): Promise<void> {
  const rows = await trx.run(MOVE, [to]);
  if (rows.length === 0) {
    throw new Refusal(
      'INVALID_STATE',
      'Expected a demo or test database, but the clock of this installation cannot be moved.',
    );
  }
}
