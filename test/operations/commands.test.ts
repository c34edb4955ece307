import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelProblem } from '../../engine/contract/problem.ts';
import type { ScenarioResult } from '../../engine/contract/scenario.ts';
import { runToEnd } from './support/program.ts';
import { builtHouse, databaseRuns, newFolder } from './support/workplace.ts';

const MODELS = fileURLToPath(new URL('models/', import.meta.url));

let house = '';

before(async function () {
  this.timeout(240_000);
  house = await builtHouse();
});

/** An office bundle with one thing wrong: a task whose form is nowhere. */
function brokenBundle(): string {
  const folder = path.join(newFolder(), 'xx');
  cpSync(path.join(house, 'offices', 'xx'), folder, { recursive: true });
  const inside = 'processes/trademark-registration/trademark-registration.bpmn';
  const model = readFileSync(path.join(house, inside), 'utf8');
  mkdirSync(path.join(folder, path.dirname(inside)), { recursive: true });
  writeFileSync(
    path.join(folder, inside),
    model.replace('officina:form="formal-examination"', 'officina:form="nowhere"'),
  );
  return folder;
}

/** Writes a scenario beside models of its own. */
function scenarioFile(scenario: unknown): string {
  const folder = newFolder();
  cpSync(MODELS, folder, { recursive: true });
  const file = path.join(folder, 'scenario.json');
  writeFileSync(file, typeof scenario === 'string' ? scenario : JSON.stringify(scenario));
  return file;
}

describe('officina check', function () {
  this.timeout(60_000);

  it('finds nothing wrong in the office that is shipped, with the count on stderr alone', async () => {
    const { code, stdout, stderr } = await runToEnd(house, ['check', '--json']);

    assert.deepEqual({ code, problems: JSON.parse(stdout) as unknown }, { code: 0, problems: [] });
    assert.equal(stderr, '0 errors, 0 warnings\n');
  });

  it('names file, element and what is wrong, by exit code 3', async () => {
    const folder = brokenBundle();

    const { code, stdout } = await runToEnd(house, ['check', folder]);
    const asJson = await runToEnd(house, ['check', folder, '--json']);

    assert.equal(code, 3);
    assert.match(
      stdout,
      /^error {2}processes\/trademark-registration\/trademark-registration\.bpmn formal-examination {2}.*nowhere.* \(unknown-form\)$/m,
    );
    const problems = JSON.parse(asJson.stdout) as readonly ModelProblem[];
    assert.ok(problems.some(({ rule, element }) => rule === 'unknown-form' && element === 'formal-examination'));
    assert.equal(asJson.code, 3);
  });
});

describe('officina deploy', function () {
  this.timeout(120_000);

  it('checks with --dry-run, deploys, keeps versions of what is the same, and refuses what is broken', async () => {
    const dataDir = path.join(newFolder(), 'data');
    const run = (...args: string[]) => runToEnd(house, ['deploy', ...args], { env: { DATA_DIR: dataDir } });

    const dry = await run('--dry-run');
    const first = await run('offices/xx', '--json', '--note', 'first');
    const second = await run('xx');
    const broken = await run(brokenBundle(), '--json');

    assert.deepEqual(
      { code: dry.code, stdout: dry.stdout },
      { code: 0, stdout: 'The bundle can be deployed; nothing was changed.\n' },
    );
    assert.equal(first.code, 0, first.stderr);
    const answer = JSON.parse(first.stdout) as { number: number; changed: readonly unknown[] };
    assert.equal(answer.number, 1);
    assert.ok(answer.changed.length > 0);
    assert.equal(second.stdout, 'Deployment 2: nothing changed\n');
    assert.equal(broken.code, 3);
    const refusal = JSON.parse(broken.stdout) as { ok: boolean; problems: readonly ModelProblem[] };
    assert.equal(refusal.ok, false);
    assert.ok(refusal.problems.some(({ element }) => element === 'formal-examination'));
    assert.match(broken.stderr, /trademark-registration\.bpmn formal-examination .*nowhere/);
    assert.equal(databaseRuns(dataDir), false);
  });
});

