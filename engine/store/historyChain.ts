import { createHash } from 'node:crypto';
import type { Json } from '../contract/json.ts';
import type { HistoryWrite } from './stepTypes.ts';

/** What the hash of an entry is made of; the chain's own fields are left out. */
export type ChainedEntry = Omit<HistoryWrite, 'prevHash' | 'hash'>;

/** The hash before the first entry of a chain. */
export const CHAIN_START = '';

/**
 * The hash of an entry in its place: SHA-256, hexadecimal, over the hash of the entry before and the canonical JSON (RFC 8785: sorted
 * keys, no spaces) of id, seq, at, type, actor and data. Altered, missing and re-ordered entries no longer fit.
 */
export function chainHash(prevHash: string, entry: ChainedEntry): string {
  const { id, seq, at, type, actor, data } = entry;
  const content = canonicalJson({
    id,
    seq,
    at,
    type,
    actor: { type: actor.type, id: actor.id, name: actor.name },
    data,
  });
  return createHash('sha256').update(prevHash).update('\n').update(content).digest('hex');
}

/** JSON with the keys of every object sorted by code units, as RFC 8785 asks; the same data give the same text. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value as { readonly [name: string]: Json });
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${sorted.map(([name, one]) => `${JSON.stringify(name)}:${canonicalJson(one)}`).join(',')}}`;
}
