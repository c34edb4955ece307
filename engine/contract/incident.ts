import { Type, type Static } from '@sinclair/typebox';
import { Id, Instant, Nullable } from './page.ts';

const closed = { additionalProperties: false } as const;
const Key = Type.String({ minLength: 1, maxLength: 200 });

/** POST …/incidents/resolve: sets variables if given, then tries again what failed, one after the other. */
export const ResolveIncidents = Type.Object(
  {
    /** These; together with a filter, those of them that it meets. */
    ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 500 })),
    process: Type.Optional(Key),
    element: Type.Optional(Key),
    code: Type.Optional(Key),
    openedBefore: Type.Optional(Instant),
    /** At most so many, oldest first; default 100. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    variables: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    /** Why, for the history of each case. */
    note: Type.String({ minLength: 1, maxLength: 2000 }),
    /** Tells which would be tried and changes nothing. */
    dryRun: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type ResolveIncidents = Static<typeof ResolveIncidents>;

export const IncidentsResolved = Type.Object({
  ok: Type.Literal(true),
  results: Type.Array(
    Type.Object({
      id: Id,
      /** `failed`: with a new incident, or what had failed has ended; `chosen`: in a dry run. */
      result: Type.Union([Type.Literal('resolved'), Type.Literal('failed'), Type.Literal('chosen')]),
      code: Nullable(Type.String()),
      sentence: Nullable(Type.String()),
    }),
  ),
  /** Open ones that are meant too but were more than the limit. */
  left: Type.Integer({ minimum: 0 }),
});
export type IncidentsResolved = Static<typeof IncidentsResolved>;
