import { EvaluationStop, FeelFailure, FeelSession, type FeelContext } from '../feel/index.ts';
import { Decider } from './decider.ts';
import type { DecisionModel, DecisionResult } from './types.ts';

/**
 * Decides: first the decisions that this one requires, each once, then its own logic. Their results are variables of the
 * names DMN gives them. In the office's dialect anything that cannot be relied on is a sentence for the incident: a missing
 * variable, two matching rules of a UNIQUE table, different answers of an ANY table. In the standard's it is null.
 */
export function evaluateDecision(model: DecisionModel, key: string, context: FeelContext): DecisionResult {
  const decision = model.decisions.get(key);
  if (!decision) return { ok: false, sentence: `There is no decision “${key}” in “${model.name}”.` };
  return ended(model, context, (decider) => decider.decide({ model, key }));
}

/** Asks a decision service: `context` holds its input data and input decisions by their names. */
export function evaluateService(model: DecisionModel, key: string, context: FeelContext): DecisionResult {
  const service = model.services.get(key);
  if (!service) return { ok: false, sentence: `There is no decision service “${key}” in “${model.name}”.` };
  return ended(model, context, (decider) => ({ value: decider.serve({ model, key }), matched: [] }));
}

function ended(
  { dialect }: DecisionModel,
  context: FeelContext,
  decide: (decider: Decider) => { readonly value: unknown; readonly matched: readonly number[] },
): DecisionResult {
  const session = new FeelSession(dialect, context);
  try {
    const { value, matched } = decide(new Decider(session, context));
    const json = session.json(value);
    return { ok: true, value: json, matched, ...(dialect === 'standard' && { warnings: session.warnings }) };
  } catch (error) {
    if (error instanceof FeelFailure || error instanceof EvaluationStop) return { ok: false, sentence: error.message };
    throw error;
  }
}
