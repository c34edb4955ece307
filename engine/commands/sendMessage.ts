import { may } from '../access/index.ts';
import { parseTimer, timerDueAt } from '../calendar/index.ts';
import type { SendMessage } from '../contract/instance.ts';
import type { JsonObject } from '../contract/json.ts';
import { Refusal } from '../contract/problem.ts';
import {
  bufferMessage,
  insertMessage,
  keepAnswer,
  now,
  readAnswer,
  readMessage,
  subscriptionsFor,
  type OutgoingMessageWrite,
  type StoredMessage,
  type StoredSubscription,
} from '../store/index.ts';
import { answeredBefore, requestName } from './shared/answered.ts';
import type { ComingMessage, Sent } from './shared/comingMessage.ts';
import { deliverMessage } from './shared/deliverMessage.ts';
import { startByMessage } from './shared/startByMessage.ts';
import { uuidv7 } from './shared/ids.ts';
import { Lost, retryLost } from './shared/retry.ts';
import { actorRecord, type Call, type Runtime } from './shared/runtime.ts';

const DEFAULT_TIME_TO_LIVE = 'P30D';

/**
 * Takes a message in and gives it to the one who waits for it, starts the process that begins with it, or keeps it until its time
 * to live ends: message, what it leads to and the answer are written in one transaction. At most once per message id: sending it
 * again under another key tells what became of it.
 * @throws Refusal FORBIDDEN, INVALID_INPUT (the form of the waiting element does not accept the payload; the message is not kept),
 * CONFLICT (the id is that of another message), INVALID_STATE (the receiver cannot go on: an incident is open; or it has expired)
 */
export async function sendMessage(runtime: Runtime, call: Call, input: SendMessage): Promise<Sent> {
  if (!may(call.actor, 'message.send')) throw new Refusal('FORBIDDEN', 'You may not send messages.');
  const id = input.id ?? call.idempotencyKey ?? uuidv7();
  const { name, key, payload = {}, timeToLive = DEFAULT_TIME_TO_LIVE } = input;
  const content = { id: input.id ?? null, name, key, payload: payload as JsonObject, timeToLive };
  const request = requestName('sendMessage', content);
  return retryLost(async () => {
    const found = await lookFor(runtime, call, request, { ...content, id });
    if ('sent' in found) return found.sent;
    if ('known' in found) return again(runtime, call, request, found.known, input);
    const coming = { message: found.message, isKept: false, request };
    const sent = (await given(runtime, call, coming, found.receivers)) ?? (await buffered(runtime, call, coming));
    if (sent) return sent;
    // The same message has come another way meanwhile.
    throw new Lost();
  });
}

type Found =
  | { readonly sent: Sent }
  | { readonly known: StoredMessage }
  | { readonly message: OutgoingMessageWrite; readonly receivers: readonly StoredSubscription[] };

/** The answer given before, the message of this id, or who waits for a new one. */
function lookFor(
  runtime: Runtime,
  call: Call,
  request: string,
  sending: {
    readonly id: string;
    readonly name: string;
    readonly key: string;
    payload: JsonObject;
    timeToLive: string;
  },
): Promise<Found> {
  const { officeId, actor, idempotencyKey } = call;
  const { id, name, key: correlationKey, payload, timeToLive } = sending;
  return runtime.store.transaction(officeId, async (trx) => {
    const actorId = actorRecord(actor).id;
    const [answered, known, receivers, at] = await Promise.all([
      idempotencyKey === undefined ? null : readAnswer(trx, officeId, { actorId, key: idempotencyKey }),
      readMessage(trx, officeId, id),
      subscriptionsFor(trx, officeId, name, correlationKey),
      now(trx),
    ]);
    const before = answeredBefore(answered, request);
    if (before !== undefined) return { sent: before as Sent };
    if (known) return { known };
    return { message: { id, name, correlationKey, payload, expiresAt: expiryOf(timeToLive, at) }, receivers };
  });
}

function expiryOf(timeToLive: string, at: string): string {
  const timer = parseTimer(timeToLive, { timeZone: 'UTC', kind: 'duration' });
  if (timer.type === 'problem')
    throw new Refusal('INVALID_INPUT', timer.sentence, {
      places: [{ pointer: '/timeToLive', sentence: timer.sentence }],
    });
  return timerDueAt(timer, at, 'UTC');
}

/** A message that is known already tells what became of it; that answer too is given again under its key. */
async function again(
  runtime: Runtime,
  call: Call,
  request: string,
  known: StoredMessage,
  input: SendMessage,
): Promise<Sent> {
  if (known.name !== input.name || known.correlationKey !== input.key)
    throw new Refusal('CONFLICT', `The id ${known.id} is that of another message.`);
  const sent = await correlate(runtime, call, known);
  const isKept = await runtime.store.transaction(call.officeId, async (trx) => {
    const { officeId, actor, idempotencyKey: key } = call;
    if (key === undefined) return true;
    return keepAnswer(trx, officeId, {
      actorId: actorRecord(actor).id,
      key,
      command: request,
      response: sent,
      at: await now(trx),
    });
  });
  if (!isKept) throw new Lost();
  return sent;
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
  const found = await given(runtime, bare, { message, isKept: true }, receivers);
  if (found) return found;
  await runtime.store.transaction(call.officeId, (trx) => bufferMessage(trx, call.officeId, message.id));
  // Another process may have given it away between the looks.
  const { sent } = await outcome(runtime, bare, message.id);
  return sent ?? notYet(message.id);
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

const notYet = (messageId: string): Sent => ({ ok: true, messageId, result: 'buffered', instanceId: null });

/** Gives a message to the first who still waits for it, or to the process that begins with it; null when there is neither. */
async function given(
  runtime: Runtime,
  call: Call,
  coming: ComingMessage,
  receivers: readonly StoredSubscription[],
): Promise<Sent | null> {
  for (const receiver of receivers) {
    const sent = await unlessGone(deliverMessage(runtime, call, coming, receiver));
    if (sent) return sent;
  }
  return unlessGone(startByMessage(runtime, call, coming));
}

async function unlessGone(taken: Promise<Sent | null>): Promise<Sent | null> {
  try {
    return await taken;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'CONFLICT') return null;
    throw error;
  }
}

/** Keeps a message that nobody waits for yet; null when it, or an answer under this key, is there by now. */
function buffered(runtime: Runtime, call: Call, { message, request = '' }: ComingMessage): Promise<Sent | null> {
  const { officeId, actor, idempotencyKey: key } = call;
  return runtime.store.transaction(officeId, async (trx) => {
    if (!(await insertMessage(trx, officeId, message))) return null;
    await bufferMessage(trx, officeId, message.id);
    const sent = notYet(message.id);
    const answer = { actorId: actorRecord(actor).id, command: request, response: sent, at: await now(trx) };
    if (key === undefined || (await keepAnswer(trx, officeId, { ...answer, key }))) return sent;
    trx.doom();
    return null;
  });
}
