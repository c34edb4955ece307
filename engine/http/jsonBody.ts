import type { IncomingMessage } from 'node:http';
import { Refusal } from '../contract/problem.ts';
import type { Json } from '../contract/json.ts';

const MAX_DEPTH = 40;

/**
 * Reads a JSON body of at most `limit` bytes.
 * @throws Refusal UNSUPPORTED_TYPE, TOO_LARGE, INVALID_INPUT (not JSON, not UTF-8, nested too deep, a key of a prototype)
 */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<Json> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new Refusal(
      'UNSUPPORTED_TYPE',
      `Expected a body of type application/json, but it is “${type.slice(0, 100)}”.`,
    );
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > limit)
      throw new Refusal('TOO_LARGE', `Expected a body of at most ${limit} bytes.`, { details: { limit } });
    chunks.push(chunk as Buffer);
  }
  const text = decode(Buffer.concat(chunks));
  try {
    return checked(JSON.parse(text) as Json, 1);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('INVALID_INPUT', 'The body is not JSON.');
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('INVALID_INPUT', 'The body is not UTF-8.');
  }
}

/** Refuses what has no place in data: endless depth and names that reach a prototype. */
function checked(value: Json, depth: number): Json {
  if (depth > MAX_DEPTH) throw new Refusal('INVALID_INPUT', `The body is nested more than ${MAX_DEPTH} levels deep.`);
  if (Array.isArray(value)) for (const item of value as readonly Json[]) checked(item, depth + 1);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype')
        throw new Refusal('INVALID_INPUT', `“${key}” is no name for data.`);
      checked(member as Json, depth + 1);
    }
  }
  return value;
}
