import { benchKernel } from './kernel.ts';
import type { Course } from './course.ts';
import { inProcess, type Effort, type InProcess } from './inProcess.ts';
import { median, parts, quantile, timed, together, type Measured } from './measure.ts';
import { overHttp } from './overHttp.ts';
import { pgbench } from './pgbench.ts';
import { halves, print, printTable, RACE_HEAD, raceRow } from './print.ts';
import { drain } from './workloads/due.ts';
import { durable, runJobs } from './workloads/durable.ts';
import { lockWaits } from './workloads/locks.ts';
import { chain, fork } from './workloads/people.ts';
import { restart } from './workloads/restart.ts';
import { straight } from './workloads/straight.ts';
import { trademark } from './workloads/trademark.ts';
import { fewWaiting, fillWaiting, inboxPages, waitingDeeds } from './workloads/waiting.ts';
import { Client } from 'pg';
import type { TestOffice } from '../test/commands/kit.ts';
import { bytesEach, WAITING_TABLES } from '../test/support/waitingRows.ts';

export interface Size {
  /** Deeds of a race. */
  readonly deeds: number;
  readonly turns: number;
  readonly waiting: number;
  /** Completions and pages measured among the waiting ones. */
  readonly samples: number;
  readonly kernelRounds: number;
}

const CONNECTIONS = [1, 16];
const WARM_UP = 100;

function effortOf({ turns }: Size): Effort {
  return { warmUp: WARM_UP, turns, connections: CONNECTIONS };
}

async function raced(title: string, course: Course, size: Size, more: readonly ('http' | 'pgbench')[]): Promise<void> {
  const found = await inProcess(course, effortOf(size));
  print(`${title}: ${found.statements} statements in ${found.roundTrips} round trips`);
  const rows = found.races.map((race) => raceRow('in process', race));
  const http = more.includes('http') ? await overHttp(course, effortOf(size)) : undefined;
  if (http) rows.push(...http.races.map((race) => raceRow('over HTTP', race)));
  printTable(RACE_HEAD, rows);
  if (http) print(`  over HTTP ${http.statements} statements in ${http.roundTrips} round trips`);
  if (more.includes('pgbench')) await besidePgbench(course, found);
  print();
  await course.database.drop();
}

async function besidePgbench(course: Course, { captured }: InProcess): Promise<void> {
  for (const connections of CONNECTIONS) {
    const perSecond = await pgbench(course, captured, connections);
    print(
      perSecond === undefined
        ? '  pgbench is not installed, so nothing stands beside.'
        : `  pgbench with the same statements, ${connections} at a time: ${perSecond.toFixed(0)} /s`,
    );
  }
}

export const workloads: Readonly<Record<string, (size: Size) => Promise<void>>> = {
  async kernel({ kernelRounds }) {
    const { steps, microseconds } = await benchKernel(kernelRounds);
    const mean = microseconds.reduce((sum, each) => sum + each, 0) / steps;
    const [half, most] = [median(microseconds), quantile(microseconds, 0.95)].map((each) => each.toFixed(0));
    print(
      `Kernel, trade mark process: p50 ${half ?? ''} µs a step, p95 ${most ?? ''} µs, mean ${mean.toFixed(0)} µs (${steps} steps)\n`,
    );
  },
  async w1(size) {
    await raced('W1, ten service steps straight through', await straight(size.deeds), size, []);
  },
  async w1d(size) {
    const course = await durable(Math.ceil(size.deeds / 10));
    for (const concurrency of [4, 16]) {
      const { jobs, seconds, commits, claims, roundTrips } = await runJobs(course, concurrency);
      print(
        `W1d, ten durable jobs, ${concurrency} at a time: ${(jobs / seconds).toFixed(0)} jobs/s, ${(commits / jobs).toFixed(2)} commits a job ` +
          `(${((commits - claims) / jobs).toFixed(2)} to end it, ${(claims / jobs).toFixed(2)} to take it), ${(roundTrips / jobs).toFixed(1)} round trips`,
      );
    }
    print();
    await course.database.drop();
  },
  async w2(size) {
    await raced('W2, a completion in a chain of five', await chain(size.deeds), size, ['http', 'pgbench']);
  },
  async w3(size) {
    await raced('W3, a completion in a fork of four and its join', await fork(size.deeds), size, ['http']);
  },
  async w6(size) {
    await raced('W6, a completion of the trade mark process', await trademark(size.deeds), size, ['http']);
  },
  async locks(size) {
    const course = await chain(size.deeds);
    const { samples, active, waits, notGranted } = await lockWaits(course);
    const seen = Object.entries(waits).sort(([, a], [, b]) => b - a);
    print(`Two nodes, eight completions each at a time: ${samples} looks, ${active} statements at work`);
    print(`  waited for: ${seen.map(([wait, count]) => `${wait} ${count}`).join(', ') || 'nothing'}`);
    print(
      `  locks not granted: ${
        Object.entries(notGranted)
          .map(([kind, count]) => `${kind} ${count}`)
          .join(', ') || 'none'
      }\n`,
    );
    await course.database.drop();
  },
  async w4(size) {
    await amongMany(size);
  },
};

