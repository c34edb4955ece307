import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  currentDeployment,
  definitionsOfDeployment,
  deploymentsOfOffice,
  filesOfDeployment,
  insertDeployment,
  messageStartsFor,
  readDefinition,
  type DefinitionBinding,
  type DefinitionWrite,
  type DeploymentWrite,
} from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { AT } from './sampleStep.ts';

describe('deployments', () => {
  let open: OpenStore;

  beforeEach(async () => {
    open = await openStore();
  });
  afterEach(() => open.close());

  const deployment = (
    definitions: readonly DefinitionWrite[],
    more: Partial<DeploymentWrite> = {},
  ): DeploymentWrite => ({
    id: randomUUID(),
    name: 'office-xx',
    version: '1.0.0',
    hash: 'h',
    manifest: {},
    by: 'Ana Lyst',
    at: AT,
    files: [],
    definitions,
    messageStarts: [],
    ...more,
  });
  const process = (key: string, content: string, versionTag: string | null = null): DefinitionWrite => ({
    kind: 'process',
    key,
    hash: content,
    versionTag,
    content: { xml: content },
  });
  const deploy = (one: DeploymentWrite): ReturnType<typeof insertDeployment> =>
    open.store.transaction('XX', (trx) => insertDeployment(trx, 'XX', one));
  const version = async (binding: DefinitionBinding, key = 'a'): Promise<number | undefined> =>
    (await open.store.transaction('XX', (trx) => readDefinition(trx, 'XX', { kind: 'process', key, binding })))
      ?.version;

  it('give a new version to what has changed and keep that of the rest', async () => {
    await deploy(deployment([process('a', '1'), process('b', '1')]));

    const { number, definitions } = await deploy(deployment([process('a', '2'), process('b', '1')]));

    assert.equal(number, 2);
    assert.deepEqual(definitions, [
      { kind: 'process', key: 'a', version: 2, isNew: true },
      { kind: 'process', key: 'b', version: 1, isNew: false },
    ]);
  });

  it('answer each way of asking for a version', async () => {
    const first = deployment([process('a', '1', 'act-2020')]);
    await deploy(first);
    await deploy(deployment([process('a', '2')]));

    assert.equal(await version({ type: 'latest' }), 2);
    assert.equal(await version({ type: 'version', version: 1 }), 1);
    assert.equal(await version({ type: 'deployment', deploymentId: first.id }), 1);
    assert.equal(await version({ type: 'versionTag', tag: 'act-2020' }), 1);
    assert.equal(await version({ type: 'versionTag', tag: 'act-1990' }), undefined);
  });

  it('take out of force what they no longer hold', async () => {
    await deploy(deployment([process('a', '1'), process('b', '1')]));
    const second = deployment([process('b', '1')]);
    await deploy(second);

    const inForce = await open.store.transaction('XX', (trx) => definitionsOfDeployment(trx, 'XX', second.id));

    assert.deepEqual([await version({ type: 'latest' }), inForce.map(({ key }) => key)], [undefined, ['b']]);
  });

  it('that come at once follow each other, with numbers and versions without a gap', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, index) => deploy(deployment([process('a', String(index))]))),
    );

    const sorted = (values: readonly number[]): readonly number[] => values.toSorted((x, y) => x - y);
    assert.deepEqual(sorted(all.map(({ number }) => number)), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert.deepEqual(sorted(all.map(({ definitions }) => definitions[0]!.version)), [1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('leave no number used up when they fail', async () => {
    await assert.rejects(deploy(deployment([process('a', '1'), process('a', '2')])));

    assert.equal((await deploy(deployment([process('a', '1')]))).number, 1);
  });

  it('keep their files and name what is in force and what a message starts', async () => {
    const content = new TextEncoder().encode('{}');
    const files = [{ path: 'bundle.json', sha256: 'x', content }];
    const messageStarts = [{ message: 'application-received', definitionKey: 'a', element: 'received' }];
    const one = deployment([process('a', '1')], { files, messageStarts, manifest: { languages: ['en'] } });
    await deploy(one);
    await deploy(deployment([process('a', '2')], { messageStarts: [] }));

    await open.store.transaction('XX', async (trx) => {
      const [file] = await filesOfDeployment(trx, 'XX', one.id);
      assert.deepEqual([file?.path, file?.content.toString()], ['bundle.json', '{}']);
      assert.equal((await currentDeployment(trx, 'XX'))?.number, 2);
      assert.deepEqual(
        (await deploymentsOfOffice(trx, 'XX', { limit: 5 })).map(({ number }) => number),
        [2, 1],
      );
      assert.deepEqual(await messageStartsFor(trx, 'XX', 'application-received'), []);
    });
  });

  it('cannot be changed afterwards', async () => {
    await deploy(deployment([process('a', '1')]));

    for (const table of ['deployments', 'definitions', 'deployment_definitions', 'bundle_files']) {
      await assert.rejects(
        open.store.transaction('XX', (trx) => trx.from(table).delete()),
        { code: '42501' },
      );
    }
  });
});
