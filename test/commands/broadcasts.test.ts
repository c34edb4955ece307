import assert from 'node:assert/strict';
import { readStandardBundle } from '../../engine/bundles/index.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { fireStart } from '../../engine/commands/fireStart.ts';
import type { BundleFile } from '../../engine/contract/bundle.ts';
import { Refusal } from '../../engine/contract/problem.ts';
import { packageRoot } from '../../engine/packageRoot.ts';
import { claimTimerStarts } from '../../engine/store/index.ts';
import { fireDueStarts } from '../../engine/workers/starts.ts';
import { DAY, HOUR, OFFICE, openOffice, refusal, rows, type TestOffice } from './kit.ts';
import { openMachines, type Machines } from './machines.ts';
import { modelFiles, officeFiles } from './officeFiles.ts';

const modelOf = (key: string, start: string, more = '', attributes = ''): string => `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:officina="urn:officina:bpmn:1" id="d" targetNamespace="urn:officina:test">
  <process id="${key}" isExecutable="true" ${attributes}>
    ${start}
    <sequenceFlow id="f1" sourceRef="begin" targetRef="work"/>
    <userTask id="work" name="Work" officina:candidateGroups="examiner"/>
    <sequenceFlow id="f2" sourceRef="work" targetRef="end"/>
    <endEvent id="end"/>${more}
  </process>
</definitions>`;
const timed = (kind: string, text: string): string =>
  `<startEvent id="begin" name="Begin"><timerEventDefinition><${kind}>${text}</${kind}></timerEventDefinition></startEvent>`;
const plain = '<startEvent id="begin"/>';

