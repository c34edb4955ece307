import type { SuspensionPolicy } from '../calendar/index.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import type { Move } from './operations/moves.ts';

/** A change of the dossier at a JSON pointer. */
export interface DossierChange {
  readonly pointer: string;
  readonly value: Json;
}

/**
 * What may wake an instance. `token` addresses a live token; a trigger whose token is gone is refused, which makes every
 * trigger idempotent.
 */
export type Trigger = Occurrence & {
  /** When a trigger that failed is tried again: variables that somebody put right; they win over what the trigger itself brings. */
  readonly corrected?: JsonObject;
};

type Occurrence =
  /** `at` names a start event (message start); missing = the none start. */
  | { readonly type: 'start'; readonly variables: JsonObject; readonly at?: string }
  | {
      readonly type: 'completeTask';
      readonly token: number;
      readonly outcome: string;
      readonly variables: JsonObject;
      readonly dossier: readonly DossierChange[];
    }
  | { readonly type: 'completeJob'; readonly token: number; readonly result: Json }
  /** The job failed with a BPMN error code. */
  | { readonly type: 'failJob'; readonly token: number; readonly code: string; readonly message: string }
  /** `element`: the timer event; `dueAt`: when it was due, the time that business logic uses. */
  | { readonly type: 'fireTimer'; readonly token: number; readonly element: string; readonly dueAt: string }
  /** `token` 0 = an event sub-process of the process itself; `element`: the catching event or receive task. */
  | {
      readonly type: 'correlateMessage';
      readonly token: number;
      readonly element: string;
      readonly payload: JsonObject;
    }
  /** A signal that somebody threw; `token` and `element` as for a message. */
  | { readonly type: 'broadcastSignal'; readonly token: number; readonly element: string; readonly payload: JsonObject }
  /** Something that conditions may depend on has changed outside the instance, e.g. the dossier or the day. */
  | { readonly type: 'evaluateConditions' }
  /** A called instance threw an escalation that it does not catch; it goes on. */
  | { readonly type: 'childEscalated'; readonly token: number; readonly code: string }
  /** `token`: of the ad-hoc sub-process; `element`: the activity in it that begins. */
  | { readonly type: 'startAdHocActivity'; readonly token: number; readonly element: string }
  | {
      readonly type: 'childEnded';
      readonly token: number;
      readonly variables: JsonObject;
      readonly error?: { readonly code: string; readonly message: string };
    }
  /** `reason`: of whoever set them by hand. */
  | { readonly type: 'setVariables'; readonly variables: JsonObject; readonly reason?: string }
  /** Somebody intervenes (engine.md 7); either all moves are made, or none. */
  | { readonly type: 'modify'; readonly moves: readonly Move[]; readonly reason: string }
  /** Somebody suspends the whole instance: every timer stands still, tasks stay closed, jobs wait. */
  | { readonly type: 'suspend'; readonly reason: string }
  | { readonly type: 'resume'; readonly policy: SuspensionPolicy; readonly reason: string }
  | { readonly type: 'cancel'; readonly reason: string };
export type TriggerType = Trigger['type'];
