import { Type, type Static } from '@sinclair/typebox';
import { Id, Instant, Nullable, PageQuery } from './page.ts';

const closed = { additionalProperties: false } as const;
const Reason = Type.String({ minLength: 1, maxLength: 2000 });
const Element = Type.String({ minLength: 1, maxLength: 200 });
const Token = Type.Integer({ minimum: 0, maximum: 2_147_483_647 });
const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const Data = Type.Record(Type.String(), Type.Unknown());
const Place = { scope: Type.Optional(Token), flow: Type.Optional(Element) };

/** One intervention; see `Move` of the kernel. */
export const Move = Type.Union([
  Type.Object({ type: Type.Literal('moveToken'), token: Token, to: Element, ...Place }, closed),
  Type.Object(
    {
      type: Type.Literal('skip'),
      token: Token,
      outcome: Type.Optional(Type.String({ maxLength: 200 })),
      flows: Type.Optional(Type.Array(Element, { maxItems: 100 })),
    },
    closed,
  ),
  Type.Object({ type: Type.Literal('startBefore'), element: Element, ...Place }, closed),
  Type.Object({ type: Type.Literal('cancelToken'), token: Token }, closed),
]);

/** POST …/instances/{id}/modify: `dryRun` only shows; `version` is that of the preview. */
export const ModifyInstance = Type.Object(
  {
    moves: Type.Array(Move, { minItems: 1, maxItems: 100 }),
    reason: Reason,
    version: Type.Optional(Version),
    dryRun: Type.Optional(Type.Boolean()),
  },
  closed,
);
/** POST …/instances/{id}/suspend */
export const SuspendInstance = Type.Object({ reason: Reason }, closed);
const Policy = Type.Union([Type.Literal('shift'), Type.Literal('restart'), Type.Literal('keep')]);
/** POST …/instances/{id}/resume */
export const ResumeInstance = Type.Object({ policy: Policy, reason: Reason }, closed);
/** PUT …/instances/{id}/variables */
export const SetVariables = Type.Object({ variables: Data, reason: Reason, version: Type.Optional(Version) }, closed);

const At = { token: Type.Integer(), element: Type.String() };
const of = <P extends Parameters<typeof Type.Object>[0]>(properties: P) => Type.Array(Type.Object(properties));

/** What an operation opens, closes and lets out of the house. */
export const OperationDone = Type.Object({
  version: Type.Integer(),
  preview: Type.Object({
    opened: Type.Object({
      tasks: of({ ...At, candidateGroups: Type.Array(Type.String()) }),
      jobs: of({ ...At, kind: Type.String(), key: Type.String() }),
      timers: of({ ...At, dueAt: Instant }),
      subscriptions: of({ ...At, message: Type.String() }),
      calls: of({ ...At, process: Type.String() }),
    }),
    closed: Type.Object({
      tokens: of(At),
      timers: of(At),
      subscriptions: of(At),
      calls: Type.Array(Id),
    }),
    fired: Type.Object({
      messages: of({ message: Type.String(), correlationKey: Type.String() }),
      signals: Type.Array(Type.String()),
      statusEvents: of({ event: Type.String(), on: Type.String() }),
      documents: of({ kind: Type.String(), title: Type.String() }),
      numbers: of({ series: Type.String(), number: Type.String() }),
      variables: Data,
      dossier: of({ pointer: Type.String() }),
      dossierState: Nullable(Type.String()),
    }),
    ended: Nullable(Type.Union([Type.Literal('completed'), Type.Literal('terminated'), Type.Literal('failed')])),
  }),
});

const Migrate = Type.Object(
  {
    kind: Type.Literal('migrate'),
    /** Missing: the deployment in force. */
    deploymentId: Type.Optional(Id),
    /** Element or flow of the old version → its name in the new one. */
    mapping: Type.Optional(Type.Record(Type.String({ maxLength: 200 }), Element)),
    timers: Type.Optional(Type.Union([Type.Literal('keep'), Type.Literal('shift'), Type.Literal('recompute')])),
  },
  closed,
);

/** POST …/batches: an operation on all active instances of a process that are chosen now. */
export const StartBatch = Type.Object(
  {
    plan: Type.Union([
      Migrate,
      Type.Object({ kind: Type.Literal('cancel') }, closed),
      Type.Object({ kind: Type.Literal('suspend') }, closed),
      Type.Object({ kind: Type.Literal('resume'), policy: Type.Optional(Policy) }, closed),
      Type.Object({ kind: Type.Literal('setVariables'), variables: Data }, closed),
      Type.Object({ kind: Type.Literal('retryIncidents'), variables: Type.Optional(Data) }, closed),
    ]),
    instances: Type.Object(
      {
        process: Type.String({ minLength: 1, maxLength: 80 }),
        versions: Type.Optional(Type.Array(Version, { minItems: 1, maxItems: 1000 })),
        instanceIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 10_000 })),
        /** Where a token stands. */
        element: Type.Optional(Element),
      },
      closed,
    ),
    reason: Reason,
    dryRun: Type.Optional(Type.Boolean()),
  },
  closed,
);

const BatchState = Type.Union([
  Type.Literal('running'),
  Type.Literal('paused'),
  Type.Literal('cancelled'),
  Type.Literal('completed'),
]);
const BatchItemState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('done'),
  Type.Literal('possible'),
  Type.Literal('refused'),
  Type.Literal('failed'),
]);

/** A batch with how far it has come. */
export const BatchRow = Type.Object({
  id: Id,
  kind: Type.String(),
  state: BatchState,
  dryRun: Type.Boolean(),
  process: Type.String(),
  plan: Data,
  reason: Type.String(),
  total: Type.Integer(),
  counts: Type.Record(BatchItemState, Type.Integer()),
  createdAt: Instant,
  createdBy: Type.Object({ type: Type.String(), id: Type.String(), name: Type.String() }),
  endedAt: Nullable(Instant),
});
export type BatchRow = Static<typeof BatchRow>;
export const BatchListQuery = Type.Object({ state: Type.Optional(BatchState), ...PageQuery }, closed);

/** What has come of one instance of a batch. */
export const BatchItemRow = Type.Object({
  instanceId: Id,
  state: BatchItemState,
  sentences: Type.Array(Type.String()),
  changedAt: Instant,
});
export type BatchItemRow = Static<typeof BatchItemRow>;
export const BatchItemListQuery = Type.Object({ state: Type.Optional(BatchItemState), ...PageQuery }, closed);
