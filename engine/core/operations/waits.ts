import { eventPlacesOf, type EventDefinition, type Graph, type GraphNode } from '../../bpmn/index.ts';
import type { InstanceState, Token } from '../state.ts';

/** An event that something live waits for. */
export type WaitNode = GraphNode & { readonly event: EventDefinition };

const waiting: ReadonlySet<string> = new Set(['timer', 'message', 'signal', 'conditional']);

/** What a token waits for by the model: its boundary events, its own event, the race it runs, the event sub-processes in it. */
export function waitsOf(graph: Graph, state: InstanceState, token: Token): readonly WaitNode[] {
  const node = nodeOf(graph, token.at);
  if (!node) return [];
  const isRound = state.tokens.some((each) => each.id === token.in && each.at === token.at);
  const isWhole = node.loop !== undefined && !isRound;
  const border = isRound ? [] : places(node.boundaries.flatMap((index) => graph.nodes[index] ?? []));
  return isWhole ? border : [...border, ...inner(graph, state, token.id, node)];
}

/** What the event sub-processes of the process itself wait for. */
export function waitsOfProcess(graph: Graph, state: InstanceState): readonly WaitNode[] {
  return starts(graph, state, 0, graph.eventSubProcesses);
}

function inner(graph: Graph, state: InstanceState, token: number, node: GraphNode): readonly WaitNode[] {
  switch (node.type) {
    case 'intermediateCatchEvent':
    case 'receiveTask':
      return places([node]);
    case 'eventBasedGateway':
      return places(
        node.outgoing.flatMap((index) => {
          const flow = graph.flows[index];
          return (flow && graph.nodes[flow.target]) ?? [];
        }),
      );
    case 'subProcess':
    case 'eventSubProcess':
    case 'transaction':
    case 'adHocSubProcess':
      return starts(graph, state, token, node.eventSubProcesses);
    default:
      return [];
  }
}

/** None once an interrupting one has begun (BPMN 2.0.2, 13.5.4). */
function starts(
  graph: Graph,
  state: InstanceState,
  scope: number,
  eventSubProcesses: readonly number[],
): readonly WaitNode[] {
  const isInterrupted = state.tokens.some((each) => each.in === scope && interrupts(graph, each.at));
  if (isInterrupted) return [];
  return places(eventSubProcesses.flatMap((index) => startsOf(graph, graph.nodes[index])));
}

function startsOf(graph: Graph, node: GraphNode | undefined): readonly GraphNode[] {
  return node?.type === 'eventSubProcess' ? node.starts.flatMap((index) => graph.nodes[index] ?? []) : [];
}

/** True for an event sub-process whose start ends the rest of its scope. */
export function interrupts(graph: Graph, element: string): boolean {
  return startsOf(graph, nodeOf(graph, element)).some((start) => start.type === 'startEvent' && start.interrupting);
}

export function nodeOf(graph: Graph, id: string): GraphNode | undefined {
  return graph.nodes[graph.byId.get(id) ?? -1];
}

function places(nodes: readonly GraphNode[]): readonly WaitNode[] {
  return nodes.filter(
    (node): node is WaitNode =>
      'event' in node && eventPlacesOf(node).some(({ definition }) => waiting.has(definition.type)),
  );
}
