import { checkDurability } from './embedded/durability.ts';
import type { ConnectionConfig } from './knex.ts';
import { queryOnce } from './queryOnce.ts';

/**
 * Why a server is not taken, in one sentence: it does not answer, is too old, or would forget what it acknowledged. Undefined when
 * nothing speaks against it.
 */
export async function refusalOfServer(connection: ConnectionConfig): Promise<string | undefined> {
  try {
    const [first] = await checkDurability((sql) => queryOnce(connection, sql));
    return first;
  } catch (error) {
    return `The database does not answer: ${reasonOf(error)}.`;
  }
}

/** A name with several addresses fails with one error for each and no message of its own. */
function reasonOf(error: unknown): string {
  const messages = (error instanceof AggregateError ? (error.errors as unknown[]) : [error]).map((each) =>
    each instanceof Error ? each.message : String(each),
  );
  return [...new Set(messages)].join(', ').replace(/\.$/, '');
}
