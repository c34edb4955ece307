import { reading, writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

const TAKE = writing(`
  insert into number_series (office_id, series, period, first, next) values ($1, $2, $3, 1, 1 + $4::bigint)
  on conflict (office_id, series, period) do update set next = number_series.next + $4
  returning next - $4 as first`);

/**
 * Takes `count` numbers of a series in a row. Its row, and nothing else, stays locked until the transaction ends; a rollback gives
 * the numbers back, so that the series has no gap. Note each with the step that uses it (`StepWrite.numbers`).
 * @param period the year, or '' for a series that never starts again
 * @returns the first ordinal taken
 */
export async function takeNumbers(
  trx: Transaction,
  officeId: string,
  taken: { readonly series: string; readonly period: string; readonly count: number },
): Promise<number> {
  const [row] = await trx.run<{ first: number }>(TAKE, [officeId, taken.series, taken.period, taken.count]);
  if (row === undefined)
    throw new Error(`Expected a number of the series ${taken.series}, but the database gave none.`);
  return row.first;
}

const START = writing(`
  insert into number_series (office_id, series, period, first, next) values ($1, $2, $3, $4, $4)
  on conflict (office_id, series, period) do nothing`);

/** Lets a series that has not begun start at another number than 1, e.g. when an office brings its register along. */
export async function startSeries(
  trx: Transaction,
  officeId: string,
  series: { readonly series: string; readonly period: string; readonly first: number },
): Promise<void> {
  await trx.run(START, [officeId, series.series, series.period, series.first]);
}

const USE = reading(`
  select n.series, n.period, n.next - n.first as taken, (
    select count(*) from numbers a where a.office_id = $1 and a.series = n.series and a.period = n.period) as assigned
  from number_series n where n.office_id = $1 order by n.series, n.period`);

/** Per series and period: how many serial numbers were taken and how many are assigned; a difference is a gap. */
export function numberUse(
  trx: Transaction,
  officeId: string,
): Promise<
  readonly { readonly series: string; readonly period: string; readonly taken: number; readonly assigned: number }[]
> {
  return trx.run(USE, [officeId]);
}
