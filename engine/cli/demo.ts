import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig, type Config } from '../config.ts';
import { makeInstallation, removeEmbedded } from '../store/index.ts';
import { CannotStart, type Installation } from '../wiring.ts';
import { compare, registrationDifferences, type Comparison } from './demo/compare.ts';
import { planOf } from './demo/plans.ts';
import { Replay } from './demo/replay.ts';
import { demoPeople, niceSummaries, registerSample, type RegisterMark } from './demoData.ts';
import { ensureDeployed, ensureFirstStart, insertPeople } from './firstStart.ts';
import { optionsOf, wholeNumber } from './options.ts';
import { exitCodes, print, say, UsageError } from './output.ts';
import { withInstallation } from './withInstallation.ts';

const UNTIL = '2020-12-31';

/**
 * `officina demo`: makes a demo installation as the first `npm start` does. `--all` replays every mark of the register's sample in a
 * database of its own with a virtual clock and compares; `--inject N` plays N outcomes wrongly, which must show as N differences;
 * `--limit N` takes the first N marks only.
 */
export async function demo(args: readonly string[]): Promise<number> {
  const { values } = optionsOf(args, {
    all: { type: 'boolean', default: false },
    inject: { type: 'string' },
    limit: { type: 'string' },
    json: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  });
  const config = readConfig();
  if (!values.all) {
    if (values.inject !== undefined || values.limit !== undefined)
      throw new UsageError('--inject and --limit belong to --all.');
    return makeDemo(config);
  }
  const inject = wholeNumber('inject', values.inject ?? '0', 0);
  const limit = values.limit === undefined ? undefined : wholeNumber('limit', values.limit, 1);
  const marks = (await registerSample(config.office)).slice(0, limit);
  const wrong = wrongOnes(marks, inject);
  const started = Date.now();
  const rows = await replayAll(config, marks, wrong, values.quiet ? () => undefined : say);
  report(rows, { json: values.json, quiet: values.quiet, seconds: Math.round((Date.now() - started) / 1000) });
  const isAsPlayed = rows.every((row) => row.agrees !== wrong.has(row.applicationNumber));
  return isAsPlayed ? exitCodes.ok : exitCodes.changes;
}

async function makeDemo(config: Config): Promise<number> {
  if (config.demo === 'never')
    throw new UsageError(
      'Demo data are loaded into a new embedded database only, or with DEMO=yes; never in production.',
    );
  const flags = await withInstallation(ensureFirstStart, { config, discardUnfinished: true });
  if (!flags.demo) throw new CannotStart('This installation was made without demo data; they go into a new one only.');
  print('The demo cases are loaded.');
  return exitCodes.ok;
}

/** Plays in a data folder that is thrown away. */
async function replayAll(
  config: Config,
  marks: readonly RegisterMark[],
  wrong: ReadonlySet<string>,
  tell: (sentence: string) => void,
): Promise<readonly Comparison[]> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'officina-replay-'));
  try {
    // When we are root the database server runs as nobody, who must get through.
    await chmod(dataDir, 0o711);
    return await withInstallation((installation) => replayIn(installation, marks, wrong, tell), {
      config: { ...config, databaseUrl: undefined, dataDir },
      logLevel: 'warn',
      undoSeconds: 0,
    });
  } finally {
    removeEmbedded(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function replayIn(
  installation: Installation,
  marks: readonly RegisterMark[],
  wrong: ReadonlySet<string>,
  tell: (sentence: string) => void,
): Promise<readonly Comparison[]> {
  const { office } = installation.config;
  await installation.store.acrossOffices((trx) =>
    makeInstallation(trx, { demo: true, clockMovable: true, setupTokenHash: null }),
  );
  await ensureDeployed(installation, office);
  await insertPeople(installation, office, await demoPeople(office));
  const plans = marks.map((mark) => planOf(mark, { wrong: wrong.has(mark.applicationNumber) }));
  const officeId = office.toUpperCase();
  const terms = await niceSummaries(office);
  const dossiers = await new Replay(installation, { officeId, plans, until: UNTIL, terms, say: tell }).run();
  return compare(installation, officeId, marks, dossiers);
}

/** The marks whose examination is played wrongly: spread over the registered ones. */
function wrongOnes(marks: readonly RegisterMark[], count: number): ReadonlySet<string> {
  const registered = marks.filter((mark) => mark.status === 'Registered' && !mark.hasOpposition);
  if (count > registered.length) throw new UsageError(`At most ${registered.length} outcomes can be played wrongly.`);
  const step = Math.max(1, Math.floor(registered.length / Math.max(1, count)));
  return new Set(
    registered
      .filter((_mark, index) => index % step === 0)
      .slice(0, count)
      .map((mark) => mark.applicationNumber),
  );
}

function report(
  rows: readonly Comparison[],
  how: { readonly json: boolean; readonly quiet: boolean; readonly seconds: number },
): void {
  if (how.json) {
    print(JSON.stringify(rows));
    return;
  }
  for (const row of rows) {
    if (how.quiet && row.agrees) continue;
    print(
      `${row.agrees ? ' ' : '≠'} ${row.applicationNumber}  ${(row.state ?? 'none').padEnd(12)} ${row.registerStatus.padEnd(36)} ${row.expiry.padEnd(10)} ${row.registerExpiry.padEnd(10)} ${row.mark}`,
    );
  }
  print(
    '\nRegistration later than the register by days: ' +
      [...registrationDifferences(rows)].map(([days, count]) => `${days}: ${count}`).join(', '),
  );
  const agreeing = rows.filter((row) => row.agrees).length;
  print(
    `State and expiry agree for ${agreeing} of ${rows.length} marks; ${rows.length - agreeing} differences (${how.seconds} s).`,
  );
}
