#!/usr/bin/env node
import { check } from './cli/check.ts';
import { demo } from './cli/demo.ts';
import { deploy } from './cli/deploy.ts';
import { doctor } from './cli/doctor.ts';
import { forget } from './cli/forget.ts';
import { importModels } from './cli/import.ts';
import { migrateDatabase } from './cli/migrate.ts';
import { heedSignals, Interrupted, interruption } from './cli/interrupt.ts';
import { exitCodes, print, say, UsageError } from './cli/output.ts';
import { serve } from './cli/serve.ts';
import { test } from './cli/test.ts';
import { work } from './cli/work.ts';
import { ConfigError } from './config.ts';
import { Refusal } from './contract/problem.ts';
import { EmbeddedPostgresError, MigrationEdited, SchemaNewer } from './store/index.ts';
import { CannotStart } from './wiring.ts';

interface Command {
  /** What may follow its name. */
  readonly usage?: string;
  readonly summary: string;
  run(args: readonly string[]): Promise<number>;
}

const commands: Readonly<Record<string, Command>> = {
  serve: { summary: 'Serve the screens and the API, and work on jobs, timers and messages.', run: serve },
  work: { summary: 'Work on jobs, timers and messages without serving.', run: work },
  migrate: { summary: 'Bring the database up to this program and end.', run: migrateDatabase },
  check: {
    usage: '[folder or office] [--json]',
    summary: 'Check an office bundle: files, references, models, forms, letters.',
    run: check,
  },
  import: {
    usage: 'file… [--from camunda7|camunda8|flowable|jbpm|auto] [--out FOLDER] [--json]',
    summary: 'Translate BPMN models of other engines and tell what was translated, what was dropped and what is open.',
    run: importModels,
  },
  test: {
    usage: '[file or folder]… [--office CODE] [--both] [--json]',
    summary: 'Run scenarios in memory with a virtual clock; --both through bpmn-engine as well.',
    run: test,
  },
  deploy: {
    usage: '[folder or office] [--dry-run] [--note TEXT] [--json]',
    summary: 'Put an office bundle in force; --dry-run checks all of it and changes nothing.',
    run: deploy,
  },
  demo: {
    usage: '[--all [--limit N] [--inject N] [--quiet] [--json]]',
    summary: 'Make a demo installation; --all replays the register in a database of its own and compares.',
    run: demo,
  },
  forget: {
    usage: '[--office CODE] [--dry-run] [--erase] [--json]',
    summary: 'Delete finished cases whose history time to live is over; --erase their history too.',
    run: forget,
  },
  doctor: {
    usage: '[--config] [--json]',
    summary: 'Look at the installation and say what is wrong; --config lists what the environment may say.',
    run: doctor,
  },
};

heedSignals();
const [name, ...rest] = process.argv.slice(2);
process.exitCode = await run(name, rest);
// Work that was abandoned must not hold the process.
if (interruption.aborted) process.exit();

async function run(command: string | undefined, args: readonly string[]): Promise<number> {
  if (command === undefined || command === 'help' || command === '--help') {
    help();
    return command === undefined ? exitCodes.invalidInput : exitCodes.ok;
  }
  const found = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!found) {
    say(`There is no command “${command}”. Known are ${Object.keys(commands).join(', ')}.`);
    return exitCodes.invalidInput;
  }
  if (args.includes('--help')) {
    describe(command, found);
    return exitCodes.ok;
  }
  try {
    return await found.run(args);
  } catch (error) {
    return explain(error);
  }
}

function help(): void {
  print('officina <command> [options]\n');
  for (const [key, command] of Object.entries(commands)) describe(key, command);
}

function describe(key: string, { usage, summary }: Command): void {
  print(`  ${[key, usage].filter(Boolean).join(' ')}\n      ${summary}`);
}

/** One sentence for what people can mend; a defect shows where it happened. */
function explain(error: unknown): number {
  if (error instanceof Interrupted) {
    say(error.message);
    return error.exitCode;
  }
  if (error instanceof UsageError || error instanceof ConfigError) {
    say(error.message);
    return exitCodes.invalidInput;
  }
  if (error instanceof Refusal) {
    say(error.message);
    for (const problem of error.problems)
      say(`  ${[problem.file, problem.element, problem.pointer].filter(Boolean).join(' ')} ${problem.sentence}`);
    return error.code === 'INVALID_INPUT' ? exitCodes.invalidInput : exitCodes.conflict;
  }
  const isSentence = [CannotStart, SchemaNewer, MigrationEdited, EmbeddedPostgresError].some(
    (each) => error instanceof each,
  );
  if (isSentence && error instanceof Error) say(error.message);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return isSentence ? exitCodes.conflict : exitCodes.unexpected;
}
