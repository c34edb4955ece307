import { may } from '../access/index.ts';
import { Refusal } from '../contract/problem.ts';
import { retryIncident, type Resolution } from './shared/retryIncident.ts';
import type { Call, Runtime } from './shared/runtime.ts';

/**
 * Resolves an incident: sets the variables given, then tries again what failed: the step, or the job, which gets all its attempts anew.
 * It may fail again, with a new incident.
 * @throws Refusal NOT_FOUND, FORBIDDEN, CONFLICT (what had failed has ended), INVALID_STATE (resolved already, or it failed again)
 */
export async function resolveIncident(
  runtime: Runtime,
  call: Call,
  incidentId: string,
  resolution: Resolution,
): Promise<{ ok: true }> {
  if (!may(call.actor, 'incident.resolve')) throw new Refusal('FORBIDDEN', 'You may not resolve incidents.');
  return retryIncident(runtime, call, incidentId, resolution);
}
