import type { ModelProblem } from '../contract/problem.ts';

/** Collects what is wrong with one model. */
export interface Problems {
  readonly list: readonly ModelProblem[];
  readonly hasErrors: boolean;
  error(rule: string, sentence: string, element?: string): void;
  warning(rule: string, sentence: string, element?: string): void;
}

/** An empty list; `file` is repeated in every problem. */
export function collectProblems(file?: string): Problems {
  const list: ModelProblem[] = [];
  let hasErrors = false;
  const add = (severity: ModelProblem['severity'], rule: string, sentence: string, element?: string): void => {
    list.push({
      rule,
      severity,
      ...(element === undefined ? {} : { element }),
      ...(file === undefined ? {} : { file }),
      sentence,
    });
    if (severity === 'error') hasErrors = true;
  };
  return {
    list,
    get hasErrors() {
      return hasErrors;
    },
    error: (rule, sentence, element) => add('error', rule, sentence, element),
    warning: (rule, sentence, element) => add('warning', rule, sentence, element),
  };
}
