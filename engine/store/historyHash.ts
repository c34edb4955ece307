import { createHash } from 'node:crypto';
import type { Json } from '../contract/json.ts';
import type { HistoryWrite } from './stepTypes.ts';

/** `prevHash` of an instance's first entry. */
export const FIRST_HASH = '0'.repeat(64);

/** JSON with sorted keys and no white space (in the manner of RFC 8785): the same text for the same data. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

/**
 * The hash of a history entry: SHA-256 over its canonical JSON with the hash of the entry before it, so that an altered,
 * missing or re-ordered entry is found (engine.md 8).
 */
export function historyHash(officeId: string, instanceId: string, entry: Omit<HistoryWrite, 'hash'>): string {
  const { id, seq, at, type, actor, data, prevHash } = entry;
  const actorData = { type: actor.type, id: actor.id, name: actor.name };
  const text = canonicalJson({ officeId, instanceId, id, seq, at, type, actor: actorData, data, prevHash });
  return createHash('sha256').update(text).digest('hex');
}
