import { Refusal } from '../contract/problem.ts';
import { checkLease, type LeasedJob } from './shared/leasedJob.ts';
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
      const stored = checkLease(job, session.read.job);
      const draft = await session.draftOf(stored.instanceId);
      if (!draft) throw new Refusal('NOT_FOUND', `Expected an instance ${stored.instanceId}, but there is none.`);
      return {
        draft,
        trigger: { type: 'failJob', token: stored.token, code, message },
        extras: { completedJob: { id: job.id, leaseToken: job.leaseToken }, jobError: message },
      };
    },
    respond: () => ({ ok: true }),
  });
}
