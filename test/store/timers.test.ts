import assert from 'node:assert/strict';
import {
  claimTimers,
  commitSteps,
  nextTimerDueAt,
  readStep,
  releaseTimer,
  timersOfInstance,
  type StepWrite,
  type StoredTimer,
} from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { sampleNext, sampleStart } from './sampleStep.ts';

describe('timers', () => {
  let open: OpenStore;

  beforeEach(async () => {
    open = await openStore();
  });
  afterEach(() => open.close());

  const arm = async (...days: string[]): Promise<StepWrite> => {
    const timers = days.map((day, index) => ({
      token: index + 1,
      element: 'reply',
      dueAt: `${day}T00:00:00.000Z`,
      limit: 'reply-period',
    }));
    const step = sampleStart({ timers });
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [step]));
    return step;
  };
  const claim = (limit = 10, leaseSeconds = 60): Promise<readonly StoredTimer[]> =>
    open.store.acrossOffices((trx) => claimTimers(trx, { limit, leaseSeconds }));

  it('that are due come in the order of their due instants, and once', async () => {
    const late = await arm('2026-02-02', '2090-01-01');
    const early = await arm('2026-01-01');

    assert.deepEqual(
      (await claim()).map((timer) => [timer.officeId, timer.instanceId, timer.token, timer.limit]),
      [
        ['XX', early.instance.id, 1, 'reply-period'],
        ['XX', late.instance.id, 1, 'reply-period'],
      ],
    );
    assert.deepEqual(await claim(), []);
    assert.equal(await open.store.acrossOffices(nextTimerDueAt), '2026-01-01T00:00:00.000Z');
  });

  it('come again when the one who took them has vanished or given them back', async () => {
    const [step] = [await arm('2026-01-01'), await arm('2026-02-02')];
    await claim(10, 0);
    assert.equal((await claim()).length, 2);

    const timer = { instanceId: step.instance.id, token: 1, element: 'reply' };
    await open.store.transaction('XX', (trx) => releaseTimer(trx, 'XX', timer));

    assert.deepEqual(
      (await claim()).map(({ instanceId }) => instanceId),
      [step.instance.id],
    );
  });

  it('of one instance come one by one, the earliest first, even while another worker has it', async () => {
    const step = await arm('2026-02-02', '2026-01-01', '2026-03-03');
    assert.deepEqual(
      (await claim()).map(({ token }) => token),
      [2],
    );
    assert.deepEqual(await claim(), []);

    const fired = { instanceId: step.instance.id, token: 2, element: 'reply' };
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [sampleNext(step, 1, { disarmed: [fired] })]));

    assert.deepEqual(
      (await claim()).map(({ token }) => token),
      [1],
    );
  });

  it('that were disarmed are found by nobody', async () => {
    const step = await arm('2026-01-01', '2026-02-02');
    const gone = { instanceId: step.instance.id, token: 1, element: 'reply' };

    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [sampleNext(step, 1, { disarmed: [gone] })]));

    const { timer, instance } = await open.store.transaction('XX', (trx) =>
      readStep(trx, 'XX', { type: 'timer', ...gone }),
    );
    const left = await open.store.transaction('XX', (trx) => timersOfInstance(trx, 'XX', step.instance.id));
    assert.deepEqual([timer, instance?.version, left.map(({ token }) => token)], [null, 2, [2]]);
  });
});
