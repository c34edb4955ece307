import type { EventBasedGatewayNode, Graph, GraphNode } from './graph.ts';
import type { EventDefinition } from './graphEvents.ts';

/** One definition of an event with its own place, under which timers and subscriptions are kept apart. */
export interface EventPlaceOf {
  /** The element id; from the second definition of one event on `<element>#<number>`. */
  readonly at: string;
  readonly definition: EventDefinition;
}

/** The definitions of a node's event, each with its place; none for a node that is no event. */
export function eventPlacesOf(node: GraphNode): readonly EventPlaceOf[] {
  if (!('event' in node)) return [];
  if (node.event.type !== 'multiple') return [{ at: node.id, definition: node.event }];
  return node.event.definitions.map((definition, index) => ({
    at: index === 0 ? node.id : `${node.id}#${index + 1}`,
    definition,
  }));
}

/** The definition that a place means. */
export function definitionAt(node: GraphNode, place: string): EventDefinition | undefined {
  return eventPlacesOf(node).find(({ at }) => at === place)?.definition;
}

/**
 * May the process begin with this node when its event occurs? Start events, receive tasks that say so, and the events behind an
 * event-based gateway that says so (BPMN 2.0.2, 10.6.6 and 13.2).
 */
export function beginsProcess(graph: Graph, node: GraphNode): boolean {
  if (node.scope !== -1) return false;
  if (node.type === 'startEvent') return true;
  if (node.type === 'receiveTask' && node.instantiate) return true;
  return startingGateway(graph, node) !== undefined;
}

/** The event-based gateway before an event with which the process begins. */
export function startingGateway(graph: Graph, node: GraphNode): EventBasedGatewayNode | undefined {
  for (const index of node.incoming) {
    const source = graph.nodes[graph.flows[index]?.source ?? -1];
    if (source?.type === 'eventBasedGateway' && source.instantiate) return source;
  }
  return undefined;
}

/** The places at which a process begins by an event of one type: `at` of the start trigger, and what is waited for. */
export function startPlaces<T extends EventDefinition['type']>(
  graph: Graph,
  type: T,
): readonly { readonly at: string; readonly definition: Extract<EventDefinition, { readonly type: T }> }[] {
  return graph.nodes
    .filter((node) => beginsProcess(graph, node))
    .flatMap(eventPlacesOf)
    .flatMap(({ at, definition }) => (isOf(definition, type) ? [{ at, definition }] : []));
}

function isOf<T extends EventDefinition['type']>(
  definition: EventDefinition,
  type: T,
): definition is Extract<EventDefinition, { readonly type: T }> {
  return definition.type === type;
}
