import { may } from '../access/index.ts';
import type { JsonObject } from '../contract/json.ts';
import { Refusal } from '../contract/problem.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import { takeStep } from './shared/step.ts';

/** How an incident is resolved. */
export interface Resolution {
  /** Why, for history. */
  readonly note: string;
  /** Variables to set first. */
  readonly variables?: JsonObject;
}

/**
 * Resolves an incident: sets the variables given, then tries again what failed. It may fail again, with a new incident.
 * @throws Refusal NOT_FOUND, FORBIDDEN, INVALID_STATE when it was resolved already
 */
export async function resolveIncident(
  runtime: Runtime,
  call: Call,
  incidentId: string,
  resolution: Resolution,
): Promise<{ ok: true }> {
  if (!may(call.actor, 'incident.resolve')) throw new Refusal('FORBIDDEN', 'You may not resolve incidents.');
  return takeStep(runtime, call, {
    command: 'resolveIncident',
    address: { type: 'incident', incidentId },
    decide: async (session) => {
      const { incident } = session.read;
      if (!incident) throw new Refusal('NOT_FOUND', `Expected an incident ${incidentId}, but there is none.`);
      if (incident.state !== 'open') throw new Refusal('INVALID_STATE', `Incident ${incidentId} was resolved already.`);
      const draft = await session.draftOf(incident.instanceId);
      if (!draft) throw new Refusal('NOT_FOUND', `Expected an instance ${incident.instanceId}, but there is none.`);
      draft.entries.push({ type: 'incidentResolved', data: { incident: incidentId, note: resolution.note } });
      const { variables = {} } = resolution;
      const { trigger: failed } = incident;
      // What is put right now wins over what the trigger brought when it failed, e.g. the variables of a start.
      const trigger = failed
        ? { ...failed, corrected: { ...failed.corrected, ...variables } }
        : { type: 'setVariables' as const, variables };
      return { draft, trigger, extras: { resolvedIncident: incidentId } };
    },
    respond: () => ({ ok: true }),
  });
}
