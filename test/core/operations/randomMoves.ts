import type { GraphNode } from '../../../engine/bpmn/index.ts';
import type { InstanceState, Move } from '../../../engine/core/index.ts';
import type { Graph } from '../../../engine/bpmn/index.ts';

type Choose = () => number;

function pick<T>(choose: Choose, list: readonly T[]): T | undefined {
  return list[Math.floor(choose() * list.length)];
}

/** A plan of one or two moves as somebody might think of it: most can be carried out, some cannot. */
export function randomMoves(choose: Choose, graph: Graph, state: InstanceState): readonly Move[] {
  const moves = Array.from({ length: choose() < 0.7 ? 1 : 2 }, () => randomMove(choose, graph, state));
  return moves.flatMap((move) => move ?? []);
}

function randomMove(choose: Choose, graph: Graph, state: InstanceState): Move | undefined {
  const token = pick(choose, state.tokens);
  const target = pick(choose, graph.nodes);
  if (!token || !target) return undefined;
  const node = graph.nodes[graph.byId.get(token.at) ?? -1];
  const into = graph.flows[pick(choose, target.incoming) ?? -1]?.id;
  const flow = target.type.endsWith('Gateway') && into !== undefined ? { flow: into } : {};
  switch (Math.floor(choose() * 4)) {
    case 0:
      return { type: 'cancelToken', token: token.id };
    case 1:
      return { type: 'moveToken', token: token.id, to: target.id, ...flow };
    case 2:
      return { type: 'startBefore', element: target.id, ...flow };
    default:
      return { type: 'skip', token: token.id, ...(node ? wayOut(choose, graph, node) : {}) };
  }
}

function wayOut(
  choose: Choose,
  graph: Graph,
  node: GraphNode,
): { readonly outcome?: string; readonly flows?: string[] } {
  const outcome = node.type === 'userTask' ? pick(choose, node.outcomes)?.value : undefined;
  const flow = node.type === 'eventBasedGateway' ? graph.flows[pick(choose, node.outgoing) ?? -1]?.id : undefined;
  return { ...(outcome === undefined ? {} : { outcome }), ...(flow === undefined ? {} : { flows: [flow] }) };
}
