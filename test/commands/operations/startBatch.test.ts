import assert from 'node:assert/strict';
import { cancelBatch, pauseBatch, resumeBatch } from '../../../engine/commands/operations/changeBatch.ts';
import { startBatch, type BatchOrder } from '../../../engine/commands/operations/startBatch.ts';
import { workBatchItem } from '../../../engine/commands/operations/workBatchItem.ts';
import {
  claimBatchItems,
  listBatchItems,
  readBatchEntry,
  timersOfInstance,
  type BatchEntry,
  type BatchItemEntry,
} from '../../../engine/store/index.ts';
import { workBatches } from '../../../engine/workers/batches.ts';
import { OFFICE, openOffice, refusal, type TestOffice } from '../kit.ts';
import { openMachines, type Machines } from '../machines.ts';
import { deployChanged, longerRelay } from './versions.ts';

const FIRST = '00000000-0000-0000-0000-000000000000';

describe('an operation on many instances', function () {
  this.timeout(120_000);
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

  const order = (asked: Partial<BatchOrder> & Pick<BatchOrder, 'plan'>, who = 'supervisor'): Promise<BatchEntry> =>
    startBatch(office.runtime, office.as(who), { instances: { process: 'relay' }, reason: 'The new law.', ...asked });
  const entry = async (id: string): Promise<BatchEntry> =>
    (await office.look((trx) => readBatchEntry(trx, OFFICE, id))) ?? assert.fail();
  const items = (batchId: string): Promise<readonly BatchItemEntry[]> =>
    office.look((trx) => listBatchItems(trx, OFFICE, { batchId, state: null, after: FIRST, limit: 500 }));
  const startMany = (count: number, process = 'relay'): Promise<readonly string[]> =>
    Promise.all(Array.from({ length: count }, () => office.start(process)));
  async function work(): Promise<void> {
    while ((await workBatches(machines.services)).done > 0);
  }
  const mapping = { first: 'entry' };

  it('moves instances to another version: rows, history and the rest of their way', async () => {
    const [here, there] = await startMany(2);
    await office.complete(there ?? '', 'first');
    const before = await office.instance(here ?? '');
    const deploymentId = await deployChanged(office, { relay: longerRelay });

    const batch = await order({ plan: { kind: 'migrate', mapping } });
    await work();

    const done = await entry(batch.id);
    assert.deepEqual([done.state, done.total, done.counts.done], ['completed', 2, 2]);
    const after = await office.instance(here ?? '');
    assert.equal(after.deploymentId, deploymentId);
    assert.equal(after.definitionVersion, before.definitionVersion + 1);
    const last = (await office.history(here ?? '')).at(-1) ?? assert.fail();
    assert.deepEqual(
      [last.type, last.data['reason'], last.actor.name, (last.data['before'] as { tokens: unknown }).tokens],
      ['instanceMigrated', 'The new law.', office.member('supervisor').name, [{ token: 1, element: 'first' }]],
    );
    for (const [id, way] of [
      [here, ['entry', 'between', 'second', 'third', 'fourth', 'fifth']],
      [there, ['second', 'third', 'fourth', 'fifth']],
    ] as const) {
      for (const element of way) await office.complete(id ?? '', element);
      assert.equal((await office.instance(id ?? '')).status, 'completed');
    }
  });

  it('says of each instance whether it would move, and why not, and changes nothing', async () => {
    const ids = await startMany(3);
    await office.complete(ids[1] ?? '', 'first');
    await deployChanged(office, { relay: longerRelay });
    const before = await Promise.all(ids.map((id) => office.instance(id)));

    const batch = await order({ plan: { kind: 'migrate' }, dryRun: true });
    await work();

    const verdicts = new Map(
      (await items(batch.id)).map(({ instanceId, state, sentences }) => [instanceId, { state, sentences }]),
    );
    assert.deepEqual(verdicts.get(ids[1] ?? ''), { state: 'possible', sentences: [] });
    assert.equal(verdicts.get(ids[0] ?? '')?.state, 'refused');
    assert.match(verdicts.get(ids[0] ?? '')?.sentences.join(' ') ?? '', /“first” is not in the new version/);
    assert.deepEqual(await Promise.all(ids.map((id) => office.instance(id))), before);
  });

  it('changes nothing but the version where the model is the same', async () => {
    const kinds = ['relay', 'deadlines', 'correspondence', 'fan', 'caller', 'halting'];
    const ids = await Promise.all(kinds.map((kind) => office.start(kind, { subject: 'Who?' })));
    const rowsOf = async (id: string): Promise<unknown> => {
      const { state, variables } = await office.instance(id);
      const tasks = (await office.tasks(id)).map(({ definitionVersion: _version, ...task }) => task);
      return { state, variables, tasks, timers: await office.look((trx) => timersOfInstance(trx, OFFICE, id)) };
    };
    const before = await Promise.all(ids.map(rowsOf));
    await deployChanged(office, { nap: (xml) => xml.replace('name="', 'name="Long ') });

    for (const process of kinds) await order({ plan: { kind: 'migrate' }, instances: { process } });
    await work();

    assert.deepEqual(await Promise.all(ids.map(rowsOf)), before);
  });

  it('refuses a mapping that names what is not there, and a plan for no process', async () => {
    await startMany(1);
    await deployChanged(office, { relay: longerRelay });

    await refusal(order({ plan: { kind: 'migrate', mapping: { first: 'nowhere' } } }), 'INVALID_INPUT');
    await refusal(order({ plan: { kind: 'migrate', mapping: { nothing: 'entry' } } }), 'INVALID_INPUT');
    await refusal(order({ plan: { kind: 'migrate' }, instances: { process: 'nothing' } }), 'NOT_FOUND');
    await refusal(order({ plan: { kind: 'suspend' }, dryRun: true }), 'INVALID_INPUT');
    await refusal(order({ plan: { kind: 'suspend' } }, 'examiner'), 'FORBIDDEN');
    await refusal(order({ plan: { kind: 'cancel' } }), 'FORBIDDEN');
  });

  it('rests, goes on and ends as it is told', async () => {
    await startMany(40);
    const { id } = await order({ plan: { kind: 'suspend' } });
    const say = (command: typeof pauseBatch): Promise<BatchEntry> =>
      command(office.runtime, office.as('supervisor'), id);

    await workBatches(machines.services);
    const paused = await say(pauseBatch);
    assert.equal(paused.counts.done, 16);
    assert.equal((await workBatches(machines.services)).done, 0);
    await say(resumeBatch);
    await workBatches(machines.services);
    await say(cancelBatch);
    await work();

    const ended = await entry(id);
    assert.deepEqual([ended.state, ended.counts.done, ended.counts.waiting], ['cancelled', 32, 8]);
    await refusal(say(resumeBatch), 'INVALID_STATE');
    await refusal(say(pauseBatch), 'INVALID_STATE');
  });

  it('is done once in each instance, though a node dies in the middle and two work on the rest', async () => {
    const ids = await startMany(60);
    await deployChanged(office, { relay: longerRelay });
    const migration = await order({ plan: { kind: 'migrate', mapping } });
    const suspension = await order({ plan: { kind: 'suspend' } });
    // A node takes some, does part of them, one without noting it, and is never heard of again.
    const taken = await office.store.acrossOffices((trx) => claimBatchItems(trx, { limit: 30, leaseSeconds: 1e-6 }));
    for (const item of taken.slice(0, 10)) await workBatchItem(office.runtime, item);
    const forgotten = { ...(taken[11] ?? assert.fail()), batchId: suspension.id };
    await workBatchItem(office.runtime, forgotten);
    await office.look(async (trx) => {
      await trx
        .from('batch_items')
        .where({ batch_id: suspension.id, instance_id: forgotten.instanceId })
        .update({ state: 'waiting' });
    });

    const second = await openMachines(office);
    try {
      const node = async (machine: Machines): Promise<void> => {
        while ((await workBatches(machine.services)).done > 0);
      };
      await Promise.all([
        node(machines),
        node(second),
        ...taken.slice(5, 15).map((item) => workBatchItem(office.runtime, item)),
      ]);
      await work();
    } finally {
      await second.close();
    }

    for (const { id } of [migration, suspension]) {
      const done = await entry(id);
      assert.deepEqual([done.state, done.counts.done], ['completed', 60], JSON.stringify(done.counts));
    }
    for (const id of ids) {
      const types = (await office.history(id)).map(({ type }) => type).sort();
      assert.deepEqual(types, ['instanceMigrated', 'instanceStarted', 'instanceSuspended']);
    }
  });

  it('tries again what had failed, once its cause is gone, and says where it fails again', async () => {
    const ids = await startMany(3, 'assessment');
    for (const id of ids.slice(0, 2))
      await refusal(office.complete(id, 'assess', 'complete', { amount: 500 }), 'INVALID_STATE');
    const instances = { process: 'assessment' };
    await refusal(order({ plan: { kind: 'retryIncidents' }, instances }), 'FORBIDDEN');

    const again = await order({ plan: { kind: 'retryIncidents' }, instances }, 'administrator');
    await work();
    const helped = await order(
      { plan: { kind: 'retryIncidents', variables: { limit: 100 } }, instances },
      'administrator',
    );
    await work();

    assert.deepEqual([again.total, (await entry(again.id)).counts.refused], [2, 2]);
    assert.match((await items(again.id))[0]?.sentences[0] ?? '', /More than the limit/);
    assert.deepEqual([helped.total, (await entry(helped.id)).counts.done], [2, 2]);
    for (const id of ids.slice(0, 2)) {
      await office.task(id, 'review');
      assert.deepEqual(await office.incidents(id), []);
    }
  });

  it('resumes, sets variables and cancels as well, of those alone that are chosen', async () => {
    const ids = await startMany(4);
    await office.complete(ids[0] ?? '', 'first');
    await order({ plan: { kind: 'suspend' }, instances: { process: 'relay', element: 'first' } });
    await work();
    await order({
      plan: { kind: 'setVariables', variables: { law: 2027 } },
      instances: { process: 'relay', versions: [1] },
    });
    await work();
    const resumed = await order({ plan: { kind: 'resume', policy: 'keep' } });
    await work();
    await order(
      { plan: { kind: 'cancel' }, instances: { process: 'relay', instanceIds: ids.slice(2) } },
      'administrator',
    );
    await work();

    const states = await Promise.all(ids.map((id) => office.instance(id)));
    assert.deepEqual(
      states.map(({ status }) => status),
      ['active', 'active', 'terminated', 'terminated'],
    );
    assert.ok(states.every(({ variables }) => variables['law'] === 2027));
    const { done, refused } = (await entry(resumed.id)).counts;
    assert.deepEqual([done, refused], [3, 1]);
    const item = (await items(resumed.id)).find(({ instanceId }) => instanceId === ids[0]);
    assert.match(item?.sentences[0] ?? '', /not suspended/);
  });
});