/** W4, W5 and the timers that are due at once, on one database that was filled once. */
async function amongMany(size: Size): Promise<void> {
  const began = performance.now();
  const many = await fillWaiting(size.waiting);
  print(
    `W4, ${size.waiting} waiting instances with a boundary timer (made in ${((performance.now() - began) / 1000).toFixed(0)} s)`,
  );
  const owner = new Client(many.database.owner);
  await owner.connect();
  const bytes = await bytesEach(owner, size.waiting);
  await owner.end();
  const own = bytes.filter(({ table }) => WAITING_TABLES.includes(table)).reduce((sum, each) => sum + each.bytes, 0);
  print(`  ${own.toFixed(0)} bytes each: ${bytes.map((each) => `${each.table} ${each.bytes.toFixed(0)}`).join(', ')}`);
  await inboxPages(many, 5);
  const { list, count } = await inboxPages(many, size.samples);
  print(`  inbox, first page of 50: ${halves(list)}; its numbers: ${halves(count)}`);
  await stepCost(many, size);
  await restarts(many);
  const { idle, busy, fired, seconds } = await drain(many, size.samples);
  print(
    `  timers due at once: ${fired} fired in ${seconds.toFixed(1)} s (${(fired / seconds).toFixed(0)} /s) beside one person`,
  );
  const factor = quantile(busy.milliseconds, 0.95) / quantile(idle.milliseconds, 0.95);
  print(`  a completion idle: ${halves(idle)}; while they fire: ${halves(busy)}; p95 × ${factor.toFixed(2)}\n`);
  await many.store.close();
  await many.database.drop();
}

/** Completions among many rows and among few, by turns. */
async function stepCost(many: TestOffice, size: Size): Promise<void> {
  const total = size.samples + 40;
  const few = await fewWaiting(total);
  const deeds = { many: await waitingDeeds(many, total), few: few.deeds };
  const offices = { many, few: few.office };
  const measured = { many: [] as Measured[], few: [] as Measured[] };
  const play = (who: 'many' | 'few', part: typeof few.deeds): Promise<Measured> =>
    timed(part, 1, (deed) => deed.run(offices[who].runtime));
  for (const who of ['many', 'few'] as const) await play(who, deeds[who].slice(0, 40));
  const before = process.memoryUsage.rss();
  const turns = parts(
    Array.from({ length: size.samples }, (_, index) => index + 40),
    size.turns,
  );
  for (const turn of turns)
    for (const who of ['few', 'many'] as const)
      measured[who].push(
        await play(
          who,
          turn.map((index) => deeds[who][index]).filter((deed) => deed !== undefined),
        ),
      );
  const [among, alone] = [together(measured.many), together(measured.few)];
  const ratio = median(among.milliseconds) / median(alone.milliseconds);
  print(`  a completion: ${halves(among)}; in an empty database: ${halves(alone)}; × ${ratio.toFixed(2)}`);
  print(
    `  resident memory grew by ${((process.memoryUsage.rss() - before) / 2 ** 20).toFixed(0)} MB over ${size.samples * 2} completions`,
  );
  await few.office.store.close();
  await few.office.database.drop();
}

async function restarts(many: TestOffice): Promise<void> {
  const runs = [];
  for (let each = 0; each < 3; each += 1) runs.push(await restart(many.database.ownerUrl));
  const ready = median(runs.map((run) => run.readyMs)) / 1000;
  const resident = Math.max(...runs.map((run) => run.residentMb));
  print(`W5, restart of the product on it: ready after ${ready.toFixed(1)} s, ${resident.toFixed(0)} MB resident`);
}
