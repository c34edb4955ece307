import type { Row } from './transaction.ts';

/** Property of a stored thing → its column. */
export type Columns<T> = Readonly<Record<keyof T & string, string>>;

/** A select list that gives rows as they are handed out: `t.instance_id as "instanceId"`. */
export function select<T>(columns: Columns<T>, alias: string, prefix = ''): string {
  return Object.entries<string>(columns)
    .map(([property, column]) => `${alias}.${column} as "${prefix}${property}"`)
    .join(', ');
}

/** The thing selected under a prefix in a wider row, null when the outer join found none. */
export function take<T>(row: Row, columns: Columns<T>, prefix: string): T | null {
  const key = Object.keys(columns)[0] ?? '';
  if (row[`${prefix}${key}`] === null || row[`${prefix}${key}`] === undefined) return null;
  return Object.fromEntries(Object.keys(columns).map((property) => [property, row[`${prefix}${property}`]])) as T;
}
