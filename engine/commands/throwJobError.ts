import { Refusal } from '../contract/problem.ts';
import type { LeasedJob } from './shared/leasedJob.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import { takeStep } from './shared/step.ts';

/**
 * Ends a job with a BPMN error that the model catches. When nothing does, the job stands still with an incident: resolving it lets the
 * job run anew.
 */
export function throwJobError(
  runtime: Runtime,
  call: Call,
  job: LeasedJob,
  code: string,
  message: string,
): Promise<{ ok: true }> {
  return takeStep(runtime, call, {
    command: 'throwJobError',
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
        trigger: { type: 'failJob', token: stored.token, code, message },
        extras: { completedJob: job, jobError: message },
      };
    },
    respond: () => ({ ok: true }),
  });
}
