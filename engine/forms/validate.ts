import type { Json, JsonObject } from '../contract/json.ts';
import type { ProblemPlace } from '../contract/problem.ts';
import { dataProblem } from './data.ts';
import { isObject, isWithin, member, pointerOf, pointerSegments, valueAt, withValue } from './pointer.ts';
import { visibility, type Visibility } from './rules.ts';
import { admitsNull, isReadOnly, propertiesOf, resolved } from './schema.ts';
import { formSentence } from './sentences.ts';
import { changesOf } from './split.ts';
import type { Form, Schema, SchemaValidator, TakenForm, ValidatedFormData, ValidateOptions } from './types.ts';

/**
 * Form data against their schema, with the fields that are hidden left out and the read-only ones taken from what was shown.
 * Empty text and null count as not filled in. Unknown fields are refused.
 */
export function validateFormData(
  form: Form,
  data: Json,
  validate: SchemaValidator,
  options: ValidateOptions = {},
): ValidatedFormData {
  const checked = check(form, data, validate, options);
  return checked.ok ? { ok: true, data: checked.data } : checked;
}

/** What completing the form changes, or where the data are wrong. An outcome that takes no form changes nothing. */
export function takeForm(form: Form, data: Json, validate: SchemaValidator, options: ValidateOptions = {}): TakenForm {
  if (options.needsForm === false) return { ok: true, changes: { variables: {}, dossier: [] } };
  const checked = check(form, data, validate, options);
  if (!checked.ok) return checked;
  return { ok: true, changes: changesOf(form, checked.data, (pointer) => checked.visible.isShown(pointer)) };
}

/** Pointers of the fields that nobody may fill in. */
export function readOnlyPointers(root: Schema, schema: Schema = root, path: readonly string[] = []): readonly string[] {
  if (path.length > 16) return [];
  return propertiesOf(root, schema).flatMap(([name, property]) =>
    isReadOnly(root, property) ? [pointerOf([...path, name])] : readOnlyPointers(root, property, [...path, name]),
  );
}

type Checked =
  | { readonly ok: true; readonly data: JsonObject; readonly visible: Visibility }
  | { readonly ok: false; readonly problems: readonly ProblemPlace[] };

function check(form: Form, data: Json, validate: SchemaValidator, options: ValidateOptions): Checked {
  const visibleNothing: Visibility = { hidden: [], isHidden: () => false, isShown: () => false };
  if (options.needsForm === false) return { ok: true, data: {}, visible: visibleNothing };
  const unfit = dataProblem(data);
  if (unfit !== undefined) return { ok: false, problems: [unfit] };
  if (!isObject(data)) {
    const sentence = 'Expected the fields of the form as an object, but found something else.';
    return { ok: false, problems: [{ pointer: '', code: 'type', sentence }] };
  }

  const readOnly = readOnlyPointers(form.schema);
  const given = withoutEmpty(form.schema, form.schema, data);
  const full = readOnly.reduce((all, pointer) => put(all, pointer, valueAt(options.shown, segments(pointer))), given);
  const visible = visibility(form.layout, full, validate);
  const counted = visible.hidden.reduce((all, pointer) => put(all, pointer, undefined), full);
  const ours = (pointer: string): boolean =>
    !visible.isHidden(pointer) && !readOnly.some((place) => isWithin(pointer, place));
  const problems = validate(form.schema, counted)
    .filter((error) => ours(error.pointer))
    .map((error) => ({
      pointer: error.pointer,
      code: error.code,
      sentence: formSentence(form, error, options.language ?? 'en'),
    }));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, data: readOnly.reduce((all, pointer) => put(all, pointer, undefined), counted), visible };
}

function segments(pointer: string): readonly string[] {
  return pointerSegments(pointer) ?? [];
}

function put(data: JsonObject, pointer: string, value: Json | undefined): JsonObject {
  return withValue(data, segments(pointer), value);
}

/**
 * The data without what is not filled in: empty text, null where the schema does not ask for null, optional groups of fields
 * that are all empty. A required group is there even when empty, so that its own fields are reported.
 */
function withoutEmpty(root: Schema, schema: Json | undefined, data: JsonObject, depth = 0): JsonObject {
  if (depth > 32) return data;
  const properties = new Map(propertiesOf(root, schema));
  const required = member(resolved(root, schema), 'required');
  const isRequired = (name: string): boolean => Array.isArray(required) && required.includes(name);
  const isGroup = (property: Schema | undefined): boolean => propertiesOf(root, property).length > 0;
  const kept: [string, Json][] = [];
  for (const [name, value] of Object.entries(data)) {
    const property = properties.get(name);
    const notFilledIn = value === '' || (value === null && !admitsNull(root, property));
    if (notFilledIn && property !== undefined) continue;
    const inner = cleaned(root, property, value, depth + 1);
    const empty = isObject(inner) && Object.keys(inner).length === 0;
    if (!empty || !isGroup(property) || isRequired(name)) kept.push([name, inner]);
  }
  for (const [name, property] of properties) {
    if (!isRequired(name) || !isGroup(property) || kept.some(([key]) => key === name)) continue;
    kept.push([name, withoutEmpty(root, property, {}, depth + 1)]);
  }
  return Object.fromEntries(kept);
}

function cleaned(root: Schema, schema: Json | undefined, value: Json, depth: number): Json {
  if (isObject(value)) return withoutEmpty(root, schema, value, depth);
  if (!Array.isArray(value)) return value;
  const { items } = resolved(root, schema);
  return (value as readonly Json[]).map((item) => (isObject(item) ? withoutEmpty(root, items, item, depth) : item));
}
