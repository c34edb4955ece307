import { existsSync } from 'node:fs';
import path from 'node:path';
import { readConfig, type Config } from '../config.ts';
import { createApp } from '../http/server.ts';
import { packageRoot } from '../packageRoot.ts';
import type { Installation } from '../wiring.ts';
import { demoPeople, type DemoPerson } from './demoData.ts';
import { ensureFirstStart, setupLink } from './firstStart.ts';
import { interrupted, interruption, unlessInterrupted } from './interrupt.ts';
import { listen, type Door } from './listen.ts';
import { optionsOf } from './options.ts';
import { exitCodes, print, say } from './output.ts';
import { openHere } from './withInstallation.ts';

/** `officina serve`: screens, API and workers in one process; what `npm start` runs. */
export async function serve(args: readonly string[]): Promise<number> {
  optionsOf(args, {});
  const config = readConfig();
  // Before anything is touched: a port in use ends the start with nothing done.
  const door = await listen(config);
  try {
    const installation = await openHere({ config, discardUnfinished: true });
    try {
      await run(door, installation);
    } finally {
      await installation.close();
    }
  } finally {
    await door.close();
  }
  return exitCodes.ok;
}

async function run(door: Door, installation: Installation): Promise<void> {
  const { config, findings } = installation;
  const flags = await unlessInterrupted(ensureFirstStart(installation));
  const people = flags.demo ? await demoPeople(config.office) : [];
  const baseUrl = urlOf(config, door.port);
  const link = flags.demo || flags.setupClosed ? null : await setupLink(installation, baseUrl);
  const workers = installation.startWorkers();
  const app = createApp({
    runtime: installation.runtime,
    store: installation.store,
    documents: installation.documents,
    standard: installation.standard,
    log: installation.log,
    settings: {
      publicUrl: baseUrl,
      sessionIdleMinutes: config.sessionIdleMinutes,
      sessionHours: config.sessionHours,
      jsonLimitBytes: config.jsonLimitBytes,
      documentLimitBytes: config.documentLimitBytes,
      appFolder: appFolder(),
      demoPeople: people,
      installation: 'Officina',
    },
    stopping: interruption,
  });
  const answer = app.callback();
  door.answerWith((request, response) => void answer(request, response));
  for (const finding of findings) say(finding);
  screen(baseUrl, config, people, link);
  await interrupted();
  say('Ending …');
  // The database stays open until nobody works with it any more.
  await Promise.all([door.close(), workers.stop()]);
}

/** One short screen: address, who can sign in, where data lies. */
function screen(baseUrl: string, config: Config, people: readonly DemoPerson[], link: string | null): void {
  print(`\nOfficina serves on ${baseUrl}\n`);
  if (people.length > 0) {
    print('Demo data: these accounts and passwords are no secret. Sign in as');
    for (const person of people)
      print(`  ${person.login.padEnd(18)} ${person.password.padEnd(14)} ${person.roles.join(', ')}`);
  } else if (link === null) print('Sign in with an account of this installation.');
  else print(`The first administrator is made once, here:\n  ${link}`);
  print(
    `\nData lie in ${config.databaseUrl === undefined ? config.dataDir : `${config.dataDir} and the database of DATABASE_URL`}. Ctrl-C ends everything.`,
  );
}

/** Without PUBLIC_URL and with any free port the address is known only now. */
function urlOf({ port, publicUrl }: Config, found: number): string {
  return port === 0 && publicUrl === 'http://localhost:0' ? `http://localhost:${found}` : publicUrl;
}

/** The built app; null in a checkout whose designer was not built. */
function appFolder(): string | null {
  const folder = path.join(packageRoot, 'dist', 'designer');
  return existsSync(path.join(folder, 'index.html')) ? folder : null;
}
