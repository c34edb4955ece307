import type { ScriptTaskNode } from '../../bpmn/index.ts';
import { value } from '../behaviours/expressions.ts';
import { entered, leave } from '../behaviours/flows.ts';
import { giveOutAtOnce, localsOf } from '../behaviours/locals.ts';
import { setVariable } from '../behaviours/variables.ts';
import type { Element } from '../element.ts';

/** Script task: a FEEL expression whose value becomes a variable (BPMN 2.0.2, 13.3.3). */
export const scriptTask: Element<ScriptTaskNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    const locals = localsOf(step, node);
    const result = value(step, node, node.script, locals);
    if (node.resultVariable !== undefined) setVariable(step, node.resultVariable, result);
    giveOutAtOnce(step, node, node.output, { ...locals, result });
    leave(step, node, scope);
  },
};
