import type { Json, JsonObject } from '../contract/json.ts';

/** A legal time limit as it was computed when its timer was armed; dates are the office's days (ISO 8601). */
export interface ArmedLimit {
  readonly key: string;
  readonly baseOn: string;
  readonly rawOn: string;
  readonly expiresOn: string;
  /** How often it has been extended. */
  readonly extensions: number;
  /** By how many days suspensions have moved its end; missing = none. */
  readonly suspendedDays?: number;
}

/** A timer of a live token: `at` is the timer event's element id. Instants are ISO 8601, UTC. */
export interface ArmedTimer {
  readonly at: string;
  readonly armedAt: string;
  readonly dueAt: string;
  readonly limit?: ArmedLimit;
  /** Of a timer that fires again and again: its text (`R3/PT10M`), and when it was due first; later ones are counted from then. */
  readonly cycle?: { readonly text: string; readonly firstDueAt: string };
}

/** A signal or a condition that is waited for, or an event that has come of several that are all needed. */
export interface ArmedEvent {
  /** Place of the definition: the element id, from the second definition of one event on `<element>#<number>`. */
  readonly at: string;
  readonly type: 'signal' | 'condition' | 'occurred';
  /** Of a condition: it was true when it was asked last, so that it occurs again only after it has been false. */
  readonly isTrue?: true;
}

/** What a token waits for; messages are subscriptions outside and not kept here. */
export interface Waits {
  readonly timers?: readonly ArmedTimer[];
  readonly events?: readonly ArmedEvent[];
}

/** An activity that has completed and can be undone (BPMN 2.0.2, 10.7 and 13.5.5). */
export interface Compensation {
  /** Element id of the activity. */
  readonly at: string;
  /** Scope in which it completed: a token id, 0 = the process. */
  readonly in: number;
  /** The activity's own variables as they were when it completed. */
  readonly vars?: JsonObject;
  /** Of a sub-process: what had completed inside, in order. */
  readonly inside?: readonly Compensation[];
}

/** How far a repeated activity has come; its instances are tokens in its own. */
export interface LoopState {
  /** Of multi-instance: how many instances there are in all. */
  readonly total?: number;
  readonly started: number;
  readonly completed: number;
  /** Of a sequential one over a collection: the collection as it was at the beginning. */
  readonly items?: readonly Json[];
  /** The results so far, in the order of the instances; null where there is none yet. */
  readonly outputs?: readonly Json[];
}

/**
 * A live execution of an element. Tokens are not things of their own in BPMN; ours are the active element instances, a join
 * keeps the flows that arrived.
 */
export interface Token extends Waits {
  readonly id: number;
  /** Element id. */
  readonly at: string;
  /** Token id of the enclosing sub-process, 0 = the process. */
  readonly in: number;
  /** Call activity: the child's instance id. */
  readonly child?: string;
  /** Variables of its own: of a sub-process, of one instance of a repeated activity, of an activity with input mappings. */
  readonly vars?: JsonObject;
  /** A throwing event or a completed sub-process that undoes what has completed: what is left, the last one next. */
  readonly undo?: readonly Compensation[];
  /** Of a throwing event that has not waited for its compensation: it has gone on already. */
  readonly gone?: true;
  /** Of a repeated activity as a whole. */
  readonly loop?: LoopState;
  /** Of one instance of a repeated activity: the how-manieth it is, from 0 on. */
  readonly index?: number;
  /** Of an ad-hoc sub-process: nothing has run in it yet, something has, or its completion condition has been true. */
  readonly adHoc?: 'open' | 'ran' | 'done';
}

/** Flows that arrived at a join and wait for the rest; a flow may be listed several times. */
export interface Join {
  readonly at: string;
  readonly in: number;
  readonly flows: readonly string[];
  /** Of a complex gateway that has fired and waits for reset: the flows whose tokens it has taken. */
  readonly fired?: readonly string[];
}

/** The token state of one instance: compact, serialisable, readable; format version 1. */
export interface InstanceState {
  readonly v: 1;
  /** Next token id. */
  readonly next: number;
  readonly status: 'active' | 'completed' | 'terminated' | 'failed';
  readonly tokens: readonly Token[];
  readonly joins: readonly Join[];
  /** Since when time limits stand still, and in which scope token the suspension runs. */
  readonly suspended?: { readonly since: string; readonly by: number };
  /** What the event sub-processes of the process itself wait for. */
  readonly waits?: Waits;
  /** What can be undone, in the order of completion. */
  readonly compensations?: readonly Compensation[];
}

/** What the kernel is given and gives back: state, variables and the dossier's data. */
export interface Instance {
  readonly state: InstanceState;
  readonly variables: JsonObject;
  /** The dossier's data, null for an instance without a dossier. */
  readonly dossier: JsonObject | null;
  /** The dossier's state, a key of its kind's states; FEEL reads it as `dossier.state`. */
  readonly dossierState: string | null;
}

/** An instance before its start trigger. */
export function newInstance(dossier: JsonObject | null = null, dossierState: string | null = null): Instance {
  return { state: { v: 1, next: 1, status: 'active', tokens: [], joins: [] }, variables: {}, dossier, dossierState };
}

/** False for a stored state that this version cannot go on from: it is damaged, or its format is a later one. */
export function isReadableState(state: InstanceState): boolean {
  const { v, next, tokens, joins } = state as Partial<Record<keyof InstanceState, unknown>>;
  return v === 1 && Number.isInteger(next) && Array.isArray(tokens) && Array.isArray(joins);
}
