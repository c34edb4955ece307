import type { Json, JsonObject } from '../contract/json.ts';

const maxDepth = 60;

/** A file's JSON, or why it is none in a sentence. */
export type ParsedJson =
  { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly sentence: string };

/** Parses the content of a file; refuses what goes too deep for those who read it by recursion. */
export function parseJson(content: string): ParsedJson {
  let value: Json;
  try {
    value = JSON.parse(content) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it does not parse';
    return { ok: false, sentence: `Expected JSON, but: ${reason}.` };
  }
  return isShallow(value)
    ? { ok: true, value }
    : { ok: false, sentence: `Expected at most ${maxDepth} levels of JSON, but the file goes deeper.` };
}

/** Is this a JSON object? */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The file's JSON object, undefined when it is none. */
export function objectIn(content: string | undefined): JsonObject | undefined {
  if (content === undefined) return undefined;
  const parsed = parseJson(content);
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
}

function isShallow(root: Json): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return false;
    level = level.flatMap((value): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return true;
}
