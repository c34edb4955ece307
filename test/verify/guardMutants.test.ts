import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A guard of commands, store or workers, what is left when it is taken away, and the test that must notice. */
interface Mutant {
  readonly guard: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly test: string;
}

const mutants: readonly Mutant[] = [
  {
    guard: 'a batch does its operation once in each instance',
    file: 'commands/operations/workBatchItem.ts',
    from: 'keyOf(batchId, instanceId) }',
    to: 'keyOf(batchId, instanceId + String(Math.random())) }',
    test: 'commands/operations/startBatch',
  },
  {
    guard: 'an operation is carried out only on the version that was looked at',
    file: 'commands/operations/operation.ts',
    from: 'draft.stored?.version !== version',
    to: '(draft.stored?.version ?? 0) < version',
    test: 'commands/operations/modifyInstance',
  },
  {
    guard: 'a modification leaves no scope with nothing in it',
    file: 'core/operations/applyMoves.ts',
    from: 'for (const scope of left) checkSomethingLeft',
    to: 'for (const scope of []) checkSomethingLeft',
    test: 'core/operations/modify',
  },
  {
    guard: 'a step is written only on the version of the instance that was read',
    file: 'store/stepStatement.ts',
    from: 'const guards = [`version = $',
    to: 'const guards = [`0 < $',
    test: 'commands/completeTask',
  },
  {
    guard: 'a task is completed only at the revision that was seen',
    file: 'commands/shared/openTask.ts',
    from: 'if (task.revision !== revision) throw',
    to: 'if (task.revision < revision) throw',
    test: 'commands/completeTask',
  },
  {
    guard: 'a closed task is completed by nobody',
    file: 'commands/shared/openTask.ts',
    from: "if (task.state !== 'open') {",
    to: "if (task.state === 'cancelled') {",
    test: 'commands/completeTask',
  },
  {
    guard: 'the answer given under an idempotency key is given again',
    file: 'commands/shared/step.ts',
    from: 'if (answered !== undefined) return',
    to: 'if (answered === null) return',
    test: 'commands/startInstance',
  },
  {
    guard: 'the answer is kept in the transaction of the step',
    file: 'commands/shared/writes.ts',
    from: 'idempotency: isRoot ? idempotencyOf(',
    to: 'idempotency: isRoot && index < 0 ? idempotencyOf(',
    test: 'faults/crash',
  },
  {
    guard: 'who has lost the lease is told so before the step',
    file: 'commands/shared/leasedJob.ts',
    from: 'if (stored.leaseToken !== job.leaseToken)',
    to: 'if (stored.leaseToken < job.leaseToken)',
    test: 'commands/completeJob',
  },
  {
    guard: 'the statement itself is fenced by the lease token',
    file: 'store/stepStatement.ts',
    from: 'and lease_token = $',
    to: 'and 0 < $',
    test: 'store/jobs',
  },
  {
    guard: 'a timer does not fire early',
    file: 'commands/fireTimer.ts',
    from: 'if (Date.parse(timer.dueAt) > Date.parse(now))',
    to: 'if (Date.parse(timer.dueAt) < 0)',
    test: 'commands/fireTimer',
  },
  {
    guard: 'timers of one case fire in their order',
    file: 'store/timers.ts',
    from: 'and (e.due_at, e.token, e.element) < (t.due_at, t.token, t.element))',
    to: 'and false)',
    test: 'store/timers',
  },
  {
    guard: 'a message is used up by one step',
    file: 'store/stepStatement.ts',
    from: "and state in ('pending', 'buffered') for no key update",
    to: 'for no key update',
    test: 'commands/sendMessage',
  },
  {
    guard: 'a signal reaches each receiver once',
    file: 'store/stepSources.ts',
    from: 'sql.guards.push(`exists (select from $',
    to: 'sql.guards.push(`true or exists (select from $',
    test: 'workers/signals',
  },
  {
    guard: 'signals reach a case in their order',
    file: 'store/signals.ts',
    from: 'and (e.signal_id, e.token, e.element) < (r.signal_id, r.token, r.element)))',
    to: 'and false))',
    test: 'workers/signals',
  },
  {
    guard: 'a condition is asked when the dossier has changed',
    file: 'store/signals.ts',
    from: 'd.version > coalesce(i.asked_version, 0)',
    to: 'd.version < 0',
    test: 'workers/conditions',
  },
  {
    guard: 'our workers leave the jobs of workers outside alone',
    file: 'store/jobs.ts',
    from: 'and not held and not external and due_at',
    to: 'and not held and due_at',
    test: 'client/index',
  },
  {
    guard: 'what a register still reads is not forgotten',
    file: 'store/forgotten.ts',
    from: "l.state in ('running', 'suspended', 'fixed')",
    to: "l.state in ('suspended')",
    test: 'commands/forgetInstances',
  },
  {
    guard: 'an incident is resolved once',
    file: 'commands/shared/retryIncident.ts',
    from: "if (incident.state !== 'open')",
    to: 'if (incident.id === note)',
    test: 'commands/resolveIncident',
  },
  {
    guard: 'numbers go back with a step that cannot be taken',
    file: 'commands/shared/step.ts',
    from: 'if (!(error instanceof StepIncident) || isNumbered) throw error;',
    to: 'if (!(error instanceof StepIncident)) throw error;',
    test: 'commands/shared/numbers',
  },
  {
    guard: 'the second pair of eyes is another one',
    file: 'commands/completeTask.ts',
    from: 'other === actor.userId',
    to: 'other === actor.name',
    test: 'commands/completeTask',
  },
  {
    guard: 'a new instance is written behind its caller',
    file: 'commands/shared/writes.ts',
    from: 'const ordered = [...standing, ...touched.filter((draft) => draft.stored === null)];',
    to: 'const ordered = [...touched.filter((draft) => draft.stored === null).reverse(), ...standing];',
    test: 'commands/shared/session',
  },
  {
    guard: 'a loop does not spin on what another node has',
    file: 'workers/loop.ts',
    from: 'nextInMs === undefined || nextInMs === 0 ?',
    to: 'nextInMs === undefined ?',
    test: 'workers/loop',
  },
  {
    guard: 'jobs taken at a stop are given back',
    file: 'workers/jobs.ts',
    from: 'if (stop.aborted && !(error instanceof Refusal)) await giveBack(services, job);',
    to: 'if (error === null) await giveBack(services, job);',
    test: 'workers/jobSlots',
  },
];

