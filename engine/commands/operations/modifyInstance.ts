import { may } from '../../access/index.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Move } from '../../core/index.ts';
import type { Call, Runtime } from '../shared/runtime.ts';
import { operate, previewOperation, type OperationDone } from './operation.ts';

/** A plan with its reason. */
export interface Modification {
  readonly moves: readonly Move[];
  readonly reason: string;
  /** Version of the instance that was looked at; another one is refused. */
  readonly version?: number | undefined;
  readonly dryRun?: boolean | undefined;
}

/**
 * Moves, skips, starts and cancels tokens of an instance, all of a plan or nothing; with `dryRun` only shows what would open, close
 * and leave the house.
 * @throws Refusal FORBIDDEN, NOT_FOUND, CONFLICT (a token has ended, or nothing would be left), INVALID_STATE (the process cannot go on so)
 */
export async function modifyInstance(
  runtime: Runtime,
  call: Call,
  instanceId: string,
  asked: Modification,
): Promise<OperationDone> {
  if (!may(call.actor, 'instance.operate')) throw new Refusal('FORBIDDEN', 'You may not modify cases.');
  const { moves, reason, version, dryRun = false } = asked;
  const trigger = { type: 'modify', moves, reason } as const;
  const operation = { command: 'modifyInstance', instanceId, trigger, version };
  return dryRun ? previewOperation(runtime, call, operation) : operate(runtime, call, operation);
}
