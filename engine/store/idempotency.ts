import type { Json } from '../contract/json.ts';
import { reading, writing } from './statements.ts';
import type { Answered } from './stored.ts';
import type { Transaction } from './transaction.ts';

const READ = reading(`
  select command, response from idempotency_keys where office_id = $1 and actor_id = $2 and key = $3`);

/** The answer given before under this key, null when it is new. Steps read it with `readStep`. */
export async function readAnswer(
  trx: Transaction,
  officeId: string,
  request: { readonly actorId: string; readonly key: string },
): Promise<Answered | null> {
  const [answer] = await trx.run<Answered>(READ, [officeId, request.actorId, request.key]);
  return answer ?? null;
}

const KEEP = writing(`
  insert into idempotency_keys (office_id, actor_id, key, command, response, created_at) values ($1, $2, $3, $4, $5::jsonb, $6)
  on conflict (office_id, actor_id, key) do nothing returning true as kept`);

/**
 * Keeps the answer of a command that is no step, in its transaction.
 * @returns false when another request with the same key was faster: roll back and read its answer
 */
export async function keepAnswer(
  trx: Transaction,
  officeId: string,
  answer: {
    readonly actorId: string;
    readonly key: string;
    readonly command: string;
    readonly response: Json;
    readonly at: string;
  },
): Promise<boolean> {
  const { actorId, key, command, response, at } = answer;
  return (await trx.run(KEEP, [officeId, actorId, key, command, JSON.stringify(response), at])).length === 1;
}

const FORGET = writing(`
  delete from idempotency_keys where (office_id, actor_id, key) in (
    select office_id, actor_id, key from idempotency_keys where office_id = $1 and created_at < $2 limit $3 for update skip locked)
  returning true as forgotten`);

/** Forgets answers older than an instant, `limit` at most; what another node is just forgetting is left to it. @returns how many */
export async function forgetAnswers(
  trx: Transaction,
  officeId: string,
  before: string,
  limit: number,
): Promise<number> {
  return (await trx.run(FORGET, [officeId, before, limit])).length;
}
