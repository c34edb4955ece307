import { createHash } from 'node:crypto';
import type { Json } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import { canonicalJson, type Answered } from '../../store/index.ts';

/** What an idempotency key stands for: the command with what it addresses and was given, so that a key is never taken for another request. */
export function requestName(command: string, content: Json): string {
  return `${command} ${createHash('sha256').update(canonicalJson(content)).digest('hex')}`;
}

/**
 * The answer given before under the call's idempotency key; undefined when the key is new.
 * @throws Refusal CONFLICT when the key was used for another request
 */
export function answeredBefore(answered: Answered | null, command: string): Json | undefined {
  if (!answered) return undefined;
  if (answered.command !== command)
    throw new Refusal('CONFLICT', `This idempotency key was used for ${answered.command.split(' ')[0] ?? ''} already.`);
  return answered.response;
}
