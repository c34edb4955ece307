import type { JsonObject } from '../contract/json.ts';

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
}

/**
 * A live execution of an element. Tokens are not things of their own in BPMN; ours are the active element instances, a join
 * keeps the flows that arrived.
 */
export interface Token {
  readonly id: number;
  /** Element id. */
  readonly at: string;
  /** Token id of the enclosing sub-process, 0 = the process. */
  readonly in: number;
  readonly timers?: readonly ArmedTimer[];
  /** Call activity: the child's instance id. */
  readonly child?: string;
  /** Variables of its own: of a sub-process, of one instance of a repeated activity, of an activity with input mappings. */
  readonly vars?: JsonObject;
}

/** Flows that arrived at a parallel join and wait for the rest; a flow may be listed several times. */
export interface Join {
  readonly at: string;
  readonly in: number;
  readonly flows: readonly string[];
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
