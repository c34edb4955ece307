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
 * The first condition that has become true since it was asked last, the process first, then by age of the token (BPMN
 * 2.0.2, 10.5.5 conditional event definition: it occurs when it becomes true, and again only after it has been false).
 */
export function nextCondition(step: Step): Occurrence | undefined {
  for (const holder of step.holders()) {
    const { events } = step.waits(holder);
    if (!events || (step.suspended && standsStill(step, holder))) continue;
    for (const event of events) {
      if (event.type !== 'condition') continue;
      const isTrue = holds(step, holder, event);
      if (isTrue === (event.isTrue ?? false)) continue;
      keepEvent(step, holder, { at: event.at, type: 'condition', ...(isTrue ? { isTrue } : {}) });
      if (isTrue) return { type: 'conditionMet', token: holder, element: event.at };
    }
  }
  return undefined;
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
