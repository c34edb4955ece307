// `npm run bench`: what one task completion and one step of the kernel cost. `npm run bench -- --short` takes seconds, for CI.
import { benchCompletion, type CompletionBench } from './completion.ts';
import { benchKernel, type KernelBench } from './kernel.ts';
import { perSecond, quantile, type Measured } from './measure.ts';

const isShort = process.argv.includes('--short');
const completion = isShort
  ? { completions: 160, connections: [1, 4], turns: 4 }
  : { completions: 1600, connections: [1, 4, 8], turns: 10 };

report(await benchCompletion(completion), await benchKernel(isShort ? 2 : 20));

function report({ statements, roundTrips, byConnections }: CompletionBench, kernel: KernelBench): void {
  print(`One task completion: ${statements} statements in ${roundTrips} round trips.\n`);
  print('connections   engine p50    p95    /s    raw p50    p95    /s    engine/raw p50');
  for (const { connections, engine, raw } of byConnections) {
    const ratio = quantile(engine.milliseconds, 0.5) / quantile(raw.milliseconds, 0.5);
    print(
      `${String(connections).padStart(11)}   ${figures(engine, 10)}   ${figures(raw, 8)}   ${ratio.toFixed(2).padStart(14)}`,
    );
  }
  print('(milliseconds; raw: the same captured statements played by pg on as many connections)\n');
  const [half, most] = [0.5, 0.95].map((share) => quantile(kernel.microseconds, share));
  const mean = kernel.microseconds.reduce((sum, each) => sum + each, 0) / kernel.steps;
  print(
    `One step of the kernel, trade mark process: p50 ${number(half)} µs, p95 ${number(most)} µs, mean ${number(mean)} µs (${kernel.steps} steps).`,
  );
}

function figures(measured: Measured, width: number): string {
  const [half, most] = [0.5, 0.95].map((share) => quantile(measured.milliseconds, share).toFixed(2));
  return `${(half ?? '').padStart(width)}  ${(most ?? '').padStart(5)}  ${perSecond(measured).toFixed(0).padStart(4)}`;
}

function number(value: number | undefined): string {
  return (value ?? Number.NaN).toFixed(0);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
