import { may } from '../access/index.ts';
import { Refusal } from '../contract/problem.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import { takeStep } from './shared/step.ts';

/**
 * Starts a step of an ad-hoc sub-process (BPMN 2.0.2, 13.3.5). Two round trips.
 * @param place token of the sub-process, and the step in it
 * @throws Refusal FORBIDDEN, NOT_FOUND, CONFLICT (it may not be started now)
 */
export function startActivity(
  runtime: Runtime,
  call: Call,
  instanceId: string,
  place: { readonly token: number; readonly element: string },
): Promise<{ ok: true; instanceId: string }> {
  if (!may(call.actor, 'task.work'))
    return Promise.reject(new Refusal('FORBIDDEN', 'You may not start steps of a case.'));
  return takeStep(runtime, call, {
    command: 'startActivity',
    address: { type: 'instance', instanceId },
    input: { ...place },
    decide: async (session) => {
      const draft = await session.draftOf(instanceId);
      if (!draft) throw new Refusal('NOT_FOUND', `Expected an instance ${instanceId}, but there is none.`);
      return { draft, trigger: { type: 'startAdHocActivity', ...place } };
    },
    respond: () => ({ ok: true, instanceId }),
  });
}
