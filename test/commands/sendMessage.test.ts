import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cancelInstance } from '../../engine/commands/cancelInstance.ts';
import { sendMessage } from '../../engine/commands/sendMessage.ts';
import { resolveIncident } from '../../engine/commands/resolveIncident.ts';
import type { SendMessage } from '../../engine/contract/instance.ts';
import { readMessage, type StoredMessage } from '../../engine/store/index.ts';
import { DAY, OFFICE, openOffice, refusal, rows, type TestOffice } from './kit.ts';
import { openMachines, type Machines } from './machines.ts';

describe('messages', function () {
  this.timeout(60_000);
  let office: TestOffice;
  let machines: Machines;
  before(async () => {
    office = await openOffice();
    machines = await openMachines(office);
  });
  after(async () => {
    await machines.close();
    await office.close();
  });

  const send = (message: SendMessage, key?: string): ReturnType<typeof sendMessage> =>
    sendMessage(office.runtime, office.as('reception', key), message);
  const reply = (key: string, more: Partial<SendMessage> = {}): SendMessage => ({
    name: 'test-reply',
    key,
    payload: { replyText: 'Yes.' },
    ...more,
  });
  const stored = (id: string): Promise<StoredMessage | null> => office.look((trx) => readMessage(trx, OFFICE, id));

  it('go to the one who waits for them', async () => {
    const [id, other] = [await office.start('correspondence'), await office.start('correspondence')];

    const sent = await send(reply(id));

    assert.deepEqual([sent.result, sent.instanceId], ['correlated', id]);
    assert.equal((await office.instance(id)).variables['replyText'], 'Yes.');
    await office.task(id, 'read');
    assert.equal((await office.instance(other)).version, 1);
    assert.equal((await stored(sent.messageId))?.state, 'consumed');
    const last = (await office.history(id)).at(-1);
    assert.deepEqual([last?.type, last?.actor.name], ['messageReceived', office.member('reception').name]);
  });

  it('that come before their receiver are kept and given to it', async () => {
    const key = randomUUID();
    const early = await send(reply(key, { name: 'test-note' }));
    assert.deepEqual([early.result, early.instanceId], ['buffered', null]);
    await machines.drain();
    assert.equal((await stored(early.messageId))?.state, 'buffered');

    const sender = await office.start('sender', { to: 'somebody', text: 'Hello.' });
    await machines.drain();

    const [thrown] = (await rows(office, 'messages')).filter((row) => row['correlation_key'] === 'somebody');
    assert.deepEqual([thrown?.['name'], thrown?.['state']], ['test-reply', 'buffered']);
    await office.task(sender, 'rest');
  });

  it('that a process throws reach another process, early or late', async () => {
    const receiver = await office.start('correspondence');

    await office.start('sender', { to: receiver, text: 'From next door.' });
    await machines.drain();

    assert.equal((await office.instance(receiver)).variables['replyText'], 'From next door.');
    await office.task(receiver, 'read');
  });

  it('end with their time to live', async () => {
    const id = randomUUID();
    const sent = await send(reply('nobody-yet', { id, timeToLive: 'P10D' }));
    assert.equal(sent.result, 'buffered');
    await office.pass(11 * DAY);

    const late = await refusal(send(reply('nobody-yet', { id })), 'INVALID_STATE');
    await machines.drain();

    assert.match(late.message, /expired on/);
    assert.equal((await stored(id))?.state, 'expired');
    await refusal(send(reply('nobody-yet', { id })), 'INVALID_STATE');
  });

  it('with no time to live are for who waits now, or for nobody', async () => {
    const receiver = await office.start('correspondence');

    assert.equal((await send(reply(receiver, { timeToLive: 'PT0S' }))).result, 'correlated');
    const missed = await send(reply('nobody', { timeToLive: 'PT0S' }));

    assert.equal(missed.result, 'buffered');
    await machines.drain();
    assert.equal((await stored(missed.messageId))?.state, 'expired');
  });

  it('are taken once per id, however often and from wherever they are sent', async () => {
    const receiver = await office.start('correspondence');
    const id = randomUUID();
    const note = reply(receiver, { id, name: 'test-note', payload: {} });

    const answers = await Promise.all([send(note), send(note), send(note), send(note)]);

    for (const answer of [...answers, await send(note)])
      assert.deepEqual([answer.result, answer.instanceId], ['correlated', receiver]);
    const received = (await office.history(receiver)).filter(({ type }) => type === 'messageReceived');
    assert.equal(received.length, 1);
    await refusal(send({ ...note, name: 'test-reply' }), 'CONFLICT');
  });

  it('take the idempotency key for their id when they have none', async () => {
    const receiver = await office.start('correspondence');
    const key = randomUUID();
    const note = reply(receiver, { name: 'test-note', payload: {} });

    assert.deepEqual(await send(note, key), await send(note, key));

    assert.equal((await stored(key))?.consumedBy, receiver);
  });

  it('are answered under the same key as they were the first time, whatever became of them since', async () => {
    const waiting = reply(await office.start('correspondence'));
    const starting = { name: 'test-petition', key: 'p-3', payload: { replyText: 'Please.' } };
    // Nobody waits for the note of a case that has ended; it waits itself until another one asks for it.
    const early = reply('p-4', { name: 'test-note', payload: {} });
    for (const [message, result] of [
      [waiting, 'correlated'],
      [starting, 'started'],
      [early, 'buffered'],
    ] as const) {
      const key = randomUUID();
      const first = await send(message, key);
      assert.equal(first.result, result);
      assert.equal(first.messageId, key);
      await machines.drain();
      await office.look(async (trx) =>
        trx
          .from('messages')
          .where({ id: key })
          .update({ state: 'consumed', consumed_by: randomUUID(), consumed_at: 'now' }),
      );

      assert.deepEqual(await send(message, key), first);
      await refusal(send({ ...message, timeToLive: 'P1D' }, key), 'CONFLICT');
    }
  });

  it('are written with what they lead to, or not at all', async () => {
    const receiver = await office.start('correspondence');
    const id = randomUUID();
    const states: (string | undefined)[] = [];
    // Between read and write nothing of the message can be found by the message loop.
    const get: typeof office.runtime.deployments.get = async (officeId, deploymentId) => {
      states.push((await stored(id))?.state);
      return office.runtime.deployments.get(officeId, deploymentId);
    };

    await sendMessage({ ...office.runtime, deployments: { get } }, office.as('reception'), reply(receiver, { id }));

    assert.deepEqual(new Set(states), new Set([undefined]));
    assert.equal((await stored(id))?.consumedBy, receiver);
    const [message] = (await rows(office, 'messages')).filter((row) => row['id'] === id);
    assert.deepEqual(message?.['consumed_at'], message?.['created_at']);
  });

  it('start a process for those who may start cases, whoever calls the command', async () => {
    const actor = { ...office.member('reception'), permissions: new Map([['message.send', 'office']]) } as never;
    const call = { officeId: OFFICE, actor, idempotencyKey: randomUUID() };

    const starting = { name: 'test-petition', key: 'p-5', payload: { replyText: 'Please.' } };
    const refused = await refusal(sendMessage(office.runtime, call, starting), 'FORBIDDEN');

    assert.match(refused.message, /instance\.start/);
    assert.equal(await stored(call.idempotencyKey), null);
  });

  it('that the form of the receiver does not take go back to who typed them, and are not kept', async () => {
    const receiver = await office.start('correspondence');
    const id = randomUUID();

    const { places } = await refusal(send(reply(receiver, { id, payload: { replyTxt: 'No.' } })), 'INVALID_INPUT');

    assert.deepEqual(
      places.map(({ pointer }) => pointer),
      ['/payload/replyText', '/payload/replyTxt'],
    );
    assert.equal(await stored(id), null);
    assert.equal((await office.instance(receiver)).version, 1);
    await send(reply(receiver, { id }));
  });

  it('that a process has thrown and the form does not take are an incident of the receiver', async () => {
    const receiver = await office.start('correspondence');
    await office.start('sender', { to: receiver, text: 17 });

    await machines.drain();

    const [incident] = await office.incidents(receiver);
    assert.deepEqual([incident?.code, incident?.element], ['MESSAGE_REFUSED', 'await-reply']);
    assert.match(incident?.sentence ?? '', /Await the reply.*replyText/);
    await resolveIncident(office.runtime, office.as('administrator'), incident?.id ?? '', {
      note: 'As text.',
      variables: { replyText: '17' },
    });
    assert.equal((await office.instance(receiver)).variables['replyText'], '17');
    await office.task(receiver, 'read');
  });

  it('start the process that begins with them', async () => {
    const sent = await send({ name: 'test-petition', key: 'p-1', payload: { replyText: 'Please.' } });

    assert.equal(sent.result, 'started');
    const instance = await office.instance(sent.instanceId ?? '');
    assert.deepEqual([instance.definitionKey, instance.variables['replyText']], ['petition', 'Please.']);
    await office.task(instance.id, 'decide');
    const again = await send({ id: sent.messageId, name: 'test-petition', key: 'p-1', payload: {} });
    assert.equal(again.instanceId, instance.id);
    const wrong = send({ name: 'test-petition', key: 'p-2', payload: { replyText: 5 } });
    assert.deepEqual(
      (await refusal(wrong, 'INVALID_INPUT')).places.map(({ pointer }) => pointer),
      ['/payload/replyText'],
    );
  });

  it('have one outcome when the receiver is cancelled at the same moment', async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const receiver = await office.start('correspondence');

      const [sent] = await Promise.all([
        send(reply(receiver)),
        cancelInstance(office.runtime, office.as('administrator'), receiver, 'Withdrawn.'),
      ]);

      const types = (await office.history(receiver)).map(({ type }) => type);
      const received = types.includes('messageReceived');
      assert.equal((await stored(sent.messageId))?.state, received ? 'consumed' : 'buffered');
      assert.equal(sent.result, received ? 'correlated' : 'buffered');
      assert.equal((await office.instance(receiver)).status, 'terminated');
    }
  });

  it('are sent by those who may', async () => {
    const call = office.as('examiner');
    const actor = office.member('publication-officer');

    await refusal(sendMessage(office.runtime, { ...call, actor }, reply('k')), 'FORBIDDEN');
    const { places } = await refusal(send(reply('k', { timeToLive: 'soon' })), 'INVALID_INPUT');

    assert.equal(places[0]?.pointer, '/timeToLive');
  });
});
