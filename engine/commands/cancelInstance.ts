import { may } from '../access/index.ts';
import { Refusal } from '../contract/problem.ts';
import type { Call, Runtime } from './shared/runtime.ts';
import { takeStep } from './shared/step.ts';

/**
 * Ends an instance with all it called, for a reason that its history keeps.
 * @throws Refusal FORBIDDEN, NOT_FOUND, CONFLICT (it has ended), INVALID_STATE (another instance has called it)
 */
export async function cancelInstance(
  runtime: Runtime,
  call: Call,
  instanceId: string,
  reason: string,
): Promise<{ ok: true }> {
  if (!may(call.actor, 'instance.cancel')) throw new Refusal('FORBIDDEN', 'You may not cancel cases.');
  return takeStep(runtime, call, {
    command: 'cancelInstance',
    address: { type: 'instance', instanceId },
    decide: async (session) => {
      const draft = await session.draftOf(instanceId);
      if (!draft) throw new Refusal('NOT_FOUND', `Expected an instance ${instanceId}, but there is none.`);
      if (draft.parent !== null) {
        throw new Refusal(
          'INVALID_STATE',
          'This process was called by another one, which waits for it: cancel that one.',
          {
            details: { parentId: draft.parent.id },
          },
        );
      }
      return { draft, trigger: { type: 'cancel', reason } };
    },
    respond: () => ({ ok: true }),
  });
}
