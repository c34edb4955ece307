import { Type, type Static } from '@sinclair/typebox';
import { Key } from './bundle.ts';
import { Id, Instant } from './page.ts';

const closed = { additionalProperties: false } as const;
/** Number of the lock: who does not send the latest one has lost the job. */
const Lock = Type.Integer({ minimum: 1 });
const LockSeconds = Type.Number({ minimum: 1, maximum: 3600 });
const Message = Type.String({ minLength: 1, maxLength: 2000 });

/** POST …/jobs/fetch: takes and locks jobs; waits up to `waitSeconds` when there are none. */
export const FetchJobs = Type.Object(
  {
    /** Keys of external connectors (`connectors.json`). */
    connectors: Type.Array(Key, { minItems: 1, maxItems: 50, uniqueItems: true }),
    /** Default 1. */
    maxJobs: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    /** Default 60. */
    lockSeconds: Type.Optional(LockSeconds),
    /** Default 0: answers at once. */
    waitSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 60 })),
    /** Name of the worker, for those who look at the jobs. */
    worker: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  },
  closed,
);
export type FetchJobs = Static<typeof FetchJobs>;

export const FetchedJob = Type.Object({
  /** The same for every attempt: the key under which the work is done once. */
  id: Id,
  lock: Lock,
  lockedUntil: Instant,
  connector: Type.String(),
  instanceId: Id,
  element: Type.String(),
  input: Type.Unknown(),
  /** 1 for the first. */
  attempt: Type.Integer(),
  maxAttempts: Type.Integer(),
});
export type FetchedJob = Static<typeof FetchedJob>;
export const FetchedJobs = Type.Object({ jobs: Type.Array(FetchedJob) });

/** POST …/jobs/{id}/extend: holds the job for so long from now. */
export const ExtendJob = Type.Object({ lock: Lock, lockSeconds: LockSeconds }, closed);
export const JobExtended = Type.Object({ ok: Type.Literal(true), lockedUntil: Instant });

/** POST …/jobs/{id}/complete: `result` is what the step's output mapping reads. */
export const CompleteJob = Type.Object({ lock: Lock, result: Type.Unknown() }, closed);

/** POST …/jobs/{id}/fail: tried again later, or an incident when it cannot help or no attempt is left. */
export const FailJob = Type.Object(
  {
    lock: Lock,
    message: Message,
    /** Default true. */
    retryable: Type.Optional(Type.Boolean()),
    /** Default: a pause that doubles with each attempt. */
    retryAfterSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 31_536_000 })),
  },
  closed,
);
export const JobFailed = Type.Object({
  ok: Type.Literal(true),
  result: Type.Union([Type.Literal('retried'), Type.Literal('incident')]),
});

/** POST …/jobs/{id}/throw: a BPMN error, for a boundary event of the step to catch. */
export const ThrowJobError = Type.Object(
  { lock: Lock, code: Type.String({ minLength: 1, maxLength: 200 }), message: Message },
  closed,
);
