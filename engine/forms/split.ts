import type { Json, JsonObject } from '../contract/json.ts';
import { isObject, member, pointerOf, pointerSegments, valueAt } from './pointer.ts';
import { annotation, isReadOnly, marks, propertiesOf, resolved } from './schema.ts';
import type { Form, FormChanges, Schema } from './types.ts';

/**
 * What validated data mean: properties marked `{"x-officina": {"dossier": "/mark/text"}}` go to the dossier, every other is the
 * variable of the same name. Fields under `hidden` (pointers into the data) change nothing in the dossier.
 */
export function splitFormData(form: Form, data: JsonObject, hidden: readonly string[] = []): FormChanges {
  const hides = (pointer: string): boolean => hidden.some((at) => pointer === at || pointer.startsWith(`${at}/`));
  return changesOf(form, data, (pointer) => !hides(pointer));
}

/** As `splitFormData`, asking for each field whether it was shown. */
export function changesOf(form: Form, data: JsonObject, isShown: (pointer: string) => boolean): FormChanges {
  const root = form.schema;
  const variables: [string, Json][] = [];
  const dossier: { readonly pointer: string; readonly value: Json }[] = [];
  for (const [name, property] of propertiesOf(root, root)) {
    if (isReadOnly(root, property)) continue;
    const value = member(data, name);
    if (!hasDossierMark(root, property)) {
      variables.push([name, value ?? null]);
      continue;
    }
    dossier.push(...dossierChanges(root, property, value, [name], isShown));
    const rest = withoutMarked(root, property, value);
    if (hasVariablePart(root, property)) variables.push([name, rest ?? null]);
  }
  return { variables: Object.fromEntries(variables), dossier };
}

/** The form's data to begin with: from the dossier, from the variables, else the schema's defaults. */
export function prefill(form: Form, dossier: JsonObject, variables: JsonObject): JsonObject {
  const value = filled(form.schema, form.schema, dossier, (name) => member(variables, name), 0);
  return isObject(value) ? value : {};
}

function filled(
  root: Schema,
  schema: Schema,
  dossier: JsonObject,
  variable: (name: string) => Json | undefined,
  depth: number,
): Json | undefined {
  const found: [string, Json][] = [];
  for (const [name, property] of propertiesOf(root, schema)) {
    const mark = marks(root, property).dossier;
    const own = mark === undefined ? variable(name) : valueAt(dossier, pointerSegments(mark) ?? []);
    const nested = mark === undefined && hasDossierMark(root, property) && depth < 16;
    const value = nested
      ? filled(root, property, dossier, (inner) => member(own, inner), depth + 1)
      : (own ?? annotation(root, property, 'default'));
    if (value !== undefined && value !== null) found.push([name, value]);
  }
  return found.length === 0 && depth > 0 ? undefined : Object.fromEntries(found);
}

function hasDossierMark(root: Schema, schema: Schema, depth = 0): boolean {
  if (marks(root, schema).dossier !== undefined) return true;
  return depth < 16 && propertiesOf(root, schema).some(([, inner]) => hasDossierMark(root, inner, depth + 1));
}

/** Is there anything in this property that is a variable and no fact of the dossier? */
function hasVariablePart(root: Schema, schema: Schema, depth = 0): boolean {
  if (marks(root, schema).dossier !== undefined) return false;
  const properties = propertiesOf(root, schema);
  if (properties.length === 0) return !isReadOnly(root, schema);
  return depth < 16 && properties.some(([, inner]) => hasVariablePart(root, inner, depth + 1));
}

function dossierChanges(
  root: Schema,
  schema: Schema,
  value: Json | undefined,
  path: readonly string[],
  isShown: (pointer: string) => boolean,
): FormChanges['dossier'] {
  if (isReadOnly(root, schema) || path.length > 16) return [];
  const pointer = marks(root, schema).dossier;
  if (pointer === undefined) {
    return propertiesOf(root, schema).flatMap(([name, inner]) =>
      dossierChanges(root, inner, member(value, name), [...path, name], isShown),
    );
  }
  if (value !== undefined) return [{ pointer, value }];
  return isShown(pointerOf(path)) ? [{ pointer, value: null }] : [];
}

function withoutMarked(root: Schema, schema: Schema, value: Json | undefined, depth = 0): Json | undefined {
  if (marks(root, schema).dossier !== undefined) return undefined;
  if (!isObject(value) || resolved(root, schema)['properties'] === undefined || depth > 16) return value;
  const properties = new Map(propertiesOf(root, schema));
  const kept: [string, Json][] = [];
  for (const [name, inner] of Object.entries(value)) {
    const property = properties.get(name);
    const rest = property === undefined ? inner : withoutMarked(root, property, inner, depth + 1);
    if (rest !== undefined) kept.push([name, rest]);
  }
  return Object.fromEntries(kept);
}