describe('across instances', function () {
  this.timeout(180_000);
  let office: TestOffice;
  let machines: Machines;
  let own: readonly BundleFile[];
  before(async () => {
    own = await officeFiles();
  });
  beforeEach(async () => {
    office = await openOffice();
    machines = await openMachines(office);
  });
  afterEach(async () => {
    await machines.close();
    await office.close();
  });

  async function put(...models: readonly (readonly [key: string, xml: string])[]): Promise<void> {
    const files = await Promise.all(models.map(([key, xml]) => modelFiles(key, xml)));
    const standard = await readStandardBundle(packageRoot);
    const kept = [...standard.files].filter(([path]) => !path.includes('/scenarios/'));
    const input = { standard: { ...standard, files: new Map(kept) }, files: [...own, ...files.flat()] };
    await deploy(office.runtime, office.as('administrator'), input);
  }
  const begun = async (process: string): Promise<readonly Record<string, unknown>[]> =>
    (await rows(office, 'instances')).filter((row) => row['definition_key'] === process);
  const elements = async (id: string): Promise<readonly string[]> =>
    (await office.tasks(id)).map(({ element }) => element).toSorted();

  describe('a timer start event', () => {
    it('begins its process at its dates, once each, also when two nodes look', async () => {
      await put(['nightly', modelOf('nightly', timed('timeCycle', 'R3/P1D'))]);
      const other = await openMachines(office, { name: 'other' });
      await machines.drain();
      assert.equal((await begun('nightly')).length, 0);

      await office.pass(DAY);
      await Promise.all([fireDueStarts(machines.services), fireDueStarts(other.services)]);
      await other.drain();
      assert.equal((await begun('nightly')).length, 1);
      for (let day = 0; day < 4; day += 1) {
        await office.pass(DAY);
        await machines.drain();
      }
      await other.close();

      assert.equal((await begun('nightly')).length, 3);
      assert.equal((await rows(office, 'timer_starts'))[0]?.['due_at'], null);
    });

    it('makes up for dates that are counted, and for those without end only once', async () => {
      await put(
        ['counted', modelOf('counted', timed('timeCycle', 'R3/PT1H'))],
        ['endless', modelOf('endless', timed('timeCycle', 'R/PT1H'))],
      );

      await office.pass(72 * HOUR);
      await machines.drain();

      assert.equal((await begun('counted')).length, 3);
      assert.equal((await begun('endless')).length, 1);
    });

    it('survives a crash behind its step, and a node that comes too late is refused', async () => {
      await put(['nightly', modelOf('nightly', timed('timeDuration', 'PT1H'))]);
      await office.pass(2 * HOUR);
      const claim = { limit: 10, leaseSeconds: 0 };
      const [due] = await office.store.acrossOffices((trx) => claimTimerStarts(trx, claim));

      await fireStart(office.runtime, { officeId: OFFICE, actor: { type: 'system', id: 'timers' } }, due!);
      const again = fireStart(office.runtime, { officeId: OFFICE, actor: { type: 'system', id: 'timers' } }, due!);

      await refusal(again, 'CONFLICT');
      await machines.drain();
      assert.equal((await begun('nightly')).length, 1);
    });

    it('goes on counting when the same version is deployed again, begins anew with another, and ends when it is gone', async () => {
      const first = modelOf('nightly', timed('timeCycle', 'R/P1D'));
      await put(['nightly', first]);
      const [before] = await rows(office, 'timer_starts');
      await office.pass(HOUR);
      await put(['nightly', first]);
      assert.deepEqual(await rows(office, 'timer_starts'), [before]);

      await put(['nightly', modelOf('nightly', timed('timeCycle', 'R/P2D'))]);
      const [after] = await rows(office, 'timer_starts');
      assert.equal(after?.['definition_version'], 2);
      await put();

      assert.deepEqual(await rows(office, 'timer_starts'), []);
    });

    it('is refused where the process needs a dossier, and warned of where its date is over', async () => {
      const filed = modelOf('nightly', timed('timeCycle', 'R/P1D'), '', 'officina:dossierKind="trademark"');
      const refused = await refusal(put(['nightly', filed]), 'INVALID_INPUT');
      assert.match(refused.problems.map(({ sentence }) => sentence).join(), /a timer files none/);

      await put(['nightly', modelOf('nightly', timed('timeDate', '2020-01-01T00:00:00Z'))]);

      assert.deepEqual(await rows(office, 'timer_starts'), []);
    });
  });

  describe('an escalation that a called instance does not catch', () => {
    it('reaches its caller in the same step; both go on', async () => {
      const caller = await office.start('overseer');
      const [child] = await begun('raiser');
      const called = String(child?.['id']);

      await office.complete(called, 'work');

      assert.deepEqual(await elements(caller), ['look']);
      assert.deepEqual(await elements(called), ['more']);
      await office.complete(called, 'more');
      assert.deepEqual(await elements(caller), ['look', 'look']);
      assert.equal((await office.instance(called)).status, 'completed');
    });

    it('interrupts the call where its boundary event does, and the called instance with it', async () => {
      const caller = await office.start('breaker');
      const [child] = await begun('raiser');

      await office.complete(String(child?.['id']), 'work');

      assert.deepEqual(await elements(caller), ['look']);
      assert.equal((await office.instance(String(child?.['id']))).status, 'terminated');
    });

    it('leads nowhere when nobody called', async () => {
      const alone = await office.start('raiser');

      await office.complete(alone, 'work');

      assert.deepEqual(await elements(alone), ['more']);
    });
  });

  describe('a call by version tag', () => {
    const tagged = (tag: string, name: string): string =>
      modelOf('tagged', plain, '', `officina:versionTag="${tag}"`).replace('name="Work"', `name="${name}"`);
    const calling = `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:officina="urn:officina:bpmn:1" id="d" targetNamespace="urn:officina:test">
  <process id="tag-caller" isExecutable="true">
    <startEvent id="begin"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="call"/>
    <callActivity id="call" name="Call" calledElement="tagged" officina:binding="versionTag" officina:versionTag="2025"/>
    <sequenceFlow id="f2" sourceRef="call" targetRef="end"/>
    <endEvent id="end"/>
  </process>
</definitions>`;

    it('starts the newest version with that tag, whatever is in force', async () => {
      await put(['tagged', tagged('2025', 'First')]);
      await put(['tagged', tagged('2025', 'Second')]);
      await put(['tagged', tagged('2026', 'Third')], ['tag-caller', calling]);

      await office.start('tag-caller');

      const [called] = await begun('tagged');
      assert.equal(called?.['definition_version'], 2);
      assert.deepEqual(await elements(String(called?.['id'])), ['work']);
    });

    it('is refused at deployment when no version ever had the tag', async () => {
      const refused = await put(['tagged', tagged('2026', 'Only')], ['tag-caller', calling]).catch(
        (error: unknown) => error,
      );

      assert.ok(refused instanceof Refusal);
      assert.match(
        refused.problems.map(({ sentence }) => sentence).join(),
        /No version of “tagged” has the tag “2025”/,
      );
    });
  });
});