describe('officina test', function () {
  this.timeout(120_000);

  it('runs the scenarios that are shipped, one line of JSON for each', async () => {
    const { code, stdout, stderr } = await runToEnd(house, ['test', '--json']);

    assert.equal(code, 0, stderr);
    const results = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ScenarioResult);
    assert.ok(results.length >= 12);
    assert.ok(results.every(({ ok }) => ok));
    assert.equal(stderr, `${results.length} of ${results.length} scenarios passed\n`);
  });

  const calling = {
    name: 'calls',
    file: 'calling.bpmn',
    files: ['called.bpmn', 'doubled.dmn'],
    start: { variables: { amount: 21 } },
    steps: [{ complete: 'look' }],
    expect: { state: 'completed', ended: ['done', 'end'], variables: { doubled: 42 } },
  };

  it('takes a model with the models and decisions it needs from beside the scenario, also both ways', async () => {
    for (const how of [[], ['--both']]) {
      const { code, stdout, said } = await runToEnd(house, ['test', ...how, scenarioFile(calling)]);
      assert.deepEqual({ code, stdout }, { code: 0, stdout: '✓ calls\n' }, said);
    }
  });

  it('says what was expected and found when a scenario fails, by exit code 6', async () => {
    const file = scenarioFile({ ...calling, expect: { variables: { doubled: 41 } } });

    const { code, stdout } = await runToEnd(house, ['test', file]);

    assert.equal(code, 6);
    assert.match(stdout, /^✗ calls\n {4}.*41.*42/);
  });

  const wrong: readonly (readonly [what: string, scenario: unknown, sentence: RegExp])[] = [
    ['no JSON', '{ "name": ', /scenario\.json is not JSON\.$/],
    [
      'an unknown key',
      { ...calling, colour: 'red' },
      /scenario\.json: There is no “colour” in the scenario; there are /,
    ],
    ['an unknown step', { ...calling, steps: [{ jump: 1 }] }, /scenario\.json: step 0: Expected a step with one of /],
    [
      'nothing to start',
      { name: 'x', start: {} },
      /scenario\.json: Expected “process” to name the process that is started/,
    ],
    ['a model that is not there', { ...calling, file: 'gone.bpmn' }, /^gone\.bpmn cannot be read \(ENOENT\)\.$/],
    ['a model that cannot be executed', { ...calling, file: 'broken.bpmn' }, /^broken\.bpmn: perhaps .+\.$/],
    ['another file', { ...calling, file: 'x.txt' }, /^x\.txt cannot be read|^Expected a \.bpmn or \.dmn file/],
  ];
  for (const [what, scenario, sentence] of wrong)
    it(`refuses a scenario with ${what} by one sentence and exit code 3`, async () => {
      const { code, stdout, stderr } = await runToEnd(house, ['test', scenarioFile(scenario)]);

      assert.deepEqual({ code, stdout }, { code: 3, stdout: '' });
      assert.match(stderr.trimEnd(), sentence);
      assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
    });
});

describe('officina doctor', function () {
  this.timeout(60_000);

  it('prints every key of the configuration without touching anything', async () => {
    const dataDir = path.join(newFolder(), 'data');

    const { code, stdout, stderr } = await runToEnd(house, ['doctor', '--config'], { env: { DATA_DIR: dataDir } });
    const asJson = await runToEnd(house, ['doctor', '--config', '--json'], { env: { DATA_DIR: dataDir } });

    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^PORT +3000 +Port of the web server; 0 takes any free one\.$/m);
    const keys = JSON.parse(asJson.stdout) as readonly { key: string }[];
    assert.equal(stdout.trim().split('\n').length, keys.length);
    assert.equal(databaseRuns(dataDir), false);
  });

  it('finds nothing wrong in an installation that was just migrated', async () => {
    const env = { DATA_DIR: path.join(newFolder(), 'data') };
    const migrated = await runToEnd(house, ['migrate'], { env });
    assert.equal(migrated.stdout, 'The database is up to date.\n');

    const { code, stdout } = await runToEnd(house, ['doctor'], { env });

    assert.equal(code, 0);
    assert.match(stdout, /^Node\.js \d.*\nNothing wrong was found\.\n$/);
  });
});

describe('officina demo --all', function () {
  this.timeout(120_000);

  it('replays a part of the register and agrees with it', async () => {
    const { code, stdout, stderr } = await runToEnd(house, ['demo', '--all', '--limit', '12', '--quiet']);

    assert.equal(code, 0, stderr);
    assert.match(stdout, /^State and expiry agree for 12 of 12 marks; 0 differences \(\d+ s\)\.$/m);
  });

  it('shows the outcomes that were played wrongly, and only those, as rows', async () => {
    const { code, stdout, stderr } = await runToEnd(house, [
      'demo',
      '--all',
      '--limit',
      '40',
      '--inject',
      '3',
      '--json',
    ]);

    assert.equal(code, 0, stderr);
    const rows = JSON.parse(stdout) as readonly { agrees: boolean }[];
    assert.equal(rows.length, 40);
    assert.equal(rows.filter(({ agrees }) => !agrees).length, 3);
  });
});
