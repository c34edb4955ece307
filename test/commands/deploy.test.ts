import assert from 'node:assert/strict';
import { deploy, type DeployAnswer } from '../../engine/commands/deploy.ts';
import { bundleFiles, readBundleFiles, readStandardBundle, type Bundle } from '../../engine/bundles/index.ts';
import type { BundleFile } from '../../engine/contract/bundle.ts';
import { packageRoot } from '../../engine/packageRoot.ts';
import { deploymentsOfOffice, readOffice, timeLimitsOfInstance } from '../../engine/store/index.ts';
import { OFFICE, openOffice, refusal, rows, type TestOffice } from './kit.ts';
import { modelFiles, modelOf, officeFiles } from './officeFiles.ts';

/** A change of one file; null takes it away. */
type Change = string | null | ((content: string) => string);

describe('deploying a bundle', function () {
  this.timeout(120_000);
  let office: TestOffice;
  let standard: Bundle;
  let files: readonly BundleFile[];
  before(async () => {
    office = await openOffice();
    // The scenarios that ship are played by tests of their own.
    const whole = bundleFiles(await readStandardBundle(packageRoot));
    standard = readBundleFiles(
      whole.filter(({ path }) => !path.includes('/scenarios/')),
      'standard',
    );
    files = await officeFiles();
  });
  after(() => office.close());

  function changed(changes: Readonly<Record<string, Change>>): readonly BundleFile[] {
    const all = new Map(files.map(({ path, content }) => [path, content]));
    for (const [path, change] of Object.entries(changes)) {
      const content = typeof change === 'function' ? change(all.get(path) ?? assert.fail(path)) : change;
      if (content === null) all.delete(path);
      else all.set(path, content);
    }
    return [...all].map(([path, content]) => ({ path, content }));
  }
  const put = (changes: Readonly<Record<string, Change>>, key?: string): Promise<DeployAnswer> =>
    deploy(office.runtime, office.as('analyst', key), { standard, files: changed(changes), note: 'test' });
  const count = async (table: string): Promise<number> => (await rows(office, table)).length;

  it('lists everything that is wrong and stores nothing of it', async () => {
    const before = [await count('deployments'), await count('definitions')];

    const { problems } = await refusal(
      put({
        'processes/relay/relay.bpmn': (xml) => xml.replace('targetRef="second"', 'targetRef="nowhere"'),
        'forms/reply/reply.schema.json': '{ not json',
        'processes/fan/fan.bpmn': (xml) => xml.replaceAll('"examiner"', '"stranger"'),
        'parameters.json': '[]',
        '../outside.json': '{}',
      }),
      'INVALID_INPUT',
    );

    const wrong = problems.filter(({ severity }) => severity === 'error');
    for (const file of ['processes/relay/relay.bpmn', 'processes/fan/fan.bpmn', 'parameters.json'])
      assert.ok(
        wrong.some((problem) => problem.file === file),
        file,
      );
    assert.ok(wrong.some(({ file }) => file?.startsWith('forms/reply/')));
    assert.ok(wrong.some(({ rule }) => rule === 'unsafe-path'));
    assert.ok(wrong.every(({ sentence }) => sentence.endsWith('.')));
    assert.deepEqual([await count('deployments'), await count('definitions')], before);
  });

  it('refuses a scenario that does not come out, and one that is none', async () => {
    const scenario = { name: 'Five desks', process: 'relay', start: {}, steps: [{ complete: 'first' }] };

    const { problems } = await refusal(
      put({
        'processes/relay/scenarios/wrong.json': JSON.stringify({ ...scenario, expect: { waiting: ['fifth'] } }),
        'processes/relay/scenarios/right.json': JSON.stringify({ ...scenario, expect: { waiting: ['second'] } }),
        'processes/fan/scenarios/none.json': JSON.stringify({ ...scenario, hopes: 'much' }),
        'processes/fan/scenarios/broken.json': '{',
      }),
      'INVALID_INPUT',
    );

    const found = problems.filter(({ severity }) => severity === 'error').map(({ file }) => file);
    assert.deepEqual([...new Set(found)].sort(), [
      'processes/fan/scenarios/broken.json',
      'processes/fan/scenarios/none.json',
      'processes/relay/scenarios/wrong.json',
    ]);
  });

  it('is refused without the permission and for another office', async () => {
    const other = deploy(office.runtime, office.as('examiner'), { standard, files });
    await refusal(other, 'FORBIDDEN');
    const elsewhere = put({ 'bundle.json': (text) => text.replace('"code": "xx"', '"code": "yy"') });
    await refusal(elsewhere, 'INVALID_INPUT');
  });

  it('only looks when it is asked to', async () => {
    const before = await count('deployments');

    const answer = await deploy(office.runtime, office.as('analyst'), { standard, files, dryRun: true });

    assert.deepEqual([answer.deploymentId, answer.changed], [null, []]);
    assert.equal(await count('deployments'), before);
  });

  it('gives a new version to what has changed and to nothing else', async () => {
    const relay = (xml: string): string => xml.replaceAll('name="Fifth desk"', 'name="Last desk"');

    await put({});
    const first = await put({ 'processes/relay/relay.bpmn': relay });
    const second = await put({ 'processes/relay/relay.bpmn': relay });

    assert.deepEqual(first.changed, [{ kind: 'process', key: 'relay', version: 2 }]);
    assert.deepEqual(second.changed, []);
    assert.equal((second.number ?? 0) - (first.number ?? 0), 1);
  });

  it('happens once under one key', async () => {
    const before = await count('deployments');
    const key = 'a7c5d7a4-9f6e-4b7e-8d1c-8a1b2c3d4e5f';

    const answers = await Promise.all([put({}, key), put({}, key)]);
    const again = await put({}, key);

    assert.equal(await count('deployments'), before + 1);
    for (const answer of [...answers, again]) assert.equal(answer.deploymentId, answers[0].deploymentId);
  });

  it('numbers deployments and versions without a gap when several come at once', async () => {
    const number = (await office.look((trx) => deploymentsOfOffice(trx, OFFICE, { limit: 1, before: null })))[0]
      ?.number;
    const versions = (await rows(office, 'definitions')).filter((row) => row['key'] === 'fan').length;

    const answers = await Promise.all(
      [1, 2, 3].map((at) =>
        put({ 'processes/fan/fan.bpmn': (xml) => xml.replace('name="Sum up"', `name="Sum up ${at}"`) }),
      ),
    );

    assert.deepEqual(answers.map((answer) => (answer.number ?? 0) - (number ?? 0)).sort(), [1, 2, 3]);
    assert.deepEqual(
      answers
        .flatMap(({ changed: some }) => some.filter(({ key }) => key === 'fan').map(({ version }) => version))
        .sort(),
      [versions + 1, versions + 2, versions + 3],
    );
    const inForce = await office.store.acrossOffices((trx) => readOffice(trx, OFFICE));
    const last = answers.find((answer) => answer.number === (number ?? 0) + 3);
    assert.equal(inForce?.deploymentId, last?.deploymentId);
  });

  it('leaves running cases on the model and the forms they were started with', async () => {
    await put({});
    const old = await office.start('assessment', { limit: 100 });

    await put({
      'processes/assessment/assessment.bpmn': (xml) => xml.replaceAll('amount &gt; limit', 'amount &lt; limit'),
      'forms/assessment/assessment.schema.json': (text) => text.replace('"minimum": 0', '"minimum": 1000'),
      'forms/assessment/assessment.example.json': '{ "amount": 1000 }',
    });

    await office.complete(old, 'assess', 'complete', { amount: 500 });
    await office.task(old, 'review');
    const young = await office.start('assessment', { limit: 10_000 });
    await refusal(office.complete(young, 'assess', 'complete', { amount: 500 }), 'INVALID_INPUT');
    await office.complete(young, 'assess', 'complete', { amount: 5000 });
    await office.task(young, 'review');
    const [before, after] = [await office.instance(old), await office.instance(young)];
    assert.equal(after.definitionVersion, before.definitionVersion + 1);
  });

  it('reaches running cases with the calendar and the time limits in force', async () => {
    const limited = modelOf('relay').replaceAll('"relay"', '"limited"').replace('</process>', `${boundary}</process>`);
    const extra = Object.fromEntries(
      (await modelFiles('limited', limited)).map(({ path, content }) => [path, content]),
    );
    const lasting = (length: string): Readonly<Record<string, Change>> => ({
      ...extra,
      'time-limits.json': (content) => {
        const rules = JSON.parse(content) as Record<string, object>;
        return JSON.stringify({ ...rules, 'test-limit': { ...Object.values(rules)[0], length } });
      },
    });
    await put(lasting('P1M'));
    const [before, running] = [await office.start('limited'), await office.start('limited')];
    await office.complete(before, 'first');

    const closed = { on: '2026-05-04', name: { en: 'Day of the test', ar: 'Day of the test' } };
    await put({
      ...lasting('P2M'),
      'calendar.json': (content) => {
        const calendar = JSON.parse(content) as { holidays: readonly object[] };
        return JSON.stringify({ ...calendar, holidays: [...calendar.holidays, closed] });
      },
    });
    await office.complete(running, 'first');

    const expiry = async (id: string): Promise<string | null | undefined> => {
      const limits = await office.look((trx) => timeLimitsOfInstance(trx, OFFICE, id));
      return limits.find(({ state }) => state === 'running')?.expiresOn;
    };
    // From Monday, 2 March 2026: two months end on a Saturday, behind which stands the new holiday.
    assert.deepEqual([await expiry(before), await expiry(running)], ['2026-04-02', '2026-05-05']);
    assert.equal((await office.instance(running)).deploymentId, (await office.instance(before)).deploymentId);
  });
});

const boundary = `
    <boundaryEvent id="late" attachedToRef="second">
      <timerEventDefinition officina:timeLimit="test-limit"/>
    </boundaryEvent>
    <sequenceFlow id="f99" sourceRef="late" targetRef="end"/>
  `;
