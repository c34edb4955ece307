import { JobFailure } from '../contract/jobFailure.ts';
import type { Json } from '../contract/json.ts';
import { Refusal } from '../contract/problem.ts';
import type { DocumentWrite } from '../store/index.ts';
import { checkLease, type LeasedJob } from './shared/leasedJob.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import { takeStep } from './shared/step.ts';

/**
 * Ends a job with its result; documents it made are filed in the same transaction.
 * @param dossierVersion version of the dossier that the documents speak of: they are made anew when it has changed
 * @throws Refusal NOT_FOUND when the job is gone, CONFLICT when its lease went to another worker, INVALID_STATE when the process cannot
 * go on (an incident is open); JobFailure when a letter's number was taken or its dossier changed in the meantime
 */
export function completeJob(
  runtime: Runtime,
  call: Call,
  job: LeasedJob,
  result: Json,
  documents: readonly DocumentWrite[] = [],
  dossierVersion?: number,
): Promise<{ ok: true }> {
  const step = takeStep<{ ok: true }>(runtime, call, {
    command: 'completeJob',
    address: { type: 'job', jobId: job.id },
    decide: async (session) => {
      const stored = checkLease(job, session.read.job);
      if (dossierVersion !== undefined && session.read.dossier?.version !== dossierVersion)
        throw setAgain('The dossier has changed while the letter was set.');
      const draft = await session.draftOf(stored.instanceId);
      if (!draft) throw new Refusal('NOT_FOUND', `Expected an instance ${stored.instanceId}, but there is none.`);
      return {
        draft,
        trigger: { type: 'completeJob', token: stored.token, result },
        extras: { completedJob: { id: job.id, leaseToken: job.leaseToken }, documents },
      };
    },
    respond: () => ({ ok: true }),
  });
  return step.catch((error: unknown) => {
    throw isNumberTaken(error) ? setAgain('Another letter has taken its number.', error) : error;
  });
}

function isNumberTaken(error: unknown): boolean {
  return (error as { readonly constraint?: string } | null)?.constraint === 'documents_letter_number';
}

/** The letter is set again, from what is true now. */
function setAgain(sentence: string, cause?: unknown): JobFailure {
  return new JobFailure(sentence, { retryable: true, retryAfterSeconds: 0, cause });
}
