import type { JsonObject } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import { refusedPayload } from './refusedPayload.ts';
import type { Call, Runtime } from './runtime.ts';
import { takeStep } from './step.ts';
import { whileWaiting } from './whileWaiting.ts';

/** A message that is kept and the subscription that it was found for. */
export interface Delivery {
  readonly messageId: string;
  readonly payload: JsonObject;
  readonly instanceId: string;
  readonly token: number;
  readonly element: string;
}

/**
 * Gives a kept message to the one who waits for it; the message is used up in the same transaction.
 * @throws Refusal CONFLICT when the subscription or the message is gone, INVALID_INPUT when the form of the element does not accept what
 * a person sent, INVALID_STATE when an incident was recorded
 */
export function deliverMessage(
  runtime: Runtime,
  call: Call,
  delivery: Delivery,
): Promise<{ ok: true; instanceId: string }> {
  const { instanceId, token, element } = delivery;
  const checkWaiting = whileWaiting(delivery.messageId);
  return takeStep(runtime, call, {
    command: 'deliverMessage',
    address: { type: 'subscription', instanceId, token, element },
    decide: async (session) => {
      await checkWaiting(session);
      const { subscription } = session.read;
      const draft = subscription ? await session.draftOf(instanceId) : undefined;
      if (!draft) throw new Refusal('CONFLICT', `Nobody waits at “${element}” any more.`);
      const { payload } = delivery;
      const failure = refusedPayload(session, draft.deployed.definitions, draft.process.key, element, payload);
      return {
        draft,
        ...(failure ? { failure } : {}),
        trigger: { type: 'correlateMessage', token, element, payload },
        extras: { consumedMessage: delivery.messageId },
      };
    },
    respond: () => ({ ok: true, instanceId }),
  });
}
