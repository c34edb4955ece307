import pg from 'pg';

const { builtins, getTypeParser } = pg.types;

/** pg's own reading of every other type; its overloads are finer than what is needed here. */
const standard = getTypeParser as (oid: number, format?: 'text' | 'binary') => (text: string) => unknown;

const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.INT8]: toSafeNumber,
  [builtins.NUMERIC]: Number,
  [builtins.DATE]: (text) => text,
  [builtins.TIMESTAMPTZ]: toInstant,
};

/** How column values become plain data: int8 and numeric numbers, dates `YYYY-MM-DD`, instants ISO 8601 UTC. */
export const typeParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
    return PARSERS[oid] ?? standard(oid, format);
  },
};

function toSafeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`Expected an integer up to 2^53, but the column holds ${text}.`);
  return value;
}

function toInstant(text: string): string {
  return text === 'infinity' || text === '-infinity' ? text : new Date(text).toISOString();
}
