import { Type, type Static, type TSchema } from '@sinclair/typebox';

/** ISO 8601 instant in UTC. */
export const Instant = Type.String({ format: 'date-time' });
/** A day of the office (ISO 8601 date). */
export const Day = Type.String({ format: 'date' });
export const Id = Type.String({ format: 'uuid' });
/** Nullable value. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** Query parameters of every list: opaque cursor of the last answer, rows at most. */
export const PageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
};

/** One page of a list; `next` is null on the last page. */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) });
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** What every command answers at least. */
export const Done = Type.Object({ ok: Type.Literal(true) });
export type Done = Static<typeof Done>;
