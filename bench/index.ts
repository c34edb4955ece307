// `npm run bench`: the workloads of docs/performance.md beside their baselines.
//   npm run bench                          everything, some minutes
//   npm run bench -- w2 kernel --short     only these, in little
//   npm run bench -- w4 --waiting=1000000  with so many waiting instances
import { machine } from './machine.ts';
import { print } from './print.ts';
import { workloads, type Size } from './report.ts';

const FULL: Size = { deeds: 1700, turns: 16, waiting: 100_000, samples: 300, kernelRounds: 20 };
const SHORT: Size = { deeds: 300, turns: 4, waiting: 2000, samples: 20, kernelRounds: 2 };

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('--')).map((name) => (name === 'w5' ? 'w4' : name));
const unknown = names.filter((name) => workloads[name] === undefined);
if (unknown.length > 0) {
  print(`There is no workload ${unknown.join(', ')}: choose among ${Object.keys(workloads).join(', ')}.`);
  process.exit(2);
}
const size = args.includes('--short') ? SHORT : FULL;
const waiting = args.find((arg) => arg.startsWith('--waiting='))?.slice('--waiting='.length);
for (const line of await machine()) print(line);
print();
for (const name of new Set(names.length > 0 ? names : Object.keys(workloads)))
  await workloads[name]?.({ ...size, ...(waiting === undefined ? {} : { waiting: Number(waiting) }) });
