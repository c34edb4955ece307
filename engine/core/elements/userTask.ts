import type { UserTaskNode } from '../../bpmn/index.ts';
import { fireBoundary, openBoundaries } from '../behaviours/boundaries.ts';
import { changeDossier } from '../behaviours/dossier.ts';
import { condition, text, texts } from '../behaviours/expressions.ts';
import { entered, finish } from '../behaviours/flows.ts';
import { giveOut, withLocals } from '../behaviours/locals.ts';
import { setVariable, setVariables } from '../behaviours/variables.ts';
import { isOccurrence, type Element } from '../element.ts';
import { StaleTrigger, StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';

const DEFAULT_PRIORITY = 50;

/** The outcome of a task that lists none. */
export const DEFAULT_OUTCOME = 'complete';

/** User task: a task is offered to people; its completion writes outcome, variables and dossier (BPMN 2.0.2, 13.3.3). */
export const userTask: Element<UserTaskNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    const token = step.open(node, scope, withLocals(step, node));
    step.scope = token.id;
    step.emit({
      type: 'taskOpened',
      token: token.id,
      element: node.id,
      form: node.form ?? null,
      assignee: node.assignee ? text(step, node, node.assignee) : null,
      candidateGroups: groups(step, node),
      candidateUsers: texts(step, node, node.candidateUsers),
      priority: priority(step, node),
      immediate: node.immediate,
    });
    openBoundaries(step, node, token);
  },
  resume(step, node, token, trigger) {
    if (isOccurrence(trigger)) return fireBoundary(step, token, trigger);
    if (trigger.type !== 'completeTask')
      throw new StaleTrigger(`Expected the task “${node.id}” to be completed, but it was asked to ${trigger.type}.`);
    checkOutcome(step, node, trigger.outcome);
    setVariables(step, trigger.variables);
    for (const change of trigger.dossier) changeDossier(step, node.id, change.pointer, change.value);
    setVariable(step, node.id, { ...recordOf(step, node.id), outcome: trigger.outcome });
    giveOut(step, node, token, node.output);
    step.emit({ type: 'taskCompleted', token: token.id, element: node.id, outcome: trigger.outcome });
    finish(step, node, token);
  },
};

function groups(step: Step, node: UserTaskNode): readonly string[] {
  const named = texts(step, node, node.candidateGroups);
  const role = node.lane === undefined ? undefined : step.world.laneRoles.get(node.lane);
  return named.length > 0 || role === undefined ? named : [role];
}

function priority(step: Step, node: UserTaskNode): number {
  const said = node.priority ? Number(text(step, node, node.priority) ?? Number.NaN) : DEFAULT_PRIORITY;
  if (Number.isInteger(said)) return said;
  throw new StepFailure(
    node.id,
    'EXPRESSION_FAILED',
    `The priority of “${node.name ?? node.id}” must be a whole number.`,
  );
}

function checkOutcome(step: Step, node: UserTaskNode, outcome: string): void {
  const outcomes = node.outcomes.map((each) => each.value);
  const chosen = node.outcomes.find((each) => each.value === outcome);
  const allowed = outcomes.length === 0 ? outcome === DEFAULT_OUTCOME : chosen !== undefined;
  if (!allowed) {
    throw new StaleTrigger(
      `Expected one of ${(outcomes.length > 0 ? outcomes : [DEFAULT_OUTCOME]).join(', ')} as outcome of “${node.id}”, but it was “${outcome}”.`,
    );
  }
  if (chosen?.when && !condition(step, node, chosen.when)) {
    throw new StaleTrigger(`The outcome “${outcome}” of “${node.id}” is not offered now.`);
  }
}

function recordOf(step: Step, name: string): object {
  const before = step.read(name);
  return typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {};
}
