import { StepFailure } from '../failure.ts';
import type { Join } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * A join that waits where nothing is left that could still reach it would wait for ever, and the instance with it:
 * BPMN 2.0.2 (13.4.1) leaves it there, we make it an incident.
 */
export function checkDeadlocks(step: Step): void {
  if (step.status !== 'active') return;
  const living = new Map<number, boolean>();
  for (const join of step.joins.list()) {
    // A complex gateway that has fired waits for nothing in particular.
    if (join.flows.length === 0) continue;
    const isAlive = living.get(join.in) ?? isAnyAlive(step, join.in);
    living.set(join.in, isAlive);
    if (!isAlive) throw deadlock(step, join);
  }
}

/** A token in an event sub-process never reaches a join around it; in an ad-hoc sub-process people may start more. */
function isAnyAlive(step: Step, scope: number): boolean {
  const { adHoc } = step.token(scope) ?? {};
  if (adHoc !== undefined && adHoc !== 'done') return true;
  return step.inside(scope).some((token) => step.node(token.at).type !== 'eventSubProcess');
}

function deadlock(step: Step, join: Join): StepFailure {
  const node = step.node(join.at);
  const { startQuantity = 1 } = node;
  if (startQuantity > 1) {
    return new StepFailure(
      node.id,
      'DEADLOCK',
      `“${node.name ?? node.id}” begins with ${startQuantity} tokens at once and waits for the rest, but nothing is left that could bring it.`,
    );
  }
  const missing = node.incoming.flatMap((index) => {
    const flow = step.graph.flows[index];
    return flow === undefined || join.flows.includes(flow.id) ? [] : [step.nodeAt(flow.source)];
  });
  const sources = missing.map((source) => `“${source.name ?? source.id}”`).join(' and ');
  return new StepFailure(
    node.id,
    'DEADLOCK',
    `“${node.name ?? node.id}” waits for what comes from ${sources}, but nothing is left that could bring it.`,
  );
}
