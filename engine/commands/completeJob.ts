import type { Json } from '../contract/json.ts';
import { Refusal } from '../contract/problem.ts';
import type { DocumentWrite } from '../store/index.ts';
import type { LeasedJob } from './shared/leasedJob.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import { takeStep } from './shared/step.ts';

/**
 * Ends a job with its result; documents it made are filed in the same transaction.
 * @throws Refusal NOT_FOUND when the job is gone, CONFLICT when its lease went to another worker
 */
export function completeJob(
  runtime: Runtime,
  call: Call,
  job: LeasedJob,
  result: Json,
  documents: readonly DocumentWrite[] = [],
): Promise<{ ok: true }> {
  return takeStep(runtime, call, {
    command: 'completeJob',
    address: { type: 'job', jobId: job.id },
    decide: async (session) => {
      const stored = session.read.job;
      if (!stored) throw new Refusal('NOT_FOUND', `Expected a job ${job.id}, but it has ended.`);
      if (stored.leaseToken !== job.leaseToken)
        throw new Refusal('CONFLICT', `The lease of job ${job.id} went to another worker.`);
      const draft = await session.draftOf(stored.instanceId);
      if (!draft) throw new Refusal('NOT_FOUND', `Expected an instance ${stored.instanceId}, but there is none.`);
      return {
        draft,
        trigger: { type: 'completeJob', token: stored.token, result },
        extras: { completedJob: job, documents },
      };
    },
    respond: () => ({ ok: true }),
  });
}
