import type { Graph } from '../bpmn/index.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { DEFAULT_OUTCOME, type DossierChange, type Token, type Trigger } from '../core/index.ts';
import { nodeOf } from './announce.ts';

/** What may come with a signal to a waiting element; which part is read depends on the element. */
export interface SignalContent {
  readonly id?: string;
  readonly executionId?: string;
  /** User task. */
  readonly outcome?: string;
  /** User task, called process. */
  readonly variables?: JsonObject;
  readonly dossier?: readonly DossierChange[];
  /** Service and send task. */
  readonly result?: Json;
  /** Receive task, message event. */
  readonly message?: JsonObject;
  /** Event-based gateway: the element whose event occurred. */
  readonly element?: string;
  /** Service task, called process: a BPMN error. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** The trigger that bpmn-engine's `signal` stands for at a waiting token. */
export function signalTrigger(graph: Graph, token: Token, content: SignalContent): Trigger {
  const { id } = token;
  const variables = content.variables ?? {};
  switch (nodeOf(graph, token.at)?.type) {
    case 'userTask':
      return {
        type: 'completeTask',
        token: id,
        outcome: content.outcome ?? DEFAULT_OUTCOME,
        variables,
        dossier: content.dossier ?? [],
      };
    case 'serviceTask':
    case 'sendTask':
      if (content.error !== undefined) return { type: 'failJob', token: id, ...content.error };
      return { type: 'completeJob', token: id, result: content.result ?? null };
    case 'callActivity':
      return {
        type: 'childEnded',
        token: id,
        variables,
        ...(content.error === undefined ? {} : { error: content.error }),
      };
    default:
      return {
        type: 'correlateMessage',
        token: id,
        element: content.element ?? token.at,
        payload: content.message ?? {},
      };
  }
}

/** The trigger that bpmn-engine's `cancel` of a timer stands for: the timer fires now, with the instant at which it was due. */
export function timerTrigger(tokens: readonly Token[], element: string): Trigger | undefined {
  for (const token of tokens) {
    const timer = token.timers?.find(({ at }) => at === element);
    if (timer !== undefined) return { type: 'fireTimer', token: token.id, element, dueAt: timer.dueAt };
  }
  return undefined;
}
