import { completionCost } from './completion.ts';

const COUNT = Number(process.argv[2] ?? 300);
const WARM_UP = Math.floor(COUNT / 3);

function quantile(times: readonly number[], part: number): number {
  const sorted = times.slice(WARM_UP).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
}

const { statements, roundTrips, ours, raw } = await completionCost(COUNT);
const [p50, p95, rawP50, rawP95] = [quantile(ours, 0.5), quantile(ours, 0.95), quantile(raw, 0.5), quantile(raw, 0.95)];
process.stdout.write(
  [
    `One task completion, ${COUNT - WARM_UP} measured after ${WARM_UP}, one at a time, PostgreSQL with fsync on:`,
    `  statements ${statements}, round trips ${roundTrips}`,
    `  whole command            p50 ${p50.toFixed(2)} ms   p95 ${p95.toFixed(2)} ms`,
    `  same statements, pg raw  p50 ${rawP50.toFixed(2)} ms   p95 ${rawP95.toFixed(2)} ms`,
    `  raw / command            p50 ${(rawP50 / p50).toFixed(2)}      p95 ${(rawP95 / p95).toFixed(2)}`,
    '',
  ].join('\n'),
);
process.exit(0);
