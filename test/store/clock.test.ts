import assert from 'node:assert/strict';
import { moveClock, now, readStep } from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';

describe('the clock', () => {
  let open: OpenStore;

  afterEach(() => open.close());

  const clock = (): Promise<number> => open.store.acrossOffices(async (trx) => Date.parse(await now(trx)));
  const move = (to: string): Promise<void> => open.store.acrossOffices((trx) => moveClock(trx, to));

  it('is the database’s', async () => {
    open = await openStore();

    assert.ok(Math.abs((await clock()) - Date.now()) < 5000);
  });

  it('goes on from where it was moved to, forwards and backwards', async () => {
    open = await openStore();

    for (const to of ['2020-04-01T00:00:00.000Z', '2036-02-29T12:00:00.000Z']) {
      await move(to);
      const past = (await clock()) - Date.parse(to);
      assert.ok(past >= 0 && past < 5000, `${past} ms after ${to}`);
    }
  });

  it('is read with a step at no cost', async () => {
    open = await openStore();
    await move('2020-04-01T00:00:00.000Z');

    const read = await open.store.transaction('XX', (trx) => readStep(trx, 'XX', { type: 'start', dossierId: null }));

    assert.match(read.now, /^2020-04-01T00:00:0\d\.\d{3}Z$/);
  });

  it('stands fast in an installation whose clock may not be moved', async () => {
    open = await openStore({ clockMovable: false });

    await assert.rejects(move('2036-01-01T00:00:00.000Z'), { name: 'Refusal', code: 'INVALID_STATE' });
    await assert.rejects(
      open.store.acrossOffices((trx) => trx.from('installation').update({ clock_movable: true })),
      { code: '42501' },
    );
    await assert.rejects(
      open.store.acrossOffices((trx) => trx.from('installation').update({ clock_offset_ms: 1 })),
      { code: '23514' },
    );
  });
});
