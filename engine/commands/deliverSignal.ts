import { Refusal } from '../contract/problem.ts';
import { isReceiverLeft, type DueSignal, type SignalPlace } from '../store/index.ts';
import { beginAt } from './shared/beginAt.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import type { Session } from './shared/session.ts';
import { takeStep } from './shared/step.ts';

/**
 * Hands a signal to one of those whom it has to reach: an instance that waits, or a process that begins with it, in the deployment that
 * was in force when the signal was thrown. Exactly once: the receiver's row goes with the step. Two round trips.
 * @throws Refusal CONFLICT when the receiver waits no more or had it already, INVALID_STATE when an incident was recorded
 */
export function deliverSignal(runtime: Runtime, call: Call, due: DueSignal): Promise<{ ok: true; instanceId: string }> {
  const { signalId, receiver, token, element, payload } = due;
  const consumedSignal = { signalId, receiver, token, element };
  const checkLeft = whileLeft(consumedSignal);
  if (due.kind === 'process') {
    return takeStep(runtime, call, {
      command: 'startBySignal',
      address: { type: 'start', dossierId: null },
      decide: async (session) => {
        await checkLeft(session);
        const deployed = await runtime.deployments.get(call.officeId, due.deploymentId);
        const draft = beginAt(session, deployed, receiver);
        return { draft, trigger: { type: 'start', at: element, variables: payload }, extras: { consumedSignal } };
      },
      respond: (_session, draft) => ({ ok: true, instanceId: draft.id }),
    });
  }
  return takeStep(runtime, call, {
    command: 'deliverSignal',
    address: { type: 'subscription', instanceId: receiver, token, element },
    decide: async (session) => {
      await checkLeft(session);
      const { subscription } = session.read;
      const draft = subscription?.message === due.name ? await session.draftOf(receiver) : undefined;
      if (!draft) throw new Refusal('CONFLICT', `Nobody waits at “${element}” any more.`);
      return { draft, trigger: { type: 'broadcastSignal', token, element, payload }, extras: { consumedSignal } };
    },
    respond: () => ({ ok: true, instanceId: receiver }),
  });
}

/** After a lost race another node may have delivered it, which would lose every further race too. Costs nothing at the first try. */
function whileLeft(place: SignalPlace): (session: Session) => Promise<void> {
  let isFirst = true;
  return async ({ trx, call }) => {
    if (!isFirst && !(await isReceiverLeft(trx, call.officeId, place)))
      throw new Refusal('CONFLICT', `The signal ${place.signalId} has reached “${place.element}” already.`);
    isFirst = false;
  };
}
