import type { Page } from '../contract/page.ts';
import { Refusal } from '../contract/problem.ts';

/** Kind of a value in a cursor: whatever comes back from a client is checked before it reaches the database. */
export type PlaceKind = 'text' | 'integer' | 'id' | 'instant' | 'day';

/** The query parameters of a list. */
export interface PageQuery {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

const DEFAULT_LIMIT = 50;
const checks: Readonly<Record<PlaceKind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string' && value.length <= 300 && !value.includes('\0'),
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) <= 2_147_483_647,
  id: (value) => typeof value === 'string' && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(value),
  instant: (value) =>
    value === 'infinity' ||
    value === '-infinity' ||
    (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value))),
  day: (value) => value === 'infinity' || value === '-infinity' || (typeof value === 'string' && isDay(value)),
};

/** The day exists: the database refuses 30 February. */
function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
}

/** Ids before and after every other. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Rows asked for: one more than the page, to know whether there is a next one. */
export function rowsFor(query: PageQuery): number {
  return (query.limit ?? DEFAULT_LIMIT) + 1;
}

/**
 * The place behind a cursor, null at the beginning.
 * @throws Refusal INVALID_INPUT when the cursor is not one of this list
 */
export function placeOf(query: PageQuery, kinds: readonly PlaceKind[]): readonly (string | number)[] | null {
  if (query.cursor === undefined || query.cursor === '') return null;
  const values = decoded(query.cursor);
  if (values?.length === kinds.length && kinds.every((kind, at) => checks[kind](values[at])))
    return values as (string | number)[];
  throw new Refusal('INVALID_INPUT', 'The cursor is not one of this list.', {
    places: [{ pointer: '/query/cursor', sentence: 'Expected the cursor of the page before.', code: 'cursor' }],
  });
}

function decoded(cursor: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The page of `rows`, which may hold one more than was asked for. */
export function pageOf<R, T>(
  query: PageQuery,
  rows: readonly R[],
  item: (row: R) => T,
  place: (row: R) => readonly (string | number)[],
): Page<T> {
  const limit = rowsFor(query) - 1;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next =
    rows.length > limit && last !== undefined ? Buffer.from(JSON.stringify(place(last))).toString('base64url') : null;
  return { items: shown.map(item), next };
}
