import type { GraphNode } from '../../bpmn/index.ts';
import type { Arrival } from '../arrivals.ts';
import { isInterrupting } from '../behaviours/scopes.ts';
import { StaleTrigger } from '../failure.ts';
import type { Step } from '../step.ts';

/** Where something is to begin; see `Move`. */
export interface Place {
  readonly to: string;
  readonly scope?: number | undefined;
  readonly flow?: string;
}

const joins: ReadonlySet<string> = new Set(['parallelGateway', 'inclusiveGateway', 'complexGateway']);

/**
 * Puts a token before an element.
 * @throws StaleTrigger when nothing can begin there, or it is not said in which scope or by which flow
 */
export function startBefore(step: Step, place: Place): void {
  const node = step.node(place.to);
  checkStartable(step, node);
  const scope = scopeOf(step, node, place.scope);
  const interrupting = step.inside(scope).find((token) => isInterrupting(step, token));
  if (interrupting) {
    throw new StaleTrigger(
      `“${interrupting.at}” (token ${interrupting.id}) has interrupted what “${node.id}” belongs to: cancel it first.`,
    );
  }
  step.arrive({ node, scope, ...flowInto(step, node, place.flow) });
}

function checkStartable(step: Step, node: GraphNode): void {
  const owner = node.scope === -1 ? undefined : step.nodeAt(node.scope);
  const isByEvent =
    node.type === 'boundaryEvent' ||
    node.type === 'eventSubProcess' ||
    (node.type === 'startEvent' && owner?.type === 'eventSubProcess');
  if (isByEvent) throw new StaleTrigger(`“${node.id}” begins by its event only; start before what follows it.`);
  if (node.forCompensation === true)
    throw new StaleTrigger(`“${node.id}” runs as compensation only; nothing can be started before it.`);
}

/** The scope that was named, or the only one that there is. */
function scopeOf(step: Step, node: GraphNode, said: number | undefined): number {
  const owner = node.scope === -1 ? undefined : step.nodeAt(node.scope).id;
  if (said !== undefined) {
    const isRight = said === 0 ? owner === undefined : step.alive(said).at === owner && !isWhole(step, said);
    if (isRight) return said;
    throw new StaleTrigger(
      `“${node.id}” does not lie in ${said === 0 ? 'the process itself' : `the scope of token ${said}`}.`,
    );
  }
  if (owner === undefined) return 0;
  const [scope, another] = step.tokens().filter((token) => token.at === owner && !isWhole(step, token.id));
  if (!scope)
    throw new StaleTrigger(`“${node.id}” lies in “${owner}”, which does not run: start before “${owner}” instead.`);
  if (another)
    throw new StaleTrigger(`“${owner}” runs more than once: say in which of its tokens “${node.id}” starts.`);
  return scope.id;
}

/** True for the token that stands for all rounds of a repeated activity; its rounds are the scopes. */
function isWhole(step: Step, token: number): boolean {
  const at = step.alive(token).at;
  return step.node(at).loop !== undefined && step.token(step.alive(token).in)?.at !== at;
}

function flowInto(step: Step, node: GraphNode, said: string | undefined): Pick<Arrival, 'flow'> {
  const incoming = node.incoming.flatMap((index) => step.graph.flows[index] ?? []);
  if (said === undefined) {
    if (!joins.has(node.type) || incoming.length < 2) return {};
    const names = incoming.map((flow) => flow.id).join(', ');
    throw new StaleTrigger(`“${node.id}” waits for several flows: say by which of ${names} the token comes.`);
  }
  const flow = incoming.find((each) => each.id === said);
  if (!flow) throw new StaleTrigger(`Expected a flow “${said}” into “${node.id}”, but there is none.`);
  return { flow };
}
