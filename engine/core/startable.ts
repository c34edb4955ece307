import type { Graph } from '../bpmn/index.ts';
import type { InstanceState } from './state.ts';

/** A step of an ad-hoc sub-process that somebody may start: `token` and `element` of the trigger *startAdHocActivity*. */
export interface StartableActivity {
  /** Token of the ad-hoc sub-process. */
  readonly token: number;
  readonly element: string;
}

/**
 * The steps of live ad-hoc sub-processes that may be started now (BPMN 2.0.2, 13.3.5): none once the completion condition has been
 * true, none beside a running one where the order is sequential.
 */
export function startableActivities(graph: Graph, state: InstanceState): readonly StartableActivity[] {
  if (state.status !== 'active') return [];
  return state.tokens.flatMap((token) => {
    const owner = graph.nodes[graph.byId.get(token.at) ?? -1];
    if (owner?.type !== 'adHocSubProcess' || token.adHoc === undefined || token.adHoc === 'done') return [];
    const isRunning = (each: { readonly in: number }): boolean => each.in === token.id;
    if (owner.adHoc?.sequential && (state.tokens.some(isRunning) || state.joins.some(isRunning))) return [];
    return owner.starts.flatMap((index) => {
      const node = graph.nodes[index];
      return node ? [{ token: token.id, element: node.id }] : [];
    });
  });
}
