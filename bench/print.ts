import type { Race } from './inProcess.ts';
import { median, quantile, ratioOf, type Measured } from './measure.ts';

export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Rows under a head, each column as wide as its widest cell; the first one to the left. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((cell, at) => Math.max(cell.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  for (const row of [head, ...rows]) print(`  ${line(row)}`);
}

export const RACE_HEAD = ['', 'engine p50', 'p95', '/s', 'own CPU', 'baseline p50', 'p95', '/s', 'ratio'];

/** Medians in milliseconds, rates, and the ratio of the rates of turns that stood side by side. */
export function raceRow(label: string, { connections, engine, raw }: Race): readonly string[] {
  return [
    `${label}, ${connections} at a time`,
    ...[...figures(engine), median(engine.ownCpu).toFixed(2)],
    ...[...figures(raw), ratioOf(engine, raw).toFixed(2)],
  ];
}

function figures({ milliseconds, perSecond }: Measured): readonly string[] {
  return [median(milliseconds).toFixed(2), quantile(milliseconds, 0.95).toFixed(2), median(perSecond).toFixed(0)];
}

export function halves({ milliseconds }: Measured): string {
  return `p50 ${median(milliseconds).toFixed(2)} ms, p95 ${quantile(milliseconds, 0.95).toFixed(2)} ms`;
}