/** A copy of what the tests of commands, store and workers need. */
function copyOfTheHouse(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'officina-mutants-'));
  const tests = ['client', 'commands', 'connectors', 'core', 'faults', 'http', 'store', 'support', 'workers'].map(
    (name) => `test/${name}`,
  );
  for (const each of ['engine', 'migrations', 'processes', 'forms', 'offices', ...tests])
    cpSync(path.join(root, each), path.join(folder, each), { recursive: true });
  for (const each of ['package.json', 'tsconfig.json', '.mocharc.json'])
    cpSync(path.join(root, each), path.join(folder, each));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

function passes(folder: string, test: string): boolean {
  const mocha = path.join('node_modules', 'mocha', 'bin', 'mocha.js');
  const run = spawnSync(process.execPath, [mocha, `test/${test}.test.ts`], { cwd: folder, timeout: 120_000 });
  return run.status === 0;
}

describe('the tests of commands, store and workers', () => {
  let folder: string;
  before(function () {
    this.timeout(60_000);
    folder = copyOfTheHouse();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('pass where nothing was taken away', () => {
    for (const test of new Set(mutants.map((each) => each.test))) assert.ok(passes(folder, test), test);
  }).timeout(600_000);

  for (const { guard, file, from, to, test } of mutants) {
    it(`fail without this guard: ${guard}`, () => {
      const target = path.join(folder, 'engine', file);
      const sound = readFileSync(target, 'utf8');
      assert.equal(sound.split(from).length, 2, `the guard stands once in ${file}`);

      writeFileSync(
        target,
        sound.replace(from, () => to),
      );
      try {
        assert.ok(!passes(folder, test), `${test} does not notice`);
      } finally {
        writeFileSync(target, sound);
      }
    }).timeout(180_000);
  }
});
