import { may } from '../access/index.ts';
import type { SignalThrown, ThrowSignal } from '../contract/signal.ts';
import type { JsonObject } from '../contract/json.ts';
import { Refusal } from '../contract/problem.ts';
import { now, readOffice, throwSignals } from '../store/index.ts';
import { requestName } from './shared/answered.ts';
import { uuidv7 } from './shared/ids.ts';
import { once } from './shared/once.ts';
import type { Call, Runtime } from './shared/runtime.ts';

/**
 * Throws a signal from outside to all who wait for it now and to the processes in force that begin with it (BPMN 2.0.2, 10.5.5). The
 * answer tells how many; each gets it in a step of its own afterwards. At most once per idempotency key. One transaction of six
 * statements, whatever their number.
 * @throws Refusal FORBIDDEN, NOT_FOUND (nothing is deployed)
 */
export async function throwSignal(runtime: Runtime, call: Call, input: ThrowSignal): Promise<SignalThrown> {
  const { officeId } = call;
  if (!may(call.actor, 'signal.throw')) throw new Refusal('FORBIDDEN', 'You may not throw signals.');
  const payload = (input.payload ?? {}) as JsonObject;
  const request = requestName('throwSignal', { name: input.name, payload });
  const thrown = await once(runtime, call, request, async (trx): Promise<SignalThrown> => {
    const [at, office] = await Promise.all([now(trx), readOffice(trx, officeId)]);
    if (!office?.deploymentId) throw new Refusal('NOT_FOUND', `Nothing is deployed in office ${officeId}.`);
    const id = uuidv7();
    const receivers = await throwSignals(trx, officeId, [{ id, name: input.name, payload, thrownBy: null, at }]);
    return { ok: true, signalId: id, receivers };
  });
  runtime.wake('signals');
  return thrown;
}
