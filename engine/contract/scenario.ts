import { Type, type Static } from '@sinclair/typebox';

const closed = { additionalProperties: false } as const;
const Data = Type.Record(Type.String(), Type.Unknown());
const Names = Type.Array(Type.String());

/** What a scenario expects at some point; every key is optional (scenarios.md). */
export const ScenarioExpectation = Type.Object(
  {
    state: Type.Optional(
      Type.Union([
        Type.Literal('active'),
        Type.Literal('completed'),
        Type.Literal('terminated'),
        Type.Literal('failed'),
        Type.Literal('incident'),
      ]),
    ),
    /** Element ids of open tasks, jobs, and everything that waits, as multisets. */
    tasks: Type.Optional(Names),
    jobs: Type.Optional(Names),
    waiting: Type.Optional(Names),
    ended: Type.Optional(Names),
    visited: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 0 }))),
    trace: Type.Optional(
      Type.Object(
        {
          mode: Type.Union([
            Type.Literal('sequence'),
            Type.Literal('multiset'),
            Type.Literal('includes'),
            Type.Literal('excludes'),
          ]),
          items: Names,
        },
        closed,
      ),
    ),
    variables: Type.Optional(Data),
    /** Deep subset of the dossier's data. */
    dossier: Type.Optional(Data),
    dossierState: Type.Optional(Type.String()),
    statusEvents: Type.Optional(Names),
    letters: Type.Optional(Names),
    timeLimits: Type.Optional(
      Type.Array(
        Type.Object(
          { id: Type.String(), expiresOn: Type.Optional(Type.String()), state: Type.Optional(Type.String()) },
          closed,
        ),
      ),
    ),
    incidents: Type.Optional(Names),
  },
  closed,
);
export type ScenarioExpectation = Static<typeof ScenarioExpectation>;

const Job = Type.Object(
  {
    job: Type.String(),
    succeed: Type.Optional(Type.Unknown()),
    fail: Type.Optional(
      Type.Object(
        { message: Type.String(), retryable: Type.Optional(Type.Boolean()), code: Type.Optional(Type.String()) },
        closed,
      ),
    ),
  },
  closed,
);
const MessageBody = Type.Object(
  { name: Type.String(), key: Type.Optional(Type.String()), variables: Type.Optional(Data) },
  closed,
);
/** A signal for everybody who waits for it now. */
const SignalBody = Type.Object({ name: Type.String(), variables: Type.Optional(Data) }, closed);

/** One step: exactly one stimulus or expectation. */
export const ScenarioStep = Type.Union([
  Type.Object({ expect: ScenarioExpectation }, closed),
  Type.Object(
    {
      complete: Type.String(),
      outcome: Type.Optional(Type.String()),
      with: Type.Optional(Data),
      as: Type.Optional(Type.String()),
      nth: Type.Optional(Type.Integer({ minimum: 0 })),
    },
    closed,
  ),
  Job,
  Type.Object({ message: MessageBody }, closed),
  Type.Object({ signal: SignalBody }, closed),
  Type.Object({ advance: Type.String() }, closed),
  Type.Object({ advanceTo: Type.String() }, closed),
  Type.Object({ fireTimer: Type.String() }, closed),
  /** A step of an ad-hoc sub-process is started, by id or name. */
  Type.Object({ startStep: Type.String() }, closed),
  Type.Object({ set: Data }, closed),
  Type.Object({ cancel: Type.Unknown() }, closed),
]);
export type ScenarioStep = Static<typeof ScenarioStep>;

/** An executable example of a process (scenarios.md). */
export const Scenario = Type.Object(
  {
    name: Type.String(),
    process: Type.Optional(Type.String()),
    /** A model beside the scenario instead of a process of the bundle, and further models and decisions it needs. */
    file: Type.Optional(Type.String()),
    files: Type.Optional(Names),
    processId: Type.Optional(Type.String()),
    office: Type.Optional(Type.String()),
    /** Instant at which the virtual clock starts. */
    at: Type.Optional(Type.String()),
    connectors: Type.Optional(Type.Literal('simulate')),
    start: Type.Optional(
      Type.Object(
        {
          variables: Type.Optional(Data),
          dossier: Type.Optional(Data),
          message: Type.Optional(Type.String()),
          signal: Type.Optional(Type.String()),
          /** Id of the timer start event whose time has come. */
          timer: Type.Optional(Type.String()),
          startEvent: Type.Optional(Type.String()),
        },
        closed,
      ),
    ),
    steps: Type.Optional(Type.Array(ScenarioStep)),
    expect: Type.Optional(ScenarioExpectation),
    reload: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type Scenario = Static<typeof Scenario>;

/** What a run gives: one line of `officina test --json`. */
export interface ScenarioResult {
  readonly name: string;
  readonly ok: boolean;
  readonly failures: readonly { readonly step: number; readonly sentence: string }[];
  readonly trace: readonly string[];
  readonly state: string;
  readonly variables: unknown;
  readonly dossier: unknown;
}
