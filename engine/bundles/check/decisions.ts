import { readDecisions, type DecisionModel } from '../../decisions/index.ts';
import type { Gathered } from './gather.ts';

/** The decisions of all models by key; a key that two models have is refused. */
export async function readAllDecisions(gathered: Gathered): Promise<ReadonlyMap<string, DecisionModel>> {
  const decisions = new Map<string, DecisionModel>();
  const homes = new Map<string, string>();
  for (const { entry } of gathered.all('decisions')) {
    const read = await readDecisions(entry.content);
    if (!read.ok) {
      gathered.problems.push(...read.problems.map((problem) => ({ ...problem, file: entry.path })));
      continue;
    }
    for (const key of read.model.decisions.keys()) {
      const home = homes.get(key);
      if (home !== undefined) {
        gathered.report('duplicate-decision', entry.path, `Expected one decision "${key}", but ${home} has it too.`, {
          element: key,
        });
        continue;
      }
      homes.set(key, entry.path);
      decisions.set(key, read.model);
    }
  }
  return decisions;
}
