import { historyOfInstance, type StoredHistory } from './history.ts';
import { FIRST_HASH, historyHash } from './historyHash.ts';
import { reading } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** The first entry of a chain that does not fit. */
export interface BrokenEntry {
  readonly instanceId: string;
  /** Number of the entry that was expected in this place. */
  readonly seq: number;
  /** Id of the entry found there, null when none was. */
  readonly id: string | null;
  readonly sentence: string;
}

const PAGE = 500;
const HEAD = reading(`
  select history_seq as seq, history_hash as hash, false as forgotten from instances where office_id = $1 and id = $2
  union all
  select history_seq, history_hash, true from forgotten_instances where office_id = $1 and id = $2`);

/**
 * Recomputes the chain of an instance from its entries and compares its end with the instance's row. Finds any entry that was
 * altered, removed, added or moved. Of a forgotten instance the end is the one that is left of it. @returns null when the chain is whole
 */
export async function verifyHistory(
  trx: Transaction,
  officeId: string,
  instanceId: string,
): Promise<BrokenEntry | null> {
  let seq = 0;
  let hash = FIRST_HASH;
  for (;;) {
    const entries = await historyOfInstance(trx, officeId, instanceId, { afterSeq: seq, limit: PAGE });
    for (const entry of entries) {
      const sentence = misfit(officeId, entry, seq + 1, hash);
      if (sentence !== null) return { instanceId, seq: seq + 1, id: entry.id, sentence };
      seq = entry.seq;
      hash = entry.hash;
    }
    if (entries.length < PAGE) break;
  }
  const [head] = await trx.run<{ seq: number; hash: string; forgotten: boolean }>(HEAD, [officeId, instanceId]);
  // Of a forgotten instance the history is there as a whole, or gone as a whole.
  if (head?.forgotten && seq === 0) return null;
  if (head === undefined || (head.seq === seq && head.hash === hash)) return null;
  const sentence = `Expected ${head.seq} entries ending in ${head.hash}, but found ${seq} ending in ${hash}.`;
  return { instanceId, seq: Math.min(seq, head.seq) + 1, id: null, sentence };
}

function misfit(officeId: string, entry: StoredHistory, seq: number, prevHash: string): string | null {
  if (entry.seq !== seq) return `Expected entry ${seq}, but found ${entry.seq}.`;
  if (entry.prevHash !== prevHash)
    return `Expected entry ${seq} to follow ${prevHash}, but it follows ${entry.prevHash}.`;
  const hash = historyHash(officeId, entry.instanceId ?? '', entry);
  return entry.hash === hash ? null : `Expected entry ${seq} to have the hash ${hash}, but it has ${entry.hash}.`;
}

const INSTANCES = reading(`
  select id from instances where office_id = $1 and id > $2::uuid
  union all
  select id from forgotten_instances where office_id = $1 and id > $2::uuid
  order by id limit $3`);

/** Verifies the chains of all instances of an office; the broken ones. */
export async function verifyOfficeHistory(trx: Transaction, officeId: string): Promise<readonly BrokenEntry[]> {
  const broken: BrokenEntry[] = [];
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await trx.run<{ id: string }>(INSTANCES, [officeId, after, PAGE]);
    for (const { id } of rows) {
      const entry = await verifyHistory(trx, officeId, id);
      if (entry !== null) broken.push(entry);
      after = id;
    }
    if (rows.length < PAGE) return broken;
  }
}
