import { Refusal } from '../../contract/problem.ts';
import { readMessage } from '../../store/index.ts';
import type { Session } from './session.ts';

/**
 * For the decision of a step that uses up a message: after a lost race the message may be what somebody else has taken, which would
 * lose every further race too. Costs nothing at the first try.
 */
export function whileWaiting(messageId: string): (session: Session) => Promise<void> {
  let isFirst = true;
  return async (session) => {
    if (isFirst) {
      isFirst = false;
      return;
    }
    const message = await readMessage(session.trx, session.call.officeId, messageId);
    if (message?.state !== 'pending' && message?.state !== 'buffered')
      throw new Refusal('CONFLICT', `The message ${messageId} waits for nobody any more.`);
  };
}
