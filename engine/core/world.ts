import type { OfficeCalendar, TimeLimitRule } from '../calendar/index.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import type { FeelContext } from '../feel/index.ts';

/** Answer of a decision: its value and the rules that matched (0-based), or a sentence saying why there is none. */
export type DecisionAnswer =
  | { readonly ok: true; readonly value: Json; readonly matched: readonly number[] }
  | { readonly ok: false; readonly sentence: string };

/**
 * All that the core is given from outside for one step: it has no clock, no randomness and no I/O of its own, so that the
 * same (graph, instance, trigger, world) gives the same result again.
 */
export interface World {
  /** ISO 8601 instant, UTC. */
  readonly now: string;
  readonly instanceId: string;
  /** The instance was called by another: an error nobody catches goes up to the caller. */
  readonly called: boolean;
  /** Correlation key of messages that name none: the dossier id, else the instance id. */
  readonly businessKey: string;
  /** Facts FEEL reads as `office`: code, name, languages and the parameters in force. */
  readonly office: JsonObject;
  readonly calendar: OfficeCalendar;
  readonly timeLimits: ReadonlyMap<string, TimeLimitRule>;
  /** Role key of a lane's name (roles.json). */
  readonly laneRoles: ReadonlyMap<string, string>;
  decide(key: string, context: FeelContext): DecisionAnswer;
  /** The next number of a series, already reserved by the caller. */
  nextNumber(series: string): string;
  /** A fresh id; the n-th call of a retried step gives the same id again. */
  newId(): string;
  /** Called when the world ends a step that runs too long; elements entered at most, default 10,000. */
  readonly stepBudget?: number;
}
