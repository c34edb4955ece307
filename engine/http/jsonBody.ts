import type { IncomingMessage } from 'node:http';
import { Refusal } from '../contract/problem.ts';
import type { Json } from '../contract/json.ts';
import { jsonTextProblem, type JsonTextProblem } from './jsonText.ts';

const MAX_DEPTH = 40;
const MAX_MEMBERS = 100_000;
const JSON_TYPE = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

const sentences: Readonly<Record<JsonTextProblem, string>> = {
  duplicate: 'A member of the body is there twice.',
  number: 'The body holds a number that cannot be kept exactly.',
  depth: `The body is nested more than ${MAX_DEPTH} levels deep.`,
};

/**
 * Reads a JSON body of at most `limit` bytes. What is accepted is kept exactly: members that are there twice, numbers beyond a double
 * and characters that PostgreSQL cannot hold are refused.
 * @throws Refusal UNSUPPORTED_TYPE, TOO_LARGE, INVALID_INPUT
 */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<Json> {
  const type = request.headers['content-type'] ?? '';
  if (!JSON_TYPE.test(type) || request.headers['content-encoding'] !== undefined)
    throw new Refusal(
      'UNSUPPORTED_TYPE',
      `Expected a body of type application/json in UTF-8, but it is “${type.slice(0, 100)}”.`,
    );
  const text = decode(await readBytes(request, limit));
  const value = parse(text);
  const problem = jsonTextProblem(text, MAX_DEPTH);
  if (problem !== null) throw new Refusal('INVALID_INPUT', sentences[problem]);
  checkMembers(value);
  return value;
}

/** The iterator must not destroy the request: the refusal still has to be answered over the same socket. */
async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = (): Refusal =>
    new Refusal('TOO_LARGE', `Expected a body of at most ${limit} bytes.`, { details: { limit } });
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal('INVALID_INPUT', 'The body is not UTF-8.');
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new Refusal('INVALID_INPUT', 'The body is not JSON.');
  }
}

/** Characters that jsonb and text columns refuse: U+0000 and halves of a surrogate pair. */
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Is there a character in this text that the database cannot hold? */
export function isUnstorable(text: string): boolean {
  return UNSTORABLE.test(text);
}

/** Refuses what has no place in data: names that reach a prototype, characters that cannot be kept, members without end. */
function checkMembers(root: Json): void {
  const open: Json[] = [root];
  let members = 0;
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string') checkText(value);
    if (typeof value !== 'object' || value === null) continue;
    const isList = Array.isArray(value);
    for (const [name, member] of Object.entries<Json>(value as Record<string, Json>)) {
      members += 1;
      if (members > MAX_MEMBERS)
        throw new Refusal('TOO_LARGE', `Expected at most ${MAX_MEMBERS} members.`, { details: { limit: MAX_MEMBERS } });
      if (!isList) checkName(name);
      open.push(member);
    }
  }
}

function checkName(name: string): void {
  if (name === '__proto__' || name === 'constructor' || name === 'prototype')
    throw new Refusal('INVALID_INPUT', `“${name}” is no name for data.`);
  checkText(name);
}

function checkText(text: string): void {
  if (isUnstorable(text))
    throw new Refusal('INVALID_INPUT', 'The body holds a character that cannot be kept (U+0000 or half a pair).');
}
