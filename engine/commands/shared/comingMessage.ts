import type { MessageSent } from '../../contract/instance.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Static } from '@sinclair/typebox';
import { readMessage, type OutgoingMessageWrite } from '../../store/index.ts';
import type { Extras } from './draft.ts';
import type { Session } from './session.ts';

/** What is answered to whoever sends a message. */
export type Sent = Static<typeof MessageSent>;

/** A message on its way to its receiver. */
export interface ComingMessage {
  readonly message: OutgoingMessageWrite;
  /** It lies in the table already; else the step that takes it notes it there. */
  readonly isKept: boolean;
  /** Name under which the answer is kept, when it comes straight from whoever sends it. */
  readonly request?: string | undefined;
}

/** What the step that takes a message adds to its write. */
export function takenMessage({ message, isKept }: ComingMessage): Extras {
  return isKept ? { consumedMessage: message.id } : { receivedMessage: message };
}

/**
 * For the decision of a step that takes a message: after a lost race the message may be what somebody else has taken, which would
 * lose every further race too. Costs nothing at the first try.
 */
export function whileWaiting({ message: { id }, isKept }: ComingMessage): (session: Session) => Promise<void> {
  let isFirst = true;
  return async (session) => {
    if (isFirst) {
      isFirst = false;
      return;
    }
    const found = await readMessage(session.trx, session.call.officeId, id);
    const isWaiting = isKept ? found?.state === 'pending' || found?.state === 'buffered' : found === null;
    if (!isWaiting) throw new Refusal('CONFLICT', `The message ${id} waits for nobody any more.`);
  };
}
