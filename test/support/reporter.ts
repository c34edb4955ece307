import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

const { Base } = Mocha.reporters;
const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS } = Mocha.Runner.constants;

/** How long a process may live on after its last test before open handles count as a failure, in milliseconds. */
const LINGER_MS = 10_000;

interface FileCount {
  passed: number;
  failed: number;
  milliseconds: number;
}

/**
 * Prints one line per test file, every failure with its full difference, and the plain line `N passed, N failed`.
 * With the reporter option `counts=<file>` the counts go to that file as JSON and the last line is left to the caller.
 * Mocha takes a reporter from the default export only.
 */
export default class Reporter extends Base {
  private readonly files = new Map<string, FileCount>();
  private current: string | undefined;

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on(EVENT_TEST_PASS, (test) => {
      this.count(test, 'passed');
    });
    runner.on(EVENT_TEST_FAIL, (test) => {
      this.count(test, 'failed');
    });
    runner.on(EVENT_RUN_END, () => {
      this.finish(runner, countsFile(options));
    });
  }

  private count(test: Mocha.Runnable, kind: 'passed' | 'failed'): void {
    const file = test.file ?? '(hooks)';
    this.printWhenLeaving(file);
    this.current = file;
    const count = this.files.get(file) ?? { passed: 0, failed: 0, milliseconds: 0 };
    count[kind] += 1;
    count.milliseconds += test.duration ?? 0;
    this.files.set(file, count);
  }

  private printWhenLeaving(next: string | undefined): void {
    const count = this.current === undefined ? undefined : this.files.get(this.current);
    if (this.current === undefined || count === undefined || this.current === next) return;
    const name = path.relative(process.cwd(), this.current).replaceAll(path.sep, '/');
    const failed = count.failed > 0 ? `, ${count.failed} FAILED` : '';
    const slow = count.milliseconds >= 1000 ? `  ${(count.milliseconds / 1000).toFixed(1)} s` : '';
    Base.consoleLog(`  ${name}  ${count.passed} passed${failed}${slow}`);
  }

  private finish(runner: Mocha.Runner, counts: string | undefined): void {
    this.printWhenLeaving(undefined);
    const passed = runner.stats?.passes ?? 0;
    const failed = runner.stats?.failures ?? 0;
    if (this.failures.length > 0) {
      Base.consoleLog('');
      Base.list(this.failures);
    }
    if (counts === undefined) Base.consoleLog(`\n${passed} passed, ${failed} failed`);
    else writeFileSync(counts, JSON.stringify({ passed, failed }));
    setTimeout(() => {
      Base.consoleLog(`The tests ended, but the process did not: ${process.getActiveResourcesInfo().join(', ')}`);
      if (counts !== undefined) writeFileSync(counts, JSON.stringify({ passed, failed: failed + 1 }));
      process.exit(1);
    }, LINGER_MS).unref();
  }
}

function countsFile(options: Mocha.MochaOptions): string | undefined {
  const value = (options.reporterOptions as { readonly counts?: unknown } | undefined)?.counts;
  return typeof value === 'string' ? value : undefined;
}
