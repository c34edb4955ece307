import type { Json, JsonObject } from '../contract/json.ts';

/** The segments of a JSON pointer (RFC 6901); undefined when the text is none. */
export function pointerSegments(pointer: string): readonly string[] | undefined {
  if (pointer === '') return [];
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The JSON pointer of some segments. */
export function pointerOf(segments: readonly (string | number)[]): string {
  return segments.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Is this the same place as, or a place inside, the other? */
export function isWithin(pointer: string, container: string): boolean {
  return pointer === container || pointer.startsWith(`${container}/`);
}

/** Is this a JSON object? */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of an object, never one of its prototype. */
export function member(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value))
    return /^(0|[1-9]\d{0,8})$/.test(name) ? (value as readonly Json[])[Number(name)] : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The value at a place; undefined when there is none. */
export function valueAt(data: Json | undefined, segments: readonly string[]): Json | undefined {
  return segments.reduce<Json | undefined>((value, segment) => member(value, segment), data);
}

/** A copy with the value put at a place, or taken away with undefined; objects on the way are made, arrays are not. */
export function withValue(data: JsonObject, segments: readonly string[], value: Json | undefined): JsonObject {
  const [first, ...rest] = segments;
  if (first === undefined) return data;
  const entries = new Map(Object.entries(data));
  if (rest.length > 0) {
    const inner = entries.get(first);
    if (inner === undefined && value === undefined) return data;
    if (inner !== undefined && !isObject(inner)) return data;
    entries.set(first, withValue(inner ?? {}, rest, value));
  } else if (value === undefined) {
    entries.delete(first);
  } else {
    entries.set(first, value);
  }
  return Object.fromEntries(entries);
}
