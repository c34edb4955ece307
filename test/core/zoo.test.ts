import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate, type InstanceState, type Trigger } from '../../engine/core/index.ts';
import { directStepper } from '../../engine/scenarios/index.ts';
import { stimulate } from '../../engine/scenarios/stimuli.ts';
import { VirtualOffice, type VirtualInstance } from '../../engine/scenarios/virtualOffice.ts';
import { asGiven, worldFor } from './operations/migrating.ts';
import { NOW, officeOf, read } from './office.ts';
import { zooKinds, type Stimulus } from './zooKinds.ts';

const FOLDER = fileURLToPath(new URL('../corpora/zoo', import.meta.url));

type Row = VirtualInstance['taskRows'] extends Map<number, infer R> ? R : never;

/** A case that stands still, as an earlier version has written it. Never written anew: later versions must finish it. */
interface Stored {
  readonly model: string;
  readonly now: string;
  readonly ids: number;
  readonly instances: readonly {
    readonly id: string;
    readonly process: string;
    readonly parent: VirtualInstance['parent'];
    readonly instance: VirtualInstance['instance'];
    readonly rows: Readonly<Record<(typeof tables)[number], readonly (readonly [string | number, Row])[]>>;
  }[];
  /** What brings it to its end, and what has run to its end then. */
  readonly finish: readonly (Stimulus | Trigger)[];
  readonly trace: readonly string[];
}

const tables = ['taskRows', 'jobRows', 'timerRows', 'subscriptionRows'] as const;
const isTrigger = (one: Stimulus | Trigger): one is Trigger => 'type' in one;

async function doAll(office: VirtualOffice, steps: readonly (Stimulus | Trigger)[]): Promise<void> {
  for (const step of steps) {
    const [root] = office.instances.values();
    assert.ok(root);
    const refused = isTrigger(step)
      ? await office.apply(root, step)
      : await stimulate(office, root, step, () => Promise.resolve(null));
    assert.equal(refused, null, JSON.stringify(step));
    assert.deepEqual(office.incidents, []);
  }
}

/** Lets a case of a kind come to where it waits, and keeps it. */
async function keep(kind: string): Promise<Stored> {
  const { model, variables, there, finish } = zooKinds[kind] ?? assert.fail();
  const office = new VirtualOffice(officeOf(await read(model, true)), directStepper, NOW, true);
  assert.ok(typeof (await office.start('p', variables ?? {})) !== 'string');
  await doAll(office, there);
  const { now, ids } = office;
  const instances = [...office.instances.values()].map((virtual) => ({
    id: virtual.id,
    process: virtual.process,
    parent: virtual.parent,
    instance: virtual.instance,
    rows: Object.fromEntries(tables.map((table) => [table, [...virtual[table]]])),
  }));
  const stored = JSON.parse(JSON.stringify({ model, now, ids, instances, finish, trace: [] })) as Stored;
  const finished = await restored(stored);
  await doAll(finished, finish);
  return { ...stored, trace: finished.trace };
}

async function restored(stored: Stored): Promise<VirtualOffice> {
  const office = new VirtualOffice(officeOf(await read(stored.model, true)), directStepper, stored.now, true);
  office.ids = stored.ids;
  for (const { id, process, parent, instance, rows } of stored.instances) {
    const made = office.newInstance(process, id, parent) ?? assert.fail();
    const maps = Object.fromEntries(tables.map((table) => [table, new Map(rows[table])]));
    office.instances.set(id, { ...made, ...maps, instance });
  }
  return office;
}

describe('the zoo of waiting cases', () => {
  const fileOf = (kind: string): string => path.join(FOLDER, `${kind}.json`);

  it('holds one of each kind', async () => {
    mkdirSync(FOLDER, { recursive: true });
    const missing = Object.keys(zooKinds).filter((kind) => !existsSync(fileOf(kind)));
    for (const kind of missing) writeFileSync(fileOf(kind), `${JSON.stringify(await keep(kind), null, 1)}\n`);

    assert.deepEqual(missing, [], 'these were kept now: look at them and commit them');
  });

  for (const file of existsSync(FOLDER) ? readdirSync(FOLDER) : []) {
    it(`is finished by this version: ${path.basename(file, '.json')}`, async () => {
      const stored = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Stored;
      const office = await restored(stored);
      for (const virtual of office.instances.values()) {
        const versions = { from: virtual.graph, to: virtual.graph, mapping: {} };
        const answer = migrate(versions, asGiven(office, virtual), 'keep', worldFor(office, virtual));
        assert.deepEqual(answer.type === 'migrated' && [answer.instance.state, answer.events], [
          virtual.instance.state,
          [],
        ]);
      }

      await doAll(office, stored.finish);

      const states = [...office.instances.values()].map(({ instance }) => instance.state);
      assert.deepEqual(
        states.map(({ status }): InstanceState['status'] => status),
        states.map(() => 'completed'),
      );
      assert.deepEqual(office.trace, stored.trace);
    });
  }
});
