import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A guard of the kernel, what is left when it is taken away, and the test that must notice. */
interface Mutant {
  readonly guard: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly test: string;
}

const mutants: readonly Mutant[] = [
  {
    guard: 'a join waits for each of its flows',
    file: 'joins.ts',
    from: 'if (counts.size < size) return false;',
    to: 'if (counts.size < Math.min(size, 2)) return false;',
    test: 'elements/parallelGateway',
  },
  {
    guard: 'a trigger for a token that is gone is refused',
    file: 'step.ts',
    from: 'const token = this.#tokens.get(id);\n    if (!token) throw',
    to: 'const token = this.#tokens.get(id) ?? this.#tokens.all()[0];\n    if (!token) throw',
    test: 'elements/userTask',
  },
  {
    guard: 'an interrupting boundary event ends its activity',
    file: 'behaviours/boundaries.ts',
    from: 'if (boundary.interrupting) terminate(step, step.alive(token.id));',
    to: '',
    test: 'elements/boundaryEvent',
  },
  {
    guard: 'the step budget stops an endless loop',
    file: 'step.ts',
    from: 'if (++this.#entered > this.budget) throw',
    to: 'if (++this.#entered > this.budget * 2) throw',
    test: 'advance',
  },
  {
    guard: 'a timer fires for the date it is due at, and no other',
    file: 'behaviours/timers.ts',
    from: 'if (Date.parse(timer.dueAt) !== Date.parse(dueAt))',
    to: 'if (timer.dueAt === at)',
    test: 'acts/extendTimeLimit',
  },
  {
    guard: 'nothing starts beside an interrupting event sub-process',
    file: 'behaviours/eventSubProcesses.ts',
    from: 'if (running) throw',
    to: 'if (running?.at === "") throw',
    test: 'elements/eventSubProcess',
  },
  {
    guard: 'timers stand still while the case is suspended',
    file: 'behaviours/suspension.ts',
    from: 'return step.suspended !== undefined && !isWithin',
    to: 'return step.suspended?.since === "" && !isWithin',
    test: 'acts/suspendInstance',
  },
  {
    guard: 'rows and state agree: a timer that is armed while the case is suspended has no row',
    file: 'behaviours/timers.ts',
    from: 'if (standsStill(step, holder)) emitDisarmed(step, holder, timer);',
    to: '',
    test: 'richProcesses',
  },
  {
    guard: 'a join that nothing can reach is an incident',
    file: 'advance.ts',
    from: '    checkDeadlocks(step);\n',
    to: '',
    test: 'elements/parallelGateway',
  },
  {
    guard: 'what was corrected wins over what the trigger brings',
    file: 'behaviours/variables.ts',
    from: 'if (Object.hasOwn(step.corrected, name)) return;',
    to: '',
    test: 'elements/exclusiveGateway',
  },
  {
    guard: 'arrivals are not moved up one by one',
    file: 'arrivals.ts',
    from: 'if (next) this.#head += 1;',
    to: 'if (next) this.#items.shift();',
    test: 'linear',
  },
  {
    guard: 'an inclusive gateway waits for what can still come',
    file: 'behaviours/waitingJoins.ts',
    from: 'if (isExpected(step.graph, node, had, others)) continue;',
    to: '',
    test: 'elements/inclusiveGateway',
  },
  {
    guard: 'an inclusive gateway does not wait for what comes by way of itself',
    file: 'behaviours/reachability.ts',
    from: 'if (index !== gateway) reach.add(index);',
    to: 'reach.add(index);',
    test: 'elements/inclusiveGateway',
  },
  {
    guard: 'a completion condition ends the instances that are left',
    file: 'behaviours/loops.ts',
    from: '    terminateInside(step, whole.id);\n',
    to: '',
    test: 'behaviours/loops',
  },
  {
    guard: 'boundary events belong to a repeated activity as a whole',
    file: 'behaviours/boundaries.ts',
    from: 'if (isInstance(step, token)) return;',
    to: '',
    test: 'behaviours/loops',
  },
  {
    guard: 'results come in the order of the instances',
    file: 'behaviours/loops.ts',
    from: 'outputs[instance.index ?? 0] =',
    to: 'outputs[step.loops.of(step.alive(instance.in)).completed] =',
    test: 'behaviours/loops',
  },
  {
    guard: 'an ad-hoc sub-process may let run what runs',
    file: 'behaviours/adHoc.ts',
    from: 'if (!isDone || !cancelRemaining) return false;',
    to: 'if (!isDone) return false;',
    test: 'elements/adHocSubProcess',
  },
];

/** A copy of what the tests of the kernel need. */
function copyOfTheHouse(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'officina-mutants-'));
  for (const each of ['engine', 'test/core', 'test/bpmn', 'test/corpora/attack/tools', 'test/support'])
    cpSync(path.join(root, each), path.join(folder, each), { recursive: true });
  for (const each of ['package.json', 'tsconfig.json', '.mocharc.json'])
    cpSync(path.join(root, each), path.join(folder, each));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

function passes(folder: string, test: string): boolean {
  const mocha = path.join('node_modules', 'mocha', 'bin', 'mocha.js');
  const run = spawnSync(process.execPath, [mocha, `test/core/${test}.test.ts`], { cwd: folder, timeout: 120_000 });
  return run.status === 0;
}

describe('the tests of the kernel', () => {
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
      const target = path.join(folder, 'engine', 'core', file);
      const sound = readFileSync(target, 'utf8');
      assert.equal(sound.split(from).length, 2, `the guard stands once in ${file}`);

      writeFileSync(target, sound.replace(from, to));
      try {
        assert.ok(!passes(folder, test), `${test} does not notice`);
      } finally {
        writeFileSync(target, sound);
      }
    }).timeout(180_000);
  }
});
