import { may } from '../../access/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Call, Runtime } from '../shared/runtime.ts';
import { operate, type OperationDone } from './operation.ts';

/**
 * Sets variables of an instance by hand; history keeps each with its value before and after, and the reason.
 * @throws Refusal FORBIDDEN, NOT_FOUND, CONFLICT (it has ended, or has changed since), INVALID_STATE (what follows from it cannot be)
 */
export async function setVariables(
  runtime: Runtime,
  call: Call,
  instanceId: string,
  asked: { readonly variables: JsonObject; readonly reason: string; readonly version?: number | undefined },
): Promise<OperationDone> {
  if (!may(call.actor, 'instance.operate')) throw new Refusal('FORBIDDEN', 'You may not set variables of cases.');
  const { variables, reason, version } = asked;
  const trigger = { type: 'setVariables', variables, reason } as const;
  return operate(runtime, call, { command: 'setVariables', instanceId, trigger, version });
}
