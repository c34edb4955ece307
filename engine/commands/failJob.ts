import { Refusal } from '../contract/problem.ts';
import {
  commitSteps,
  failJob as noteFailure,
  readJob,
  readStep,
  type StepWrite,
  type StoredJob,
} from '../store/index.ts';
import type { Draft, Entry } from './shared/draft.ts';
import { checkLease, type LeasedJob } from './shared/leasedJob.ts';
import { Ids, uuidv7 } from './shared/ids.ts';
import { Lost, retryLost } from './shared/retry.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import { Session } from './shared/session.ts';
import { emptyWrite, withHistory } from './shared/writes.ts';

/** Why a job failed; the thrower says whether trying again can help, and after how long. */
export interface JobTrouble {
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterSeconds?: number | undefined;
}

/**
 * Notes that a job failed: it is tried again later, or stands still with an incident when no attempt is left. Lost lease: nothing
 * is changed.
 */
export function failJob(
  runtime: Runtime,
  call: Call,
  job: LeasedJob,
  trouble: JobTrouble,
): Promise<'retried' | 'incident' | 'lost'> {
  return retryLost(() =>
    runtime.store.transaction(call.officeId, async (trx) => {
      if (job.outside) checkLease(job, await readJob(trx, call.officeId, job.id));
      const failed = await noteFailure(trx, call.officeId, {
        jobId: job.id,
        leaseToken: job.leaseToken,
        error: trouble.message,
        retryable: trouble.retryable,
        retryAfterSeconds: trouble.retryAfterSeconds,
      });
      if (failed.result !== 'exhausted') return failed.result;
      const read = await readStep(trx, call.officeId, { type: 'job', jobId: job.id });
      const { instance, job: stored } = read;
      if (!instance || !stored) throw new Refusal('NOT_FOUND', `Expected a job ${job.id}, but it has ended.`);
      const inForce = await runtime.deployments.get(call.officeId, read.deploymentId ?? instance.deploymentId);
      const session = new Session({
        runtime,
        call,
        trx,
        read,
        inForce,
        ids: new Ids(),
        rows: new Map([[instance.id, instance]]),
      });
      if ((await commitSteps(trx, call.officeId, [await standingStill(session, stored, trouble)])) === 'lost')
        throw new Lost();
      return 'incident';
    }),
  );
}

/** The incident of a job that has no attempt left. */
async function standingStill(session: Session, job: StoredJob, trouble: JobTrouble): Promise<StepWrite> {
  const draft = await session.draftOf(job.instanceId);
  if (!draft) throw new Refusal('NOT_FOUND', `Expected an instance ${job.instanceId}, but there is none.`);
  const id = uuidv7();
  const { token, element } = job;
  const code = 'JOB_FAILED';
  const sentence = sentenceOf(draft, job, trouble);
  const raised: Entry = { type: 'incidentRaised', data: { incident: id, element, code, sentence } };
  return {
    ...withHistory(session, draft, emptyWrite(session, draft), [raised]),
    incident: { id, token, element, code, sentence, trigger: null, jobId: job.id },
  };
}

function sentenceOf(draft: Draft, job: StoredJob, trouble: JobTrouble): string {
  const name = draft.process.graph.nodes[draft.process.graph.byId.get(job.element) ?? -1]?.name ?? job.element;
  const tries = job.attempts > 1 ? ` after ${job.attempts} attempts` : '';
  return `“${name}” failed${tries}: ${trouble.message}`;
}
