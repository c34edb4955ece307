import { evaluateStrict } from '../../feel/index.ts';
import { definitionAt } from '../../bpmn/index.ts';
import type { Occurrence } from '../element.ts';
import { StepFailure } from '../failure.ts';
import type { ArmedEvent } from '../state.ts';
import type { Step } from '../step.ts';
import { feelContext } from './expressions.ts';
import { standsStill } from './suspension.ts';
import { keepEvent } from './waits.ts';

/**
 * What occurs because conditions have become true since they were asked last, the process first, then by age of the token
 * (BPMN 2.0.2, 10.5.5 conditional event definition: each occurs when it becomes true, and again only after it was false).
 */
export function metConditions(step: Step): readonly Occurrence[] {
  const met: Occurrence[] = [];
  for (const token of step.holders()) {
    const { events } = step.waits(token);
    if (!events || (step.suspended && standsStill(step, token))) continue;
    for (const event of events) {
      if (event.type !== 'condition') continue;
      const isTrue = holds(step, token, event);
      if (isTrue === (event.isTrue ?? false)) continue;
      keepEvent(step, token, { at: event.at, type: 'condition', ...(isTrue ? { isTrue } : {}) });
      if (isTrue) met.push({ type: 'conditionMet', token, element: event.at });
    }
  }
  return met;
}

/** What cannot be answered yet, because a variable is missing, is not true yet: that is what one waits for. */
function holds(step: Step, holder: number, { at }: ArmedEvent): boolean {
  const node = step.node(at);
  const definition = definitionAt(node, at);
  if (definition?.type !== 'conditional') return false;
  step.scope = holder;
  const answer = evaluateStrict(definition.condition, feelContext(step));
  if (!answer.ok || answer.value === null) return false;
  if (typeof answer.value === 'boolean') return answer.value;
  throw new StepFailure(
    node.id,
    'EXPRESSION_FAILED',
    `The condition “${definition.condition.text}” at “${node.name ?? node.id}” must be true or false, but it is ${JSON.stringify(answer.value)}.`,
  );
}
