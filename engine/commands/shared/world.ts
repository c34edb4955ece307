import { officeFacts, type OfficeDefinitions } from '../../bundles/index.ts';
import { dayOf } from '../../calendar/index.ts';
import type { World } from '../../core/index.ts';
import { evaluateDecision } from '../../decisions/index.ts';

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
    office: officeFacts(inForce, today),
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
