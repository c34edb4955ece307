import { correlate } from '../commands/sendMessage.ts';
import { Refusal } from '../contract/problem.ts';
import { bufferMessage, expireMessages, missedMessages, pendingMessages, type StoredMessage } from '../store/index.ts';
import { inLanes } from './lanes.ts';
import type { Round } from './loop.ts';
import type { WorkerServices } from './services.ts';

const BATCH = 64;

/** Gives thrown and kept messages to whom they concern, and ends those whose time is over. */
export async function deliverMessages(services: WorkerServices): Promise<Round> {
  const { store } = services.runtime;
  const waiting = await store.acrossOffices(async (trx) => {
    await expireMessages(trx);
    return [...(await pendingMessages(trx, BATCH)), ...(await missedMessages(trx, BATCH))];
  });
  let done = 0;
  await inLanes(
    waiting,
    (message) => message.correlationKey,
    services.settings.concurrency,
    async (message) => {
      if (await deliver(services, message)) done += 1;
    },
  );
  return { done };
}

async function deliver(services: WorkerServices, message: StoredMessage): Promise<boolean> {
  const { officeId } = message;
  try {
    const sent = await correlate(services.runtime, { officeId, actor: { type: 'system', id: 'messages' } }, message);
    return sent.result !== 'buffered' || message.state === 'pending';
  } catch (error) {
    // One message that cannot be given away must not keep the others.
    const fields = { messageId: message.id, sentence: error instanceof Error ? error.message : String(error) };
    if (error instanceof Refusal) services.log.warn('A message was not accepted.', fields);
    else services.log.error('A message could not be given away.', fields);
    await services.runtime.store.transaction(officeId, (trx) => bufferMessage(trx, officeId, message.id));
    return false;
  }
}
