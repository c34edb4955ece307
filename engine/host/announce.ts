import type { Graph, GraphNode } from '../bpmn/index.ts';
import type { Instance, KernelEvent, Token } from '../core/index.ts';

/** An event as bpmn-engine's listeners know it: `activity.wait`, `activity.end`, `flow.take` … */
export interface Announcement {
  readonly key: string;
  readonly element: string;
  readonly token?: number;
  readonly event?: KernelEvent;
}

/**
 * What bpmn-engine's listeners hear of a kernel event. Where bpmn-engine has a name for it, that name is used; every other
 * event comes as `activity.<type>` (`activity.messageThrown`, `activity.callStarted`), with the event itself in the content.
 */
export function announcementsOf(graph: Graph, event: KernelEvent): readonly Announcement[] {
  switch (event.type) {
    case 'tokenOpened':
      return named(event, event.element, event.token, ['activity.enter', 'activity.start']);
    case 'tokenClosed':
      return event.ending === 'terminated' ? named(event, event.element, event.token, ['activity.discard']) : [];
    case 'elementCompleted':
      return named(event, event.element, undefined, ['activity.end', 'activity.leave']);
    case 'flowTaken':
      return named(event, event.flow, undefined, ['flow.take']);
    case 'taskOpened':
    case 'jobOpened':
      return named(event, event.element, event.token, ['activity.wait']);
    case 'subscribed':
      return named(
        event,
        event.element,
        event.token,
        isWaitingNode(nodeOf(graph, event.element)) ? ['activity.wait'] : ['activity.subscribed'],
      );
    case 'timerArmed':
      return named(event, event.element, event.token, ['activity.timer']);
    case 'timerFired':
      return named(event, event.element, event.token, ['activity.timeout']);
    case 'errorThrown':
      return named(event, event.element, undefined, ['activity.throw']);
    case 'instanceStarted':
    case 'instanceEnded':
      return [];
    default: {
      // Not the id of the process itself: bpmn-engine would take it for a change of the process's own life.
      const element = 'element' in event ? event.element : `${graph.process}:instance`;
      return named(event, element, 'token' in event ? event.token : undefined, [`activity.${event.type}`]);
    }
  }
}

/** What is announced again for a resumed instance: everything that waits and every armed timer. */
export function announcementsAfterResume(graph: Graph, instance: Instance): readonly Announcement[] {
  const { tokens, waits } = instance.state;
  const ofProcess = (waits?.timers ?? []).map(({ at }) => ({ key: 'activity.timer', element: at, token: 0 }));
  const ofTokens = tokens.flatMap((token): Announcement[] => {
    const timers = (token.timers ?? []).map(({ at }) => ({ key: 'activity.timer', element: at, token: token.id }));
    const isWaiting = isWaitingAt(graph, token);
    return isWaiting ? [{ key: 'activity.wait', element: token.at, token: token.id }, ...timers] : timers;
  });
  return [...ofProcess, ...ofTokens];
}

/** The node of an element id. */
export function nodeOf(graph: Graph, element: string): GraphNode | undefined {
  return graph.nodes[graph.byId.get(element) ?? -1];
}

/** Does a token wait for something from outside? One of a repeated activity as a whole waits for its instances only. */
export function isWaitingAt(graph: Graph, token: Token): boolean {
  return token.loop === undefined && token.undo === undefined && isWaitingNode(nodeOf(graph, token.at));
}

/** Does a token in this node wait for something from outside? Sub-processes wait for what is inside them only. */
export function isWaitingNode(node: GraphNode | undefined): boolean {
  return (
    node !== undefined && !('eventSubProcesses' in node) && node.type !== 'boundaryEvent' && node.type !== 'startEvent'
  );
}

function named(
  event: KernelEvent,
  element: string,
  token: number | undefined,
  keys: readonly string[],
): readonly Announcement[] {
  return keys.map((key) => ({ key, element, event, ...(token === undefined ? {} : { token }) }));
}
