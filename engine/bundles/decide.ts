import { evaluateDecision, type DecisionResult } from '../decisions/index.ts';
import type { FeelContext } from '../feel/index.ts';
import type { OfficeDefinitions } from './types.ts';

/** What a decision of the office gives for a context; a sentence when there is none of that key. */
export function decide(
  definitions: Pick<OfficeDefinitions, 'decisions'>,
  key: string,
  context: FeelContext,
): DecisionResult {
  const model = definitions.decisions.get(key);
  if (model === undefined)
    return { ok: false, sentence: `Expected a decision "${key}" in this office, but there is none.` };
  return evaluateDecision(model, key, context);
}
