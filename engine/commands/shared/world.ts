import { officeFacts, type OfficeDefinitions } from '../../bundles/index.ts';
import { dayOf } from '../../calendar/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { World } from '../../core/index.ts';
import { evaluateDecision } from '../../decisions/index.ts';

/** The office's facts of the day last asked for: the same object for all steps of a day, so that FEEL reads it once. */
const lastFacts = new WeakMap<OfficeDefinitions, { readonly on: string; readonly facts: JsonObject }>();

function factsOf(inForce: OfficeDefinitions, today: string): JsonObject {
  const last = lastFacts.get(inForce);
  if (last?.on === today) return last.facts;
  const facts = officeFacts(inForce, today);
  lastFacts.set(inForce, { on: today, facts });
  return facts;
}

export interface WorldParts {
  readonly now: string;
  /** Pinned by the instance: model, decisions. */
  readonly pinned: OfficeDefinitions;
  /** In force now: calendar, parameters, time limits, roles, number series. */
  readonly inForce: OfficeDefinitions;
  readonly instanceId: string;
  readonly dossierId: string | null;
  readonly called: boolean;
  nextNumber(series: string): string;
  newId(): string;
}

/**
 * The world of one step. An instance keeps the model, forms and decisions it was started with; facts of the office (calendar,
 * parameters, time limits, roles) are those in force now.
 */
export function worldOf(parts: WorldParts): World {
  const { inForce, pinned } = parts;
  const today = dayOf(parts.now, inForce.calendar.timeZone);
  return {
    now: parts.now,
    instanceId: parts.instanceId,
    called: parts.called,
    businessKey: parts.dossierId ?? parts.instanceId,
    office: factsOf(inForce, today),
    calendar: inForce.calendar,
    timeLimits: inForce.timeLimits,
    laneRoles: inForce.laneRoles,
    decide(key, context) {
      const model = pinned.decisions.get(key);
      return model ? evaluateDecision(model, key, context) : { ok: false, sentence: `There is no decision “${key}”.` };
    },
    nextNumber: (series) => parts.nextNumber(series),
    newId: () => parts.newId(),
  };
}
