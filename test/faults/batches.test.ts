import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { startBatch } from '../../engine/commands/operations/startBatch.ts';
import { readBatchEntry, type BatchEntry } from '../../engine/store/index.ts';
import { OFFICE, openOffice, type TestOffice } from '../commands/kit.ts';
import { deployChanged, longerRelay } from '../commands/operations/versions.ts';
import { newDataDir, Node, urlFor } from './serving.ts';

const INSTANCES = 150;
const LOOK_MS = 10;

describe('batches under kills', function () {
  this.timeout(180_000);
  let office: TestOffice;
  let nodes: readonly Node[];
  const ids: string[] = [];
  before(async () => {
    office = await openOffice();
    for (let n = 0; n < INSTANCES; n++) ids.push(await office.start('relay'));
    await deployChanged(office, { relay: longerRelay });
    const dataDir = newDataDir();
    nodes = await Promise.all(
      ['one', 'two'].map((name) =>
        Node.on(dataDir, {
          DATABASE_URL: urlFor(office.database.owner, name),
          DEMO: 'no',
          WORKER_CONCURRENCY: '2',
          POLL_MIN_SECONDS: '0.02',
          POLL_MAX_SECONDS: '0.2',
          JOB_LEASE_SECONDS: '3',
        }),
      ),
    );
    await Promise.all(nodes.map((node) => node.start()));
  });
  after(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await office.close();
  });

  async function until(id: string, isSo: (entry: BatchEntry) => boolean): Promise<BatchEntry> {
    for (;;) {
      const entry = (await office.look((trx) => readBatchEntry(trx, OFFICE, id))) ?? assert.fail();
      if (isSo(entry)) return entry;
      await pause(LOOK_MS);
    }
  }

  for (const [what, type, plan] of [
    ['a migration', 'instanceMigrated', { kind: 'migrate', mapping: { first: 'entry' } }],
    ['a suspension', 'instanceSuspended', { kind: 'suspend' }],
  ] as const) {
    it(`finish ${what} in every instance once, though the nodes die in the middle of it`, async () => {
      const order = { plan, instances: { process: 'relay' }, reason: 'The new law.' };
      const { id } = await startBatch(office.runtime, office.as('supervisor'), order);
      for (const [index, node] of nodes.entries()) {
        await until(id, ({ counts }) => counts.done > (index + 1) * 30);
        await node.kill();
      }
      const killed = await until(id, () => true);
      assert.equal(killed.state, 'running', 'the nodes were killed in the middle');
      await Promise.all(nodes.map((node) => node.start()));

      const { counts, total } = await until(id, ({ state }) => state === 'completed');

      assert.deepEqual([total, counts.done], [INSTANCES, INSTANCES]);
      for (const instance of ids) {
        const entries = (await office.history(instance)).filter((entry) => entry.type === type);
        assert.equal(entries.length, 1, `${instance} has ${entries.length} of ${type}`);
      }
    });
  }
});
