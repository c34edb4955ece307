import { definitionAt, type Graph } from '../bpmn/index.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { DEFAULT_OUTCOME, type DossierChange, type InstanceState, type Token, type Trigger } from '../core/index.ts';
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
  /** Receive task, message or signal event. */
  readonly message?: JsonObject;
  /** Event-based gateway: the element whose event occurred. */
  readonly element?: string;
  /** Service task, called process: a BPMN error. */
  readonly error?: { readonly code: string; readonly message: string };
  /** Called process: the code of an escalation; the called process goes on. */
  readonly escalation?: string;
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
      if (content.escalation !== undefined) return { type: 'childEscalated', token: id, code: content.escalation };
      return {
        type: 'childEnded',
        token: id,
        variables,
        ...(content.error === undefined ? {} : { error: content.error }),
      };
    default:
      return occurrenceOf(graph, id, content.element ?? token.at, content.message ?? {});
  }
}

function occurrenceOf(graph: Graph, token: number, element: string, payload: JsonObject): Trigger {
  const node = nodeOf(graph, element);
  const definition = node && definitionAt(node, element);
  if (definition?.type === 'conditional') return { type: 'evaluateConditions' };
  return { type: definition?.type === 'signal' ? 'broadcastSignal' : 'correlateMessage', token, element, payload };
}

/** The trigger that bpmn-engine's `cancel` of a timer stands for: the timer fires now, with the instant at which it was due. */
export function timerTrigger({ tokens, waits }: InstanceState, element: string): Trigger | undefined {
  for (const { id, timers } of [{ id: 0, timers: waits?.timers }, ...tokens]) {
    const timer = timers?.find(({ at }) => at === element);
    if (timer !== undefined) return { type: 'fireTimer', token: id, element, dueAt: timer.dueAt };
  }
  return undefined;
}
