import { Refusal } from '../../contract/problem.ts';
import type { StoredSubscription } from '../../store/index.ts';
import { takenMessage, whileWaiting, type ComingMessage, type Sent } from './comingMessage.ts';
import { refusedPayload } from './refusedPayload.ts';
import type { Call, Runtime } from './runtime.ts';
import { takeStep } from './step.ts';

/**
 * Gives a message to the one who waits for it; it is used up in the same transaction.
 * @throws Refusal CONFLICT when the subscription or the message is gone, INVALID_INPUT when the form of the element does not accept what
 * a person sent, INVALID_STATE when an incident was recorded
 */
export function deliverMessage(
  runtime: Runtime,
  call: Call,
  coming: ComingMessage,
  receiver: StoredSubscription,
): Promise<Sent> {
  const { instanceId, token, element } = receiver;
  const { id, payload } = coming.message;
  const checkWaiting = whileWaiting(coming);
  return takeStep<Sent>(runtime, call, {
    command: 'deliverMessage',
    request: coming.request,
    address: { type: 'subscription', instanceId, token, element },
    decide: async (session) => {
      await checkWaiting(session);
      const { subscription } = session.read;
      const draft = subscription ? await session.draftOf(instanceId) : undefined;
      if (!draft) throw new Refusal('CONFLICT', `Nobody waits at “${element}” any more.`);
      const failure = refusedPayload(session, draft.deployed.definitions, draft.process.key, element, payload);
      return {
        draft,
        ...(failure ? { failure } : {}),
        trigger: { type: 'correlateMessage', token, element, payload },
        extras: takenMessage(coming),
      };
    },
    respond: () => ({ ok: true, messageId: id, result: 'correlated', instanceId }),
  });
}
