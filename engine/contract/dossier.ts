import { Type, type Static } from '@sinclair/typebox';
import { Day, Id, Instant, Nullable, PageQuery } from './page.ts';
import { Texts } from './bundle.ts';

export const DossierRow = Type.Object({
  id: Id,
  kind: Type.String(),
  number: Nullable(Type.String()),
  title: Type.String(),
  applicant: Type.String(),
  classes: Type.Array(Type.Integer()),
  state: Nullable(Type.String()),
  stateName: Texts,
  /** pending, registered, refused, withdrawn, lapsed. */
  result: Type.String(),
  filedOn: Nullable(Day),
  registrationNumber: Nullable(Type.String()),
  registeredOn: Nullable(Day),
  expiresOn: Nullable(Day),
});
export type DossierRow = Static<typeof DossierRow>;

/** GET /api/offices/{office}/dossiers. `q`: number in any format, mark text (trigram) or applicant. */
export const DossierSearch = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200 })),
    state: Type.Optional(Type.String({ maxLength: 60 })),
    class: Type.Optional(Type.Integer({ minimum: 1, maximum: 45 })),
    filedFrom: Type.Optional(Day),
    filedTo: Type.Optional(Day),
    ...PageQuery,
  },
  { additionalProperties: false },
);
export type DossierSearch = Static<typeof DossierSearch>;

export const TimeLimitView = Type.Object({
  id: Id,
  key: Type.String(),
  name: Texts,
  element: Type.String(),
  baseOn: Day,
  rawOn: Day,
  expiresOn: Day,
  state: Type.Union([
    Type.Literal('running'),
    Type.Literal('met'),
    Type.Literal('expired'),
    Type.Literal('suspended'),
    Type.Literal('cancelled'),
    Type.Literal('fixed'),
  ]),
  extensions: Type.Integer(),
  legalBasis: Type.String(),
  /** The arithmetic in words, by language. */
  explanation: Type.Record(Type.String(), Type.Array(Type.String())),
});
export type TimeLimitView = Static<typeof TimeLimitView>;

export const DocumentRow = Type.Object({
  id: Id,
  kind: Type.String(),
  title: Texts,
  direction: Type.Union([Type.Literal('incoming'), Type.Literal('outgoing'), Type.Literal('internal')]),
  number: Nullable(Type.String()),
  language: Nullable(Type.String()),
  mediaType: Nullable(Type.String()),
  fileName: Nullable(Type.String()),
  bytes: Nullable(Type.Integer()),
  sha256: Nullable(Type.String()),
  filedAt: Instant,
  /** Path of the content, null when there are no bytes. */
  href: Nullable(Type.String()),
});
export type DocumentRow = Static<typeof DocumentRow>;

export const StatusEventRow = Type.Object({
  id: Id,
  event: Type.String(),
  name: Texts,
  on: Day,
  recordedAt: Instant,
  note: Nullable(Type.String()),
});
export type StatusEventRow = Static<typeof StatusEventRow>;

/** One line of the time line: history of all instances of the dossier, newest first, in the office's words. */
export const TimelineEntry = Type.Object({
  /** Id of the history entry with the number of the line in it. */
  id: Type.String(),
  at: Instant,
  type: Type.String(),
  actor: Type.Object({ type: Type.String(), name: Type.String() }),
  /** Sentence by language. */
  sentence: Texts,
  element: Nullable(Type.String()),
  details: Type.Unknown(),
});
export type TimelineEntry = Static<typeof TimelineEntry>;

/** A message the dossier waits for: staff record its arrival with POST …/messages. */
export const Awaited = Type.Object({
  instanceId: Id,
  element: Type.String(),
  message: Type.String(),
  key: Type.String(),
  name: Texts,
  /** Form to record the arrival, when the model names one. */
  form: Nullable(Type.String()),
});
export type Awaited = Static<typeof Awaited>;

/** GET /api/offices/{office}/dossiers/{id}. `ETag` carries the version. */
export const DossierPage = Type.Object({
  dossier: DossierRow,
  version: Type.Integer(),
  data: Type.Unknown(),
  instances: Type.Array(
    Type.Object({
      id: Id,
      process: Type.String(),
      name: Texts,
      status: Type.String(),
      startedAt: Instant,
      endedAt: Nullable(Instant),
      parentId: Nullable(Id),
    }),
  ),
  openTasks: Type.Array(
    Type.Object({
      id: Id,
      element: Type.String(),
      name: Texts,
      assignee: Nullable(Type.String()),
      expiresOn: Nullable(Day),
    }),
  ),
  awaited: Type.Array(Awaited),
  nextTimeLimit: Nullable(TimeLimitView),
  incidents: Type.Integer(),
});
export type DossierPage = Static<typeof DossierPage>;

/** GET …/instances/{id}/diagram: the model and the path taken. */
export const DiagramView = Type.Object({
  process: Type.String(),
  name: Texts,
  xml: Type.String(),
  /** Element id → how often it completed, in the order of the first time. */
  visited: Type.Record(Type.String(), Type.Integer()),
  flows: Type.Record(Type.String(), Type.Integer()),
  /** Elements where it stands now. */
  current: Type.Array(Type.Object({ element: Type.String(), name: Texts })),
  /** Element names by id and language. */
  names: Type.Record(Type.String(), Texts),
});
export type DiagramView = Static<typeof DiagramView>;

/** Fields of the upload POST …/dossiers/{id}/documents, besides the `file`; they come before it. */
export const UploadFields = Type.Object(
  {
    kind: Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' }),
    title: Type.String({ minLength: 1, maxLength: 300 }),
    /** Empty: not said. */
    language: Type.Optional(Type.String({ pattern: '^([a-z]{2,3})?$' })),
  },
  { additionalProperties: false },
);
export type UploadFields = Static<typeof UploadFields>;
