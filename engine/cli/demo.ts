import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig, type Config } from '../config.ts';
import { createLog } from '../log.ts';
import { openInstallation } from '../wiring.ts';
import { compare, registrationDifferences, type Comparison } from './demo/compare.ts';
import { loadDemoCases } from './demo/loadCases.ts';
import { planOf } from './demo/plans.ts';
import { Replay } from './demo/replay.ts';
import { demoPeople, niceSummaries, registerSample, type RegisterMark } from './demoData.ts';
import { ensureDeployed, insertPeople, installationFlags } from './firstStart.ts';
import { optionsOf } from './options.ts';
import { exitCodes, print, say, UsageError } from './output.ts';

const UNTIL = '2020-12-31';

/**
 * `officina demo`: loads the demo cases into a demo installation. `--all` replays every mark of the register's sample in a database of
 * its own with a virtual clock and compares; `--inject N` plays N outcomes wrongly, which must show as N differences.
 */
export async function demo(args: readonly string[]): Promise<number> {
  const { values } = optionsOf(args, {
    all: { type: 'boolean', default: false },
    inject: { type: 'string', default: '0' },
    limit: { type: 'string' },
    json: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  });
  const config = readConfig();
  if (!values.all) return loadCases(config);
  const inject = Number(values.inject);
  if (!Number.isInteger(inject) || inject < 0) throw new UsageError('--inject takes a whole number of wrong outcomes.');
  const marks = (await registerSample(config.office)).slice(
    0,
    values.limit === undefined ? undefined : Number(values.limit),
  );
  const started = Date.now();
  const rows = await replayAll(config, marks, inject);
  report(rows, { json: values.json, quiet: values.quiet, seconds: Math.round((Date.now() - started) / 1000) });
  const differences = rows.filter((row) => !row.agrees).length;
  return differences === inject ? exitCodes.ok : exitCodes.changes;
}

async function loadCases(config: Config): Promise<number> {
  const installation = await openInstallation({ config, log: createLog(config.logLevel), say, undoSeconds: 0 });
  try {
    const { flags } = await installationFlags(installation, true);
    if (!flags.demo) throw new UsageError('This is no demo installation; demo cases go into a new data folder only.');
    if (await ensureDeployed(installation, config.office))
      await insertPeople(installation, config.office, await demoPeople(config.office));
    await loadDemoCases(installation, config.office, 60, say);
    return exitCodes.ok;
  } finally {
    await installation.close();
  }
}

async function replayAll(
  config: Config,
  marks: readonly RegisterMark[],
  inject: number,
): Promise<readonly Comparison[]> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'officina-replay-'));
  const { databaseUrl: _elsewhere, ...local } = config;
  const installation = await openInstallation({
    config: { ...local, databaseUrl: undefined, dataDir },
    log: createLog('warn'),
    say,
    undoSeconds: 0,
  });
  try {
    await installationFlags(installation, true);
    await ensureDeployed(installation, config.office);
    await insertPeople(installation, config.office, await demoPeople(config.office));
    const wrong = wrongOnes(marks, inject);
    const plans = marks.map((mark) => planOf(mark, { wrong: wrong.has(mark.applicationNumber) }));
    const officeId = config.office.toUpperCase();
    const dossiers = await new Replay(installation, {
      officeId,
      plans,
      until: UNTIL,
      terms: await niceSummaries(config.office),
      say,
    }).run();
    return await compare(installation, officeId, marks, dossiers);
  } finally {
    await installation.close();
    await rm(dataDir, { recursive: true, force: true });
  }
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
