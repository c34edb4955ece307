import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { bufferMessage, insertMessage, readMessage } from '../../engine/store/index.ts';
import { deliverMessages } from '../../engine/workers/messages.ts';
import { DAY, OFFICE, openOffice, type TestOffice } from '../commands/kit.ts';
import { openMachines, type Machines } from '../commands/machines.ts';

describe('messages that wait', function () {
  this.timeout(60_000);
  let office: TestOffice;
  let machines: Machines;
  beforeEach(async () => {
    office = await openOffice();
    machines = await openMachines(office);
  });
  afterEach(async () => {
    await machines.close();
    await office.close();
  });

  async function kept(key: string, more: { name?: string; payload?: object; days?: number } = {}): Promise<string> {
    const { name = 'test-note', payload = {}, days = 30 } = more;
    const id = randomUUID();
    const expiresAt = new Date(Date.parse(await office.now()) + days * DAY).toISOString();
    await office.look((trx) =>
      insertMessage(trx, OFFICE, { id, name, correlationKey: key, payload: payload as never, expiresAt }),
    );
    return id;
  }
  const stateOf = async (id: string): Promise<unknown> =>
    (await office.look((trx) => readMessage(trx, OFFICE, id)))?.state;

  it('are given away in the order in which they came', async () => {
    const receiver = await office.start('correspondence');
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1) {
      ids.push(await kept(receiver, { payload: { at } }));
      await office.pass(1);
    }

    await machines.drain();

    const received = (await office.history(receiver)).filter(({ type }) => type === 'messageReceived');
    assert.equal(received.length, 5);
    assert.equal((await office.instance(receiver)).variables['at'], 4);
    for (const id of ids) assert.equal(await stateOf(id), 'consumed');
  });

  it('are found again when their receiver begins to wait at the very moment they are put by', async () => {
    const receiver = await office.start('correspondence');
    const id = await kept(receiver);
    // As if the look for a receiver had come a moment before the subscription.
    await office.look((trx) => bufferMessage(trx, OFFICE, id));

    await machines.drain();

    assert.equal(await stateOf(id), 'consumed');
  });

  it('end with their time', async () => {
    const id = await kept('nobody', { days: 1 });
    await machines.drain();
    assert.equal(await stateOf(id), 'buffered');

    await office.pass(2 * DAY);
    await deliverMessages(machines.services);

    assert.equal(await stateOf(id), 'expired');
  });

  it('do not keep each other up when one of them cannot be taken', async () => {
    const [picky, plain] = [await office.start('correspondence'), await office.start('correspondence')];
    const wrong = await kept(picky, { name: 'test-reply', payload: { replyText: 5 } });
    const right = await kept(plain, { name: 'test-reply', payload: { replyText: 'Yes.' } });

    await machines.drain();
    await machines.drain();

    assert.equal(await stateOf(right), 'consumed');
    await office.task(plain, 'read');
    assert.equal(await stateOf(wrong), 'consumed');
    assert.equal((await office.incidents(picky)).length, 1);
    assert.deepEqual(machines.logged, ['warn: A message was not accepted.']);
  });
});
