import type { Json } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Answered } from '../../store/index.ts';

/**
 * The answer given before under the call's idempotency key; undefined when the key is new.
 * @throws Refusal CONFLICT when the key was used for another command
 */
export function answeredBefore(answered: Answered | null, command: string): Json | undefined {
  if (!answered) return undefined;
  if (answered.command !== command)
    throw new Refusal('CONFLICT', `This idempotency key was used for ${answered.command} already.`);
  return answered.response;
}
