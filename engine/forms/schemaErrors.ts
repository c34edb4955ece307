import type { Json } from '../contract/json.ts';
import { isObject, isWithin, member, pointerOf, pointerSegments, valueAt } from './pointer.ts';
import { decode, target } from './schema.ts';
import { errorWords } from './sentences.ts';
import type { Schema, SchemaError } from './types.ts';

/** What an Ajv error has that we read; message texts are never read. */
export interface AjvErrorLike {
  readonly keyword: string;
  readonly instancePath: string;
  /** There with the option `verbose`; the schema path is of no use, as inside a `$ref` it starts anew. */
  readonly parentSchema?: unknown;
}

/** What a `@cfworker/json-schema` result has that we read; made with `shortCircuit` false. */
export interface CfworkerResultLike {
  readonly valid: boolean;
  readonly errors: readonly {
    readonly keyword: string;
    readonly keywordLocation: string;
    readonly instanceLocation: string;
  }[];
}

/** Where a validator says that a keyword failed. */
interface Fault {
  readonly keyword: string;
  /** The schema that holds the keyword. */
  readonly parent: Schema | undefined;
  readonly path: readonly string[];
}

/** Keywords whose number is said as the limit. */
const limits = new Set([
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minProperties',
  'maxProperties',
  'multipleOf',
]);
const plain = new Set([
  'type',
  'enum',
  'const',
  'format',
  'pattern',
  'uniqueItems',
  'not',
  'contains',
  'propertyNames',
]);

/** The errors of Ajv (`allErrors`, `verbose`) in our form, which is the same for every validator. */
export function fromAjv(errors: readonly AjvErrorLike[], data: Json): readonly SchemaError[] {
  const faults = errors.map((error) => ({
    keyword: error.keyword === 'false schema' ? 'false' : error.keyword,
    parent: isObject(error.parentSchema) ? error.parentSchema : undefined,
    path: pointerSegments(error.instancePath) ?? [],
  }));
  return toErrors(faults, data);
}

/** The errors of `@cfworker/json-schema` in our form. */
export function fromCfworker(result: CfworkerResultLike, schema: Schema, data: Json): readonly SchemaError[] {
  if (result.valid) return [];
  const faults = result.errors.map((error) => ({
    keyword: error.keyword,
    // Through a `$ref` the path goes on in what it points at.
    parent: parentOf(schema, (pointerSegments(error.keywordLocation.replace(/^#/, '')) ?? []).map(decode)),
    path: (pointerSegments(error.instanceLocation.replace(/^#/, '')) ?? []).map(decode),
  }));
  return toErrors(faults, data);
}

function toErrors(faults: readonly Fault[], data: Json): readonly SchemaError[] {
  const choices = faults
    .filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf')
    .map(({ path }) => pointerOf(path));
  const found = new Map<string, SchemaError>();
  for (const fault of faults) {
    const pointer = pointerOf(fault.path);
    // Why each branch of a choice failed helps nobody: the choice itself is reported.
    const branch =
      fault.keyword !== 'oneOf' && fault.keyword !== 'anyOf' && choices.some((at) => isWithin(pointer, at));
    if (branch) continue;
    for (const error of errorsOf(fault, data)) found.set(`${error.pointer} ${error.code}`, error);
  }
  return [...found.values()].sort((a, b) => compare(a.pointer, b.pointer) || compare(a.code, b.code));
}

function errorsOf({ keyword, parent, path }: Fault, data: Json): readonly SchemaError[] {
  const instance = valueAt(data, path);
  const at = (segments: readonly string[], code: string, values: SchemaError['values'] = {}): SchemaError => ({
    pointer: pointerOf(segments),
    code,
    values,
    sentence: errorWords(code, values, 'en'),
  });
  switch (keyword) {
    case 'required':
      return missing(instance, member(parent, 'required')).map((name) => at([...path, name], 'required'));
    case 'dependencies': {
      const needed = Object.values(member(parent, 'dependencies') ?? {}).flatMap((names) =>
        missing(instance, names as Json),
      );
      return needed.map((name) => at([...path, name], 'required'));
    }
    case 'additionalProperties':
      return unknownNames(instance, parent).map((name) => at([...path, name], 'unknown'));
    case 'oneOf':
    case 'anyOf':
      return [at(path, 'choice')];
    case 'type': {
      const type = member(parent, 'type');
      return [at(path, 'type', { type: wordOf(type) })];
    }
    case 'format':
      return [at(path, 'format', { format: wordOf(member(parent, 'format')) })];
    default: {
      if (plain.has(keyword)) return [at(path, keyword)];
      const limit = member(parent, keyword);
      return limits.has(keyword) && typeof limit === 'number' ? [at(path, keyword, { limit })] : [];
    }
  }
}

/** The schema that holds the keyword at the end of the path. */
function parentOf(root: Schema, schemaPath: readonly string[]): Schema | undefined {
  let current: Json | undefined = root;
  for (const segment of schemaPath.slice(0, -1)) {
    const next = member(current, segment);
    current = segment === '$ref' && typeof next === 'string' ? target(root, next) : next;
  }
  return isObject(current) ? current : undefined;
}

function missing(instance: Json | undefined, names: Json | undefined): readonly string[] {
  if (!isObject(instance) || !Array.isArray(names)) return [];
  return names.filter((name): name is string => typeof name === 'string' && !Object.hasOwn(instance, name));
}

function unknownNames(instance: Json | undefined, schema: Schema | undefined): readonly string[] {
  if (!isObject(instance)) return [];
  const properties = member(schema, 'properties') ?? {};
  return Object.keys(instance).filter((name) => !Object.hasOwn(properties as object, name));
}

function wordOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
