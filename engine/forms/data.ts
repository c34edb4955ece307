import type { ProblemPlace } from '../contract/problem.ts';
import { pointerOf } from './pointer.ts';

/** Form data at most, in bytes of UTF-8 (data.md 6). */
export const maxDataBytes = 256 * 1024;
const maxDepth = 32;
const maxNodes = 50_000;
const tooMuch = `Expected at most ${maxDataBytes / 1024} kB of form data, but there is more.`;
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * Why data cannot be kept whatever the schema says; undefined when they can. PostgreSQL's jsonb refuses the character U+0000
 * and lone surrogates; a number beyond 2^53 has already lost digits. Walks without recursion: depth is the caller's to choose.
 */
export function dataProblem(data: unknown): ProblemPlace | undefined {
  let bytes = 0;
  let nodes = 0;
  const open: { readonly value: unknown; readonly path: readonly (string | number)[] }[] = [{ value: data, path: [] }];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { value, path } = entry;
    nodes += 1;
    if (path.length > maxDepth)
      return place(path, 'depth', `Expected at most ${maxDepth} levels, but the data go deeper.`);
    const wrong = valueProblem(value);
    if (wrong !== undefined) return place(path, wrong.code, wrong.sentence);
    bytes += sizeOf(value);
    if (nodes > maxNodes || bytes > maxDataBytes) {
      return place([], 'size', tooMuch);
    }
    if (typeof value !== 'object' || value === null) continue;
    const members = Object.entries(value);
    if (members.length > maxNodes) return place([], 'size', tooMuch);
    for (const [name, inner] of members) {
      const wrongName = valueProblem(name);
      if (wrongName !== undefined) return place(path, wrongName.code, wrongName.sentence);
      bytes += Array.isArray(value) ? 1 : sizeOf(name) + 2;
      open.push({ value: inner, path: [...path, Array.isArray(value) ? Number(name) : name] });
    }
  }
  return undefined;
}

function place(path: readonly (string | number)[], code: string, sentence: string): ProblemPlace {
  return { pointer: pointerOf(path.slice(0, maxDepth)), code, sentence };
}

function valueProblem(value: unknown): { readonly code: string; readonly sentence: string } | undefined {
  switch (typeof value) {
    case 'string':
      return value.includes('\0') || loneSurrogate.test(value)
        ? { code: 'characters', sentence: 'Expected text, but it holds a character that cannot be kept.' }
        : undefined;
    case 'number':
      return !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))
        ? { code: 'number', sentence: 'Expected a number that can be kept exactly, but it is too large.' }
        : undefined;
    case 'boolean':
    case 'object':
      return undefined;
    default:
      return { code: 'json', sentence: `Expected JSON, but found ${typeof value}.` };
  }
}

/** Bytes of the value itself in JSON, without what is inside. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return utf8Length(value) + 2;
  return typeof value === 'object' && value !== null ? 2 : String(value).length;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length && bytes <= maxDataBytes; at += 1) {
    const code = text.charCodeAt(at);
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}
