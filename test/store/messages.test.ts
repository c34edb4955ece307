import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  bufferMessage,
  commitSteps,
  expireMessages,
  insertMessage,
  missedMessages,
  moveClock,
  pendingMessages,
  readMessage,
  subscriptionsFor,
  waitingMessages,
  type StoredMessage,
} from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { sampleNext, sampleStart } from './sampleStep.ts';

const LATE = '2099-01-01T00:00:00.000Z';

describe('messages', () => {
  let open: OpenStore;

  beforeEach(async () => {
    open = await openStore();
  });
  afterEach(() => open.close());

  const send = (id: string, expiresAt = LATE): Promise<boolean> =>
    open.store.transaction('XX', (trx) =>
      insertMessage(trx, 'XX', { id, name: 'paid', correlationKey: 'case-1', payload: { amount: 3 }, expiresAt }),
    );
  const subscribe = async (): Promise<ReturnType<typeof sampleStart>> => {
    const step = sampleStart({
      subscriptions: [{ token: 1, element: 'wait-for-payment', message: 'paid', correlationKey: 'case-1' }],
    });
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [step]));
    return step;
  };
  const read = (id: string): Promise<StoredMessage | null> =>
    open.store.transaction('XX', (trx) => readMessage(trx, 'XX', id));

  it('are taken in once per id', async () => {
    const id = randomUUID();

    assert.deepEqual([await send(id), await send(id)], [true, false]);
    assert.equal((await open.store.acrossOffices((trx) => pendingMessages(trx, 10))).length, 1);
  });

  it('find who waits for them, the longest waiting first', async () => {
    const first = await subscribe();
    await subscribe();

    const receivers = await open.store.transaction('XX', (trx) => subscriptionsFor(trx, 'XX', 'paid', 'case-1'));
    const others = await open.store.transaction('XX', (trx) => subscriptionsFor(trx, 'XX', 'paid', 'case-2'));

    assert.equal(receivers.length, 2);
    assert.ok(receivers.some(({ instanceId }) => instanceId === first.instance.id));
    assert.deepEqual(others, []);
  });

  it('are consumed by the step that receives them, once', async () => {
    const id = randomUUID();
    await send(id);
    const step = await subscribe();

    const receive = (version: number): Promise<string> =>
      open.store.transaction('XX', (trx) =>
        commitSteps(trx, 'XX', [sampleNext(step, version, { consumedMessage: id })]),
      );

    assert.deepEqual([await receive(1), await receive(2)], ['written', 'lost']);
    assert.deepEqual([(await read(id))?.state, (await read(id))?.consumedBy], ['consumed', step.instance.id]);
  });

  it('that came too early are kept and found by their receiver', async () => {
    const id = randomUUID();
    await send(id);
    await open.store.transaction('XX', (trx) => bufferMessage(trx, 'XX', id));
    assert.deepEqual(await open.store.acrossOffices((trx) => missedMessages(trx, 10)), []);

    await subscribe();

    const waiting = await open.store.transaction('XX', (trx) => waitingMessages(trx, 'XX', 'paid', 'case-1'));
    const missed = await open.store.acrossOffices((trx) => missedMessages(trx, 10));
    assert.deepEqual([waiting.map((one) => one.id), missed.map((one) => one.id)], [[id], [id]]);
  });

  it('end when their time to live is over', async () => {
    const id = randomUUID();
    await send(id, '2090-01-01T00:00:00.000Z');

    await open.store.acrossOffices((trx) => moveClock(trx, '2090-01-02T00:00:00.000Z'));

    assert.equal(await open.store.acrossOffices(expireMessages), 1);
    assert.equal((await read(id))?.state, 'expired');
  });
});
