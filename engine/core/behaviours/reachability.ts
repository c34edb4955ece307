import type { Graph, GraphNode } from '../../bpmn/index.ts';

/** The nodes, as indexes, from which a token may come by a flow. */
export type Reach = ReadonlySet<number>;

const known = new WeakMap<Graph, Map<number, ReadonlyMap<string, Reach>>>();

/**
 * For each incoming flow of a gateway (by id) the nodes from which a directed path leads to it that does not visit the gateway
 * itself. A path may leave an activity by its boundary events. Worked out once per graph and gateway.
 */
export function upstreamOf(graph: Graph, gateway: GraphNode): ReadonlyMap<string, Reach> {
  let gateways = known.get(graph);
  if (!gateways) known.set(graph, (gateways = new Map<number, ReadonlyMap<string, Reach>>()));
  let flows = gateways.get(gateway.index);
  if (!flows) {
    flows = new Map(
      gateway.incoming.flatMap((index) => {
        const flow = graph.flows[index];
        return flow ? [[flow.id, nodesBefore(graph, flow.source, gateway.index)]] : [];
      }),
    );
    gateways.set(gateway.index, flows);
  }
  return flows;
}

function nodesBefore(graph: Graph, source: number, gateway: number): Reach {
  const reach = new Set<number>();
  const add = (index: number): void => {
    if (index !== gateway) reach.add(index);
  };
  add(source);
  // A set is walked in the order of insertion, and what is added on the way is still met.
  for (const index of reach) {
    const node = graph.nodes[index];
    for (const flow of node?.incoming ?? []) add(graph.flows[flow]?.source ?? gateway);
    if (node?.type === 'boundaryEvent') add(node.attachedTo);
  }
  return reach;
}

/**
 * May a token at one of these places still bring what a gateway waits for? By the standard's rule (BPMN 2.0.2, 13.4.3) a place
 * counts when it leads to a flow without a token and to none of those that have one.
 */
export function isExpected(
  graph: Graph,
  gateway: GraphNode,
  waiting: ReadonlySet<string>,
  places: ReadonlySet<number>,
): boolean {
  const upstream = upstreamOf(graph, gateway);
  const missing: Reach[] = [];
  const present: Reach[] = [];
  for (const [flow, reach] of upstream) (waiting.has(flow) ? present : missing).push(reach);
  if (missing.length === 0) return false;
  for (const place of places) {
    if (missing.some((reach) => reach.has(place)) && !present.some((reach) => reach.has(place))) return true;
  }
  return false;
}
