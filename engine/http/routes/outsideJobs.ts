import { Type } from '@sinclair/typebox';
import { completeJob } from '../../commands/completeJob.ts';
import { extendJob } from '../../commands/extendJob.ts';
import { failJob } from '../../commands/failJob.ts';
import { throwJobError } from '../../commands/throwJobError.ts';
import {
  CompleteJob,
  ExtendJob,
  FailJob,
  FetchedJobs,
  FetchJobs,
  JobExtended,
  JobFailed,
  ThrowJobError,
} from '../../contract/job.ts';
import type { Json } from '../../contract/json.ts';
import { Done, Id } from '../../contract/page.ts';
import { Refusal } from '../../contract/problem.ts';
import { fetchWaiting } from '../outside/fetchWaiting.ts';
import { officeRoute, type Route } from '../route.ts';

const params = Type.Object({ id: Id });
const LOCK_SECONDS = 60;

const leased = (id: string, lock: number) => ({ id, leaseToken: lock, outside: true }) as const;

/** What workers outside do with the jobs of external connectors. */
export const outsideJobRoutes: readonly Route[] = [
  officeRoute({
    method: 'POST',
    path: '/jobs/fetch',
    summary: 'Take and lock jobs of external connectors; waits for some when asked to.',
    access: 'job.work',
    body: FetchJobs,
    response: FetchedJobs,
    handle: async (request) => {
      const { connectors, maxJobs = 1, lockSeconds = LOCK_SECONDS, waitSeconds = 0, worker } = request.body;
      const fetch = { connectors, maxJobs, lockSeconds, worker: worker ?? request.actor.name };
      return { body: { jobs: [...(await fetchWaiting(request, fetch, waitSeconds))] } };
    },
  }),
  officeRoute({
    method: 'POST',
    path: '/jobs/{id}/extend',
    summary: 'Hold a job for longer.',
    access: 'job.work',
    params,
    body: ExtendJob,
    response: JobExtended,
    handle: async ({ services, call, params: { id }, body: { lock, lockSeconds } }) => ({
      body: await extendJob(services.runtime, call, leased(id, lock), lockSeconds),
    }),
  }),
  officeRoute({
    method: 'POST',
    path: '/jobs/{id}/complete',
    summary: 'End a job with its result.',
    access: 'job.work',
    params,
    body: CompleteJob,
    response: Done,
    handle: async ({ services, call, params: { id }, body: { lock, result } }) => ({
      body: await completeJob(services.runtime, call, leased(id, lock), result as Json),
    }),
  }),
  officeRoute({
    method: 'POST',
    path: '/jobs/{id}/fail',
    summary: 'Say that a job failed; it is tried again, or an incident.',
    access: 'job.work',
    params,
    body: FailJob,
    response: JobFailed,
    handle: async ({ services, call, params: { id }, body }) => {
      const { lock, message, retryable = true, retryAfterSeconds } = body;
      const trouble = { message, retryable, retryAfterSeconds };
      const result = await failJob(services.runtime, call, leased(id, lock), trouble);
      if (result === 'lost') throw new Refusal('CONFLICT', `Job ${id} stands still already.`);
      return { body: { ok: true as const, result } };
    },
  }),
  officeRoute({
    method: 'POST',
    path: '/jobs/{id}/throw',
    summary: 'End a job with a BPMN error that the model catches.',
    access: 'job.work',
    params,
    body: ThrowJobError,
    response: Done,
    handle: async ({ services, call, params: { id }, body: { lock, code, message } }) => ({
      body: await throwJobError(services.runtime, call, leased(id, lock), code, message),
    }),
  }),
];
