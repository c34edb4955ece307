import type { ModelProblem } from '../contract/problem.ts';
import { problem } from './reader.ts';
import type { DecisionModel } from './types.ts';

/** Reports decisions that require themselves, directly or through others. */
export function refuseCircles({ decisions }: DecisionModel, problems: ModelProblem[]): void {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (key: string): void => {
    if (state.get(key) === 'open') problems.push(problem('dmn-circle', key, `The decision “${key}” requires itself.`));
    if (state.has(key)) return;
    state.set(key, 'open');
    decisions.get(key)?.requires.forEach(visit);
    state.set(key, 'done');
  };
  for (const key of decisions.keys()) visit(key);
}
