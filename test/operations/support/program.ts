import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Account } from './accounts.ts';

export interface RunOptions {
  /** Undefined: who runs the tests. */
  readonly account?: Account;
  /** Beside a bare environment: tests do not inherit what the developer has set. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const running = new Set<Program>();

/** A program in a process group of its own, as a terminal starts it, with all it says. */
export class Program {
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  #end: Ended | undefined;
  #heard: (() => void)[] = [];

  constructor(folder: string, command: readonly [string, ...string[]], { account, env = {} }: RunOptions = {}) {
    const [program, ...args] = command;
    this.#child = spawn(program, args, {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        TMPDIR: process.env['TMPDIR'],
        HOME: folder,
        LOG_LEVEL: 'warn',
        PORT: '0',
        ...env,
      },
      ...account?.ids,
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.stdout += chunk.toString('utf8');
      this.#tell();
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString('utf8');
      this.#tell();
    });
    running.add(this);
    this.ended = once(this.#child, 'close').then(([code, signal]) => {
      running.delete(this);
      this.#end = { code: code as number | null, signal: signal as NodeJS.Signals | null };
      this.#tell();
      return this.#end;
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('Expected the program to run, but it was not started.');
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** Resolves when stdout and stderr together hold the text; fails when the program ends before. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(`${this.stdout}\n${this.stderr}`);
      if (found) return found;
      if (this.#end)
        throw new Error(`It ended (${JSON.stringify(this.#end)}) without saying ${pattern}:\n${this.said}`);
      await new Promise<void>((resolve) => this.#heard.push(resolve));
    }
  }

  get said(): string {
    return `${this.stdout}\n${this.stderr}`;
  }

  /** A signal to the whole group, as a terminal's Ctrl-C is one. */
  signal(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  /** Ctrl-C, and waits for the end. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> {
    this.signal(signal);
    return this.ended;
  }

  #tell(): void {
    for (const heard of this.#heard.splice(0)) heard();
  }
}

/** The command line as `npm run officina` calls it. */
export function officina(house: string, args: readonly string[], options: RunOptions = {}): Program {
  return new Program(house, [process.execPath, 'start.mjs', '--cli', ...args], options);
}

/** Runs a command of the command line to its end. */
export async function runToEnd(
  house: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ended & { readonly stdout: string; readonly stderr: string; readonly said: string }> {
  const program = officina(house, args, options);
  const end = await program.ended;
  return { ...end, stdout: program.stdout, stderr: program.stderr, said: program.said };
}

/** A server, and where it serves. */
export async function startServer(house: string, options: RunOptions = {}): Promise<{ program: Program; url: string }> {
  const program = new Program(house, [process.execPath, 'start.mjs'], options);
  return { program, url: await addressOf(program) };
}

export async function addressOf(program: Program): Promise<string> {
  const [, url = ''] = await program.says(/^Officina serves on (http:\S+)[^]*Ctrl-C ends everything/m);
  return url;
}

/** Ends what a failed test has left running. */
export async function killLeftovers(): Promise<void> {
  await Promise.all([...running].map((program) => program.stop('SIGKILL')));
}

/** Waits for a condition that no event tells of; the test's own time limit is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 25));
}
