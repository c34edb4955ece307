import { may } from '../../access/index.ts';
import type { SuspensionPolicy } from '../../calendar/index.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Call, Runtime } from '../shared/runtime.ts';
import { operate, type OperationDone } from './operation.ts';

/**
 * Lets an instance that somebody has suspended go on: its timers shifted by the time they stood still, begun anew, or due as before.
 * @throws Refusal FORBIDDEN, NOT_FOUND, CONFLICT (it is not suspended, or the process has suspended itself)
 */
export async function resumeInstance(
  runtime: Runtime,
  call: Call,
  instanceId: string,
  asked: { readonly policy: SuspensionPolicy; readonly reason: string },
): Promise<OperationDone> {
  if (!may(call.actor, 'instance.operate')) throw new Refusal('FORBIDDEN', 'You may not resume cases.');
  const trigger = { type: 'resume', ...asked } as const;
  return operate(runtime, call, { command: 'resumeInstance', instanceId, trigger });
}
