import { Type, type Static } from '@sinclair/typebox';
import { Id, Instant, Nullable, PageQuery } from './page.ts';
import { Texts } from './bundle.ts';
import { TaskForm } from './task.ts';

const closed = { additionalProperties: false } as const;
const Data = Type.Record(Type.String(), Type.Unknown());

/**
 * POST /api/offices/{office}/instances: starts the process in force. `data` is what the start form gave (dossier-bound
 * properties go to a new dossier of the process's kind), `variables` go straight in when there is no start form.
 */
export const StartInstance = Type.Object(
  {
    process: Type.String({ maxLength: 80 }),
    data: Type.Optional(Data),
    variables: Type.Optional(Data),
    dossierId: Type.Optional(Id),
  },
  closed,
);
export type StartInstance = Static<typeof StartInstance>;
export const InstanceStarted = Type.Object({
  ok: Type.Literal(true),
  instanceId: Id,
  dossierId: Nullable(Id),
  next: Type.Array(Texts),
});

/** An instance in a list. */
export const InstanceRow = Type.Object({
  id: Id,
  process: Type.String(),
  version: Type.Integer(),
  name: Texts,
  status: Type.Union([
    Type.Literal('active'),
    Type.Literal('completed'),
    Type.Literal('terminated'),
    Type.Literal('failed'),
  ]),
  suspended: Type.Boolean(),
  startedAt: Instant,
  endedAt: Nullable(Instant),
  dossierId: Nullable(Id),
  parentId: Nullable(Id),
});
export type InstanceRow = Static<typeof InstanceRow>;
/** GET …/instances/{id}: the instance and where it stands. */
export const InstanceView = Type.Object({
  ...InstanceRow.properties,
  tokens: Type.Array(Type.Object({ token: Type.Integer(), element: Type.String(), name: Texts })),
});
export type InstanceView = Static<typeof InstanceView>;
/** GET …/instances/{id}/variables */
export const Variables = Data;
/** POST …/instances/{id}/cancel */
export const CancelInstance = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 2000 }) }, closed);

export const HistoryEntry = Type.Object({
  id: Id,
  seq: Type.Integer(),
  at: Instant,
  type: Type.String(),
  actor: Type.Object({ type: Type.String(), id: Type.String(), name: Type.String() }),
  data: Type.Unknown(),
  prevHash: Type.String(),
  hash: Type.String(),
});
export type HistoryEntry = Static<typeof HistoryEntry>;
export const ListQuery = Type.Object({ ...PageQuery }, closed);
/** GET …/instances: latest start first. */
export const InstanceListQuery = Type.Object(
  {
    dossierId: Type.Optional(Id),
    process: Type.Optional(Type.String({ maxLength: 80 })),
    status: Type.Optional(
      Type.Union([
        Type.Literal('active'),
        Type.Literal('completed'),
        Type.Literal('terminated'),
        Type.Literal('failed'),
      ]),
    ),
    ...PageQuery,
  },
  closed,
);
/** GET …/jobs, …/timers: of one instance, when given. */
export const WaitingListQuery = Type.Object({ instanceId: Type.Optional(Id), ...PageQuery }, closed);
/** GET …/incidents: open ones unless asked otherwise. */
export const IncidentListQuery = Type.Object(
  {
    state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('resolved')])),
    instanceId: Type.Optional(Id),
    ...PageQuery,
  },
  closed,
);
/** GET …/definitions */
export const DefinitionListQuery = Type.Object(
  { kind: Type.Optional(Type.String({ maxLength: 20 })), ...PageQuery },
  closed,
);

/** POST …/messages: at most once per `id`; kept until `timeToLive` when nobody waits for it. */
export const SendMessage = Type.Object(
  {
    id: Type.Optional(Id),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    /** Correlation key: the dossier id where the model says nothing else. */
    key: Type.String({ minLength: 1, maxLength: 300 }),
    payload: Type.Optional(Data),
    /** ISO 8601 duration, default P30D. */
    timeToLive: Type.Optional(Type.String({ maxLength: 40 })),
  },
  closed,
);
export type SendMessage = Static<typeof SendMessage>;
export const MessageSent = Type.Object({
  ok: Type.Literal(true),
  messageId: Id,
  result: Type.Union([Type.Literal('correlated'), Type.Literal('started'), Type.Literal('buffered')]),
  instanceId: Nullable(Id),
});

