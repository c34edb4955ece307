import assert from 'node:assert/strict';
import { sendMessage } from '../../engine/commands/sendMessage.ts';
import { startWorkers, type Workers } from '../../engine/workers/index.ts';
import { HOUR, openOffice, rows, type TestOffice } from '../commands/kit.ts';
import { ADDRESS, openMachines, status, type Machines } from '../commands/machines.ts';

const EACH = 24;

describe('two sets of workers on one database', function () {
  this.timeout(120_000);
  let office: TestOffice;
  let machines: readonly Machines[];
  let running: readonly Workers[];
  beforeEach(async () => {
    office = await openOffice();
    machines = [await openMachines(office, { name: 'one' }), await openMachines(office, { name: 'two' })];
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((workers) => workers.stop()));
    await Promise.all(machines.map((each) => each.close()));
    await office.close();
  });

  const go = (): void => {
    running = machines.map(({ services }) => startWorkers(services));
  };
  /** Looks again and again until it is so; the loops wake by themselves. */
  async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
  }
  const isEmpty = async (table: string): Promise<boolean> => (await rows(office, table)).length === 0;

  it('share the jobs and do none twice', async () => {
    const ids = await Promise.all(Array.from({ length: EACH }, () => office.start('errand', { address: ADDRESS })));
    go();

    await until(() => isEmpty('jobs'));

    const calls = machines.map(({ received }) => received.length);
    assert.equal((calls[0] ?? 0) + (calls[1] ?? 0), EACH);
    assert.ok(
      calls.every((count) => count > 0),
      String(calls),
    );
    const keys = machines.flatMap(({ received }) => received.map(({ headers }) => headers['idempotency-key']));
    assert.equal(new Set(keys).size, EACH);
    for (const id of ids) assert.equal((await office.history(id)).length, 2);
  });

  it('share the timers and fire none twice', async () => {
    const ids = await Promise.all(Array.from({ length: EACH }, () => office.start('deadlines')));
    await office.pass(49 * HOUR);
    go();

    await until(() => isEmpty('timers'));

    for (const id of ids) {
      const fired = (await office.history(id)).filter(({ type }) => type === 'timerFired');
      assert.equal(fired.length, 2);
    }
  });

  it('share the messages and give none away twice', async () => {
    const receiver = await office.start('correspondence');
    const senders = Array.from({ length: EACH }, (_, at) =>
      office.start('sender', { to: `reader-${at}`, text: 'Hello.' }),
    );
    await Promise.all(senders);
    go();

    await until(async () => (await rows(office, 'messages')).every((row) => row['state'] !== 'pending'));
    await sendMessage(office.runtime, office.as('reception'), {
      name: 'test-reply',
      key: receiver,
      payload: { replyText: 'Yes.' },
    });

    await office.task(receiver, 'read');
    assert.equal((await rows(office, 'messages')).filter((row) => row['state'] === 'buffered').length, EACH);
  });

  it('end when they are asked to, with what they had begun', async () => {
    for (const each of machines) each.answer(status(200));
    await Promise.all(Array.from({ length: EACH }, () => office.start('errand', { address: ADDRESS })));
    go();
    await until(async () => machines.some(({ received }) => received.length > 0));

    await Promise.all(running.map((workers) => workers.stop()));

    const left = await rows(office, 'jobs');
    assert.ok(left.every((row) => row['locked_by'] === null && row['attempts'] === 0));
    const calls = machines.reduce((sum, { received }) => sum + received.length, 0);
    assert.equal(calls + left.length, EACH);
  });
});
