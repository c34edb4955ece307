import { may } from '../../access/index.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Call, Runtime } from '../shared/runtime.ts';
import { operate, type OperationDone } from './operation.ts';

/**
 * Lets an instance stand still: its timers and time limits stop, its tasks stay visible and closed, its jobs wait.
 * @throws Refusal FORBIDDEN, NOT_FOUND, CONFLICT (it has ended, or is suspended already)
 */
export async function suspendInstance(
  runtime: Runtime,
  call: Call,
  instanceId: string,
  reason: string,
): Promise<OperationDone> {
  if (!may(call.actor, 'instance.operate')) throw new Refusal('FORBIDDEN', 'You may not suspend cases.');
  const trigger = { type: 'suspend', reason } as const;
  return operate(runtime, call, { command: 'suspendInstance', instanceId, trigger });
}
