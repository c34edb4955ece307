#!/usr/bin/env node
import { check } from './cli/check.ts';
import { demo } from './cli/demo.ts';
import { deploy } from './cli/deploy.ts';
import { doctor } from './cli/doctor.ts';
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
  readonly summary: string;
  run(args: readonly string[]): Promise<number>;
}

const commands: Readonly<Record<string, Command>> = {
  serve: { summary: 'Serve the screens and the API, and work on jobs, timers and messages.', run: serve },
  work: { summary: 'Work on jobs, timers and messages without serving.', run: work },
  migrate: { summary: 'Bring the database up to this program and end.', run: migrateDatabase },
  check: { summary: 'Check an office bundle: files, references, models, forms, letters.', run: check },
  test: { summary: 'Run scenarios in memory with a virtual clock.', run: test },
  deploy: { summary: 'Put an office bundle in force.', run: deploy },
  demo: { summary: 'Load demo cases; --all replays the whole register and compares.', run: demo },
  doctor: { summary: 'Look at the installation and say what is wrong.', run: doctor },
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
  try {
    return await found.run(args);
  } catch (error) {
    return explain(error);
  }
}

function help(): void {
  print('officina <command> [options]\n');
  for (const [key, { summary }] of Object.entries(commands)) print(`  ${key.padEnd(8)} ${summary}`);
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
