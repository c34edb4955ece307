import { Refusal } from '../contract/problem.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import { takeStep } from './shared/step.ts';

/**
 * Lets an instance ask its conditions anew, because its dossier has changed elsewhere or a new day has begun. The step notes on which
 * version of the dossier it asked and is written only while the dossier still has it, so that no change is missed. Two round trips.
 * @throws Refusal NOT_FOUND, CONFLICT (it has ended), INVALID_STATE when an incident was recorded
 */
export function askConditions(runtime: Runtime, call: Call, instanceId: string): Promise<{ ok: true }> {
  return takeStep(runtime, call, {
    command: 'askConditions',
    address: { type: 'instance', instanceId },
    decide: async (session) => {
      const draft = await session.draftOf(instanceId);
      if (!draft) throw new Refusal('NOT_FOUND', `Expected an instance ${instanceId}, but there is none.`);
      return { draft, trigger: { type: 'evaluateConditions' } };
    },
    respond: () => ({ ok: true }),
  });
}
