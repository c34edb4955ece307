import type { BusinessRuleTaskNode } from '../../bpmn/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import { feelContext, mapped } from '../behaviours/expressions.ts';
import { entered, leave } from '../behaviours/flows.ts';
import { writeOutput } from '../behaviours/variables.ts';
import type { Element } from '../element.ts';
import { StepFailure } from '../failure.ts';

/** Business rule task: a DMN decision; input mappings are added to what the decision sees (BPMN 2.0.2, 13.3.3). */
export const businessRuleTask: Element<BusinessRuleTaskNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    const context = { ...feelContext(step), ...mapped(step, node, node.input) };
    const answer = step.world.decide(node.decision, context);
    if (!answer.ok) {
      throw new StepFailure(
        node.id,
        'DECISION_FAILED',
        `The decision “${node.decision}” at “${node.name ?? node.id}” has no answer: ${answer.sentence}`,
      );
    }
    step.emit({
      type: 'decisionMade',
      element: node.id,
      decision: node.decision,
      matched: answer.matched,
      result: answer.value,
    });
    const all: JsonObject = { [node.resultVariable]: answer.value };
    writeOutput(step, node, node.output, { result: answer.value }, all);
    leave(step, node, scope);
  },
};
