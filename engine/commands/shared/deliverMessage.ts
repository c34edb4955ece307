import type { JsonObject } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import { takeForm } from '../../forms/index.ts';
import type { Draft } from './draft.ts';
import type { Call, Runtime } from './runtime.ts';
import type { Session } from './session.ts';
import { takeStep } from './step.ts';

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
 * @throws Refusal CONFLICT when the subscription is gone, INVALID_INPUT when the form of the element does not accept the payload
 */
export function deliverMessage(
  runtime: Runtime,
  call: Call,
  delivery: Delivery,
): Promise<{ ok: true; instanceId: string }> {
  const { instanceId, token, element } = delivery;
  return takeStep(runtime, call, {
    command: 'deliverMessage',
    address: { type: 'subscription', instanceId, token, element },
    decide: async (session) => {
      const { subscription } = session.read;
      const draft = subscription ? await session.draftOf(instanceId) : undefined;
      if (!draft) throw new Refusal('CONFLICT', `Nobody waits at “${element}” any more.`);
      const payload = accepted(session, draft, element, delivery.payload);
      return {
        draft,
        trigger: { type: 'correlateMessage', token, element, payload },
        extras: { consumedMessage: delivery.messageId },
      };
    },
    respond: () => ({ ok: true, instanceId }),
  });
}

/** The payload as the form of the catching element takes it; without a form as it is. */
function accepted(session: Session, draft: Draft, element: string, payload: JsonObject): JsonObject {
  const node = draft.process.graph.nodes[draft.process.graph.byId.get(element) ?? -1];
  const key = node && 'form' in node ? node.form : undefined;
  const form = key === undefined ? undefined : draft.deployed.definitions.forms.get(key);
  if (!form) return payload;
  const taken = takeForm(form, payload, session.runtime.validate);
  if (!taken.ok) {
    throw new Refusal('INVALID_INPUT', 'Some fields of the form are not right yet.', {
      places: taken.problems.map((place) => ({ ...place, pointer: `/payload${place.pointer}` })),
    });
  }
  return payload;
}
