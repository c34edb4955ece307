import type { Json } from '../contract/json.ts';
import { isObject, member, pointerSegments } from './pointer.ts';
import type { Schema } from './types.ts';

/** The schema behind its `$ref`s, which point into the same document; an empty schema when one leads nowhere or in a circle. */
export function resolved(root: Schema, schema: Json | undefined): Schema {
  let current: Json | undefined = schema;
  for (let hops = 0; hops < 20; hops += 1) {
    if (!isObject(current)) return {};
    const ref = member(current, '$ref');
    if (ref === undefined) return current;
    current = typeof ref === 'string' ? target(root, ref) : undefined;
  }
  return {};
}

/** What a `$ref` points at within its document: `#/definitions/address`. */
export function target(root: Schema, ref: string): Schema | undefined {
  if (!ref.startsWith('#')) return undefined;
  const segments = pointerSegments(decode(ref.slice(1)));
  const found = segments?.reduce<Json | undefined>((value, segment) => member(value, segment), root);
  return isObject(found) ? found : undefined;
}

/** A schema with the annotations that stand beside its `$ref`: a mark at the place of use wins over one at the definition. */
export function annotation(root: Schema, schema: Schema, name: string): Json | undefined {
  return member(schema, name) ?? member(resolved(root, schema), name);
}

/** The properties of an object schema, in order; none for other schemas. */
export function propertiesOf(root: Schema, schema: Json | undefined): readonly (readonly [string, Schema])[] {
  const properties = member(resolved(root, schema), 'properties');
  if (!isObject(properties)) return [];
  return Object.entries(properties).map(([name, property]) => [name, isObject(property) ? property : {}] as const);
}

/** The schema of a property by path, through objects only. */
export function schemaAt(root: Schema, path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>(
    (schema, name) =>
      schema === undefined ? undefined : propertiesOf(root, schema).find(([property]) => property === name)?.[1],
    root,
  );
}

/** What our own keyword says of a property: `{"x-officina": {"dossier": "/mark/text", "hidden": true}}`. */
export function marks(root: Schema, schema: Schema): { readonly dossier?: string; readonly hidden: boolean } {
  const own = annotation(root, schema, 'x-officina');
  const dossier = member(own, 'dossier');
  return { ...(typeof dossier === 'string' ? { dossier } : {}), hidden: member(own, 'hidden') === true };
}

/** Is this a field that nobody may fill in: `readOnly`, or marked hidden because it only serves conditions? */
export function isReadOnly(root: Schema, schema: Schema): boolean {
  return annotation(root, schema, 'readOnly') === true || marks(root, schema).hidden;
}

/** The types a schema admits; none when it does not say. */
export function typesOf(root: Schema, schema: Json | undefined): readonly string[] {
  const type = member(resolved(root, schema), 'type');
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.filter((entry): entry is string => typeof entry === 'string') : [];
}

/** Does the schema let a value be null on purpose? */
export function admitsNull(root: Schema, schema: Json | undefined): boolean {
  return typesOf(root, schema).includes('null');
}

/** Path of the property a layout scope points at: `#/properties/mark/properties/text` → mark, text. */
export function scopePath(scope: string): readonly string[] | undefined {
  if (!scope.startsWith('#/')) return scope === '#' ? [] : undefined;
  const segments = pointerSegments(decode(scope.slice(1)));
  if (segments === undefined || segments.length % 2 !== 0) return undefined;
  const path: string[] = [];
  for (const [at, segment] of segments.entries()) {
    if (at % 2 === 1) path.push(segment);
    else if (segment !== 'properties') return undefined;
  }
  return path;
}

/** A fragment without percent-encoding; as it stands when that is broken. */
export function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
