import type { Json } from '../contract/json.ts';
import { Refusal } from '../contract/problem.ts';
import { commitSteps, failJob as noteFailure, readStep, type StepWrite } from '../store/index.ts';
import type { LeasedJob } from './shared/leasedJob.ts';
import { Ids, uuidv7 } from './shared/ids.ts';
import { Lost, retryLost } from './shared/retry.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import { Session } from './shared/session.ts';
import { chain, emptyWrite } from './shared/writes.ts';

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
      const draft = await session.draftOf(instance.id);
      if (!draft) throw new Refusal('NOT_FOUND', `Expected an instance ${instance.id}, but there is none.`);
      const incidentId = uuidv7();
      const sentence = `“${stored.element}” failed ${stored.attempts} times: ${trouble.message}`;
      const history = chain(session, draft, [
        {
          type: 'incidentRaised',
          data: { incident: incidentId, element: stored.element, code: 'JOB_FAILED', sentence } satisfies Record<
            string,
            Json
          >,
        },
      ]);
      const last = history.at(-1);
      const empty = emptyWrite(session, draft);
      const write: StepWrite = {
        ...empty,
        instance: { ...empty.instance, historySeq: last?.seq ?? 0, historyHash: last?.hash ?? '' },
        history,
        incident: {
          id: incidentId,
          token: stored.token,
          element: stored.element,
          code: 'JOB_FAILED',
          sentence,
          trigger: null,
          jobId: stored.id,
        },
      };
      if ((await commitSteps(trx, call.officeId, [write])) === 'lost') throw new Lost();
      return 'incident';
    }),
  );
}