/** A message that nobody has received yet. */
export const MessageRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  key: Type.String(),
  /** pending: nobody has looked for a receiver yet; buffered: there was none. */
  state: Type.Union([Type.Literal('pending'), Type.Literal('buffered')]),
  createdAt: Instant,
  expiresAt: Instant,
});

export const JobRow = Type.Object({
  id: Id,
  instanceId: Id,
  element: Type.String(),
  kind: Type.String(),
  key: Type.String(),
  attempts: Type.Integer(),
  maxAttempts: Type.Integer(),
  dueAt: Instant,
  lastError: Nullable(Type.String()),
});
export const TimerRow = Type.Object({
  instanceId: Id,
  token: Type.Integer(),
  element: Type.String(),
  dueAt: Instant,
  timeLimit: Nullable(Type.String()),
  dossierId: Nullable(Id),
});
export const IncidentRow = Type.Object({
  id: Id,
  instanceId: Id,
  dossierId: Nullable(Id),
  process: Type.String(),
  element: Type.String(),
  code: Type.String(),
  sentence: Type.String(),
  state: Type.Union([Type.Literal('open'), Type.Literal('resolved')]),
  createdAt: Instant,
  resolvedAt: Nullable(Instant),
});
export type IncidentRow = Static<typeof IncidentRow>;
/** POST …/incidents/{id}/resolve: sets variables if given, then tries again what failed. `retry` is the same without variables. */
export const ResolveIncident = Type.Object(
  { variables: Type.Optional(Data), note: Type.String({ minLength: 1, maxLength: 2000 }) },
  closed,
);

/** POST …/incidents/{id}/retry */
export const RetryIncident = Type.Object({ note: Type.String({ minLength: 1, maxLength: 2000 }) }, closed);

/** GET …/definitions */
export const DefinitionRow = Type.Object({
  kind: Type.String(),
  key: Type.String(),
  version: Type.Integer(),
  name: Texts,
  deployedAt: Instant,
  startForm: Nullable(Type.String()),
  startable: Type.Boolean(),
  /** Of a process: the kind of dossier that it works on. */
  dossierKind: Nullable(Type.String()),
});
export type DefinitionRow = Static<typeof DefinitionRow>;
/** GET …/definitions/{kind}/{key}: a definition in force with its files. */
export const DefinitionView = Type.Object({
  ...DefinitionRow.properties,
  files: Type.Array(Type.Object({ path: Type.String(), content: Type.String() })),
});
/** GET …/forms/{key}: a form in force and what it starts with. */
export const FormView = Type.Object({ ...TaskForm.properties, data: Data });

/** POST …/deployments: an office bundle as a list of files (the standard bundle lies below it). */
export const Deploy = Type.Object(
  {
    files: Type.Array(Type.Object({ path: Type.String({ maxLength: 300 }), content: Type.String() }, closed), {
      maxItems: 5000,
    }),
    note: Type.Optional(Type.String({ maxLength: 2000 })),
    dryRun: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type Deploy = Static<typeof Deploy>;
export const Deployed = Type.Object({
  ok: Type.Literal(true),
  deploymentId: Nullable(Id),
  number: Nullable(Type.Integer()),
  changed: Type.Array(Type.Object({ kind: Type.String(), key: Type.String(), version: Type.Integer() })),
  problems: Type.Array(Type.Unknown()),
});
export const DeploymentRow = Type.Object({
  id: Id,
  number: Type.Integer(),
  name: Type.String(),
  version: Type.String(),
  hash: Type.String(),
  deployedAt: Instant,
  deployedBy: Type.String(),
});

/** GET …/deployments/{id}: with every version it put in force. */
export const DeploymentView = Type.Object({
  ...DeploymentRow.properties,
  note: Nullable(Type.String()),
  isInForce: Type.Boolean(),
  definitions: Type.Array(Type.Object({ kind: Type.String(), key: Type.String(), version: Type.Integer() })),
});

export const MemberRow = Type.Object({
  userId: Id,
  login: Type.String(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  unit: Nullable(Type.String()),
});
export const RoleRow = Type.Object({
  key: Type.String(),
  name: Texts,
  permissions: Type.Array(Type.String()),
  reach: Type.String(),
});

/** GET …/states: a state of the office's dossiers. */
export const StateRow = Type.Object({
  key: Type.String(),
  name: Texts,
  publicName: Texts,
  phase: Type.String(),
  result: Type.String(),
});
export const States = Type.Object({ items: Type.Array(StateRow) });
