import type { Json } from '../../contract/json.ts';
import { keepAnswer, now, readAnswer, type Transaction } from '../../store/index.ts';
import { answeredBefore } from './answered.ts';
import { actorRecord, type Call, type Runtime } from './runtime.ts';
import { Lost, retryLost } from './retry.ts';

/**
 * Runs a command that is no step in one transaction and keeps its answer under the idempotency key of the call: the same key gives
 * the same answer again, whoever was faster. Without a key it just runs.
 * @throws Refusal CONFLICT when the key was used for another command
 */
export function once<R extends object>(
  runtime: Runtime,
  call: Call,
  command: string,
  work: (trx: Transaction) => Promise<R>,
): Promise<R> {
  const { officeId, idempotencyKey: key } = call;
  if (key === undefined) return runtime.store.transaction(officeId, work);
  const request = { actorId: actorRecord(call.actor).id, key };
  return retryLost(() =>
    runtime.store.transaction(officeId, async (trx) => {
      const answered = await readAnswer(trx, officeId, request);
      const before = answeredBefore(answered, command);
      if (before !== undefined) return before as unknown as R;
      const response = await work(trx);
      const answer = { ...request, command, response: response as unknown as Json, at: await now(trx) };
      if (!(await keepAnswer(trx, officeId, answer))) throw new Lost();
      return response;
    }),
  );
}
