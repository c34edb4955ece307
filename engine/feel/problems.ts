import type { FeelProblem } from './types.ts';

/** Whether a compiler or reader refused the text. */
export function isFeelProblem<T extends { readonly type: string }>(value: T | FeelProblem): value is FeelProblem {
  return value.type === 'problem';
}
