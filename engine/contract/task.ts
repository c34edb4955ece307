import { Type, type Static } from '@sinclair/typebox';
import { Day, Id, Instant, Nullable, PageQuery } from './page.ts';
import { Texts } from './bundle.ts';

/** The views of the inbox; `done` = completed by me today (the office's day). */
export const InboxView = Type.Union([
  Type.Literal('mine'),
  Type.Literal('groups'),
  Type.Literal('drafts'),
  Type.Literal('done'),
  Type.Literal('all'),
]);
export type InboxView = Static<typeof InboxView>;

export const TaskRow = Type.Object({
  id: Id,
  /** Element id, e.g. `formal-examination`. */
  element: Type.String(),
  name: Texts,
  process: Type.String(),
  instanceId: Id,
  state: Type.Union([Type.Literal('open'), Type.Literal('completed'), Type.Literal('cancelled')]),
  revision: Type.Integer(),
  assignee: Nullable(Type.Object({ id: Id, name: Type.String() })),
  candidateGroups: Type.Array(Type.String()),
  priority: Type.Integer(),
  openedAt: Instant,
  closedAt: Nullable(Instant),
  /** Legal expiry (last day), and office target. */
  expiresOn: Nullable(Day),
  targetAt: Nullable(Instant),
  hasDraft: Type.Boolean(),
  outcome: Nullable(Type.String()),
  dossier: Nullable(
    Type.Object({
      id: Id,
      number: Nullable(Type.String()),
      title: Type.String(),
      applicant: Type.String(),
      classes: Type.Array(Type.Integer()),
      state: Nullable(Type.String()),
    }),
  ),
});
export type TaskRow = Static<typeof TaskRow>;

/** GET /api/offices/{office}/tasks. `q`: number, mark or applicant. `sort`: urgency = legal expiry, priority, age. */
export const TaskListQuery = Type.Object(
  {
    view: Type.Optional(InboxView),
    element: Type.Optional(Type.String({ maxLength: 200 })),
    q: Type.Optional(Type.String({ maxLength: 200 })),
    sort: Type.Optional(Type.Union([Type.Literal('urgency'), Type.Literal('opened'), Type.Literal('-opened')])),
    dossierId: Type.Optional(Id),
    ...PageQuery,
  },
  { additionalProperties: false },
);
export type TaskListQuery = Static<typeof TaskListQuery>;

/** GET /api/offices/{office}/tasks/counts: open tasks per view with the overdue ones, and per step in `groups`. */
export const TaskCounts = Type.Object({
  views: Type.Array(Type.Object({ view: InboxView, count: Type.Integer(), overdue: Type.Integer() })),
  steps: Type.Array(Type.Object({ element: Type.String(), name: Texts, count: Type.Integer() })),
});
export type TaskCounts = Static<typeof TaskCounts>;

/** A form as the renderer gets it. */
export const TaskForm = Type.Object({
  key: Type.String(),
  schema: Type.Unknown(),
  layout: Type.Unknown(),
  /** Texts by language, then by key. */
  texts: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown())),
});
export type TaskForm = Static<typeof TaskForm>;

export const TaskOutcome = Type.Object({
  value: Type.String(),
  name: Texts,
  style: Type.Union([Type.Literal('primary'), Type.Literal('normal'), Type.Literal('danger')]),
  needsForm: Type.Boolean(),
});

/** GET /api/offices/{office}/tasks/{id}. `data`: the draft if there is one, else the pre-filled form. */
export const TaskPage = Type.Object({
  task: TaskRow,
  description: Texts,
  form: Nullable(TaskForm),
  data: Type.Unknown(),
  /** Where the data come from. */
  dataFrom: Type.Union([Type.Literal('draft'), Type.Literal('dossier')]),
  draft: Nullable(Type.Object({ revision: Type.Integer(), savedAt: Instant })),
  outcomes: Type.Array(TaskOutcome),
  /** What the actor may do now. */
  may: Type.Object({
    claim: Type.Boolean(),
    release: Type.Boolean(),
    assign: Type.Boolean(),
    complete: Type.Boolean(),
    undo: Type.Boolean(),
  }),
  /** Instant until which the completion can be undone. */
  undoUntil: Nullable(Instant),
  timeLimit: Nullable(
    Type.Object({
      key: Type.String(),
      name: Texts,
      expiresOn: Day,
      explanation: Type.Record(Type.String(), Type.Array(Type.String())),
    }),
  ),
});
export type TaskPage = Static<typeof TaskPage>;

const closed = { additionalProperties: false } as const;
/** Bodies of POST …/tasks/{id}/claim, release: the revision that the actor saw. */
export const TaskRevision = Type.Object({ revision: Type.Integer() }, closed);
export const AssignTask = Type.Object({ revision: Type.Integer(), userId: Id }, closed);
/** PUT …/tasks/{id}/draft; `revision` of the draft that it replaces, 0 = none. */
export const SaveDraft = Type.Object(
  { revision: Type.Integer(), data: Type.Record(Type.String(), Type.Unknown()) },
  closed,
);
export const DraftSaved = Type.Object({ revision: Type.Integer(), savedAt: Instant });
export const CompleteTask = Type.Object(
  {
    revision: Type.Integer(),
    outcome: Type.String({ maxLength: 100 }),
    data: Type.Record(Type.String(), Type.Unknown()),
  },
  closed,
);
export type CompleteTask = Static<typeof CompleteTask>;
/** What the completion led to. */
export const TaskCompleted = Type.Object({
  ok: Type.Literal(true),
  taskId: Id,
  /** Undo is possible until then. */
  undoUntil: Nullable(Instant),
  /** Names of what is open now in the instance (tasks, waits, jobs), for the toast. */
  next: Type.Array(Texts),
});
export type TaskCompleted = Static<typeof TaskCompleted>;
/** Answer of claim, release, assign. */
export const TaskChanged = Type.Object({
  ok: Type.Literal(true),
  revision: Type.Integer(),
  assignee: Nullable(Type.Object({ id: Id, name: Type.String() })),
});
export type TaskChanged = Static<typeof TaskChanged>;
