import { may } from '../access/index.ts';
import { parseTimer, timerDueAt } from '../calendar/index.ts';
import type { MessageSent, SendMessage } from '../contract/instance.ts';
import type { JsonObject } from '../contract/json.ts';
import { Refusal } from '../contract/problem.ts';
import type { Static } from '@sinclair/typebox';
import {
  bufferMessage,
  discardMessage,
  insertMessage,
  messageStartsFor,
  now,
  readInstance,
  readMessage,
  readOffice,
  subscriptionsFor,
  type StoredMessage,
  type StoredSubscription,
} from '../store/index.ts';
import { deliverMessage } from './shared/deliverMessage.ts';
import { refusePayload } from './shared/refusedPayload.ts';
import { startByMessage } from './shared/startByMessage.ts';
import { uuidv7 } from './shared/ids.ts';
import type { Call, Runtime } from './shared/runtime.ts';

const DEFAULT_TIME_TO_LIVE = 'P30D';
type Sent = Static<typeof MessageSent>;

/**
 * Takes a message in and gives it to the one who waits for it, starts the process that begins with it, or keeps it until its time
 * to live ends. At most once per message id: sending it again tells what became of it.
 * @throws Refusal FORBIDDEN, INVALID_INPUT (the form of the waiting element does not accept the payload; the message is not kept),
 * CONFLICT (the id is that of another message), INVALID_STATE (the receiver cannot go on: an incident is open; or it has expired)
 */
export async function sendMessage(runtime: Runtime, call: Call, input: SendMessage): Promise<Sent> {
  if (!may(call.actor, 'message.send')) throw new Refusal('FORBIDDEN', 'You may not send messages.');
  const id = input.id ?? call.idempotencyKey ?? uuidv7();
  await checkForm(runtime, call, id, input);
  const { message, isNew } = await keep(runtime, call, id, input);
  if (message.name !== input.name || message.correlationKey !== input.key)
    throw new Refusal('CONFLICT', `The id ${id} is that of another message.`);
  try {
    return await correlate(runtime, call, message);
  } catch (error) {
    // Somebody typed it wrong: it goes back to them instead of waiting for a receiver that will never take it.
    if (error instanceof Refusal && error.code === 'INVALID_INPUT' && isNew)
      await runtime.store.transaction(call.officeId, (trx) => discardMessage(trx, call.officeId, id));
    throw error;
  }
}

/**
 * Refuses what the form of the present receiver does not accept before the message is kept, where the message loop would find it.
 * @throws Refusal INVALID_INPUT
 */
function checkForm(runtime: Runtime, call: Call, id: string, input: SendMessage): Promise<void> {
  const { officeId } = call;
  return runtime.store.transaction(officeId, async (trx) => {
    const [known, [receiver], [start]] = await Promise.all([
      readMessage(trx, officeId, id),
      subscriptionsFor(trx, officeId, input.name, input.key),
      messageStartsFor(trx, officeId, input.name),
    ]);
    if (known) return;
    const payload = (input.payload ?? {}) as JsonObject;
    const instance = receiver ? await readInstance(trx, officeId, receiver.instanceId) : null;
    if (receiver && instance) {
      const { definitions } = await runtime.deployments.get(officeId, instance.deploymentId);
      refusePayload(definitions, instance.definitionKey, receiver.element, payload, runtime.validate);
      return;
    }
    const office = start ? await readOffice(trx, officeId) : null;
    if (!start || !office?.deploymentId) return;
    const { definitions } = await runtime.deployments.get(officeId, office.deploymentId);
    refusePayload(definitions, start.definitionKey, start.element, payload, runtime.validate);
  });
}

/**
 * Looks for the receiver of a kept message. Also called by the message loop, whose messages nobody can type anew: there a payload that
 * the receiver's form does not accept is an incident of the receiver.
 */
export async function correlate(runtime: Runtime, call: Call, message: StoredMessage): Promise<Sent> {
  const bare: Call = { officeId: call.officeId, actor: call.actor };
  const before = await outcome(runtime, bare, message.id);
  if (before.sent) return before.sent;
  if (before.isOver)
    throw new Refusal(
      'INVALID_STATE',
      `The message ${message.id} expired on ${message.expiresAt}; nobody received it.`,
    );
  const receivers = await runtime.store.transaction(call.officeId, (trx) =>
    subscriptionsFor(trx, call.officeId, message.name, message.correlationKey),
  );
  for (const receiver of receivers) {
    if (await delivered(runtime, bare, message, receiver))
      return { ok: true, messageId: message.id, result: 'correlated', instanceId: receiver.instanceId };
  }
  const started = await begun(runtime, bare, message);
  if (started !== null) return { ok: true, messageId: message.id, result: 'started', instanceId: started };
  await runtime.store.transaction(call.officeId, (trx) => bufferMessage(trx, call.officeId, message.id));
  // Another process may have given it away between the looks.
  const { sent } = await outcome(runtime, bare, message.id);
  return sent ?? { ok: true, messageId: message.id, result: 'buffered', instanceId: null };
}

/** What became of a message. One that nobody has looked at yet is looked at once, however short its life. */
async function outcome(runtime: Runtime, call: Call, id: string): Promise<{ sent: Sent | null; isOver: boolean }> {
  return runtime.store.transaction(call.officeId, async (trx) => {
    const [message, at] = await Promise.all([readMessage(trx, call.officeId, id), now(trx)]);
    const isOver = message?.state === 'expired' || (message?.state === 'buffered' && message.expiresAt <= at);
    if (message?.state !== 'consumed') return { sent: null, isOver };
    return { sent: { ok: true, messageId: id, result: 'correlated', instanceId: message.consumedBy }, isOver };
  });
}

async function begun(runtime: Runtime, call: Call, message: StoredMessage): Promise<string | null> {
  try {
    return await startByMessage(runtime, call, message);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'CONFLICT') return null;
    throw error;
  }
}

async function delivered(
  runtime: Runtime,
  call: Call,
  message: StoredMessage,
  receiver: StoredSubscription,
): Promise<boolean> {
  const { instanceId, token, element } = receiver;
  try {
    await deliverMessage(runtime, call, {
      messageId: message.id,
      payload: message.payload,
      instanceId,
      token,
      element,
    });
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'CONFLICT') return false;
    throw error;
  }
}

async function keep(
  runtime: Runtime,
  call: Call,
  id: string,
  input: SendMessage,
): Promise<{ message: StoredMessage; isNew: boolean }> {
  return runtime.store.transaction(call.officeId, async (trx) => {
    const timer = parseTimer(input.timeToLive ?? DEFAULT_TIME_TO_LIVE, { timeZone: 'UTC', kind: 'duration' });
    if (timer.type === 'problem')
      throw new Refusal('INVALID_INPUT', timer.sentence, {
        places: [{ pointer: '/timeToLive', sentence: timer.sentence }],
      });
    const expiresAt = timerDueAt(timer, await now(trx), 'UTC');
    const isNew = await insertMessage(trx, call.officeId, {
      id,
      name: input.name,
      correlationKey: input.key,
      payload: (input.payload ?? {}) as JsonObject,
      expiresAt,
    });
    const message = await readMessage(trx, call.officeId, id);
    if (!message) throw new Refusal('NOT_FOUND', `Expected a message ${id}, but there is none.`);
    return { message, isNew };
  });
}
