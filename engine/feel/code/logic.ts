import { describe } from '../sentences.ts';
import type { Code, Run } from './run.ts';

/** `and` and `or` of three values: true, false and unknown (DMN 1.5, table 50). */
export function logic(operator: 'and' | 'or', left: Code, right: Code): Code {
  const decisive = operator === 'or';
  return (scope) => {
    const a = left(scope);
    if (a === decisive) return decisive;
    const b = right(scope);
    if (b === decisive) return decisive;
    return a === !decisive && b === !decisive ? !decisive : unknown(operator, [a, b], scope.run);
  };
}

/** `if`: nothing but true is true. */
export function conditional(condition: Code, yes: Code, no: Code): Code {
  return (scope) => {
    const answer = condition(scope);
    if (answer === true) return yes(scope);
    if (answer !== false && answer !== null && answer !== undefined) {
      scope.run.warn('INVALID_TYPE', `“if” needs true or false, but got ${describe(answer)}.`);
    }
    return no(scope);
  };
}

function unknown(operator: string, values: readonly unknown[], run: Run): null {
  const wrong = values.find((value) => typeof value !== 'boolean' && value !== null && value !== undefined);
  if (wrong === undefined) return null;
  return run.warn('INVALID_TYPE', `“${operator}” needs true or false, but got ${describe(wrong)}.`);
}
