import type { Json } from '../../contract/json.ts';
import { patternProblem } from '../pattern/patternProblem.ts';
import { isObject, member, pointerOf } from '../pointer.ts';
import { propertiesOf, resolved, target } from '../schema.ts';
import type { Schema } from '../types.ts';
import type { FormProblem } from './index.ts';

const annotations = [
  '$schema',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
  'readOnly',
  'i18n',
  'x-officina',
];
const structure = ['type', 'properties', 'required', 'additionalProperties', 'items', 'definitions', '$ref'];
const logic = ['oneOf', 'anyOf', 'allOf', 'not', 'if', 'then', 'else'];
const limits = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minProperties',
  'maxProperties',
];
const checks = [...limits, 'enum', 'const', 'format', 'pattern', 'uniqueItems'];
/** The subset of draft 7 that forms use: what both validators understand alike and JSON Forms can show. */
const keywords: ReadonlySet<string> = new Set([...annotations, ...structure, ...logic, ...checks]);
const types: ReadonlySet<Json> = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);
const formats = ['date', 'time', 'date-time', 'email', 'uri', 'uuid'];
const ours: ReadonlySet<string> = new Set(['dossier', 'hidden']);
/** Names that an object answers to without having them, or that change what it is. */
const treacherous: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'then',
  'toJSON',
  'prototype',
]);
const draft7 = 'http://json-schema.org/draft-07/schema#';
const propertyName = /^[a-z][A-Za-z0-9]{0,59}$/;
/** One of these says what a value may be. */
const asksSomething = ['type', 'enum', 'const', 'oneOf', 'anyOf', 'allOf'];
const maxDepth = 40;
/** Comparing each entry with each takes quadratic time. */
const maxUnique = 500;

type Path = readonly (string | number)[];

interface Place {
  readonly path: Path;
  /** The schema that declares the data judged here; inside `allOf`, `if` and the like it is the one around them. */
  readonly declares: Schema | undefined;
}

/** What is wrong with a form's schema. */
export function lintSchema(root: Schema): readonly FormProblem[] {
  const lint = new SchemaLint(root);
  lint.schema(root, { path: [], declares: undefined });
  const dialect = member(root, '$schema') ?? draft7;
  if (dialect !== draft7) lint.report('form-schema', ['$schema'], `Expected ${draft7}, but found another dialect.`);
  if (member(root, 'type') !== 'object') lint.report('form-type', [], 'Expected the form’s data to be an object.');
  return lint.problems;
}

/** What is wrong with the schema of a condition: only constraints on a value, such as `{"const": "word"}`. */
export function lintConditionSchema(root: Schema, schema: Schema, path: Path): readonly FormProblem[] {
  const lint = new SchemaLint(root);
  lint.schema(schema, { path, declares: {} });
  return lint.problems;
}

class SchemaLint {
  readonly problems: FormProblem[] = [];
  readonly root: Schema;
  constructor(root: Schema) {
    this.root = root;
  }

  report(rule: string, path: Path, sentence: string, severity: 'error' | 'warning' = 'error'): void {
    this.problems.push({ rule, severity, part: 'schema', pointer: pointerOf(path), sentence });
  }

  schema(value: Json | undefined, place: Place): void {
    if (!isObject(value))
      return this.report('form-schema', place.path, 'Expected a schema object, but found something else.');
    if (place.path.length > maxDepth) return this.report('form-schema', place.path, 'Expected a schema less deep.');
    for (const name of Object.keys(value)) {
      if (keywords.has(name)) continue;
      this.report('form-schema', [...place.path, name], `Expected a keyword that forms support, but found "${name}".`);
    }
    this.marks(value, place.path);
    if (value['$ref'] !== undefined) return this.reference(value, place);
    if (place.declares === undefined && !asksSomething.some((name) => value[name] !== undefined)) {
      this.report('form-type', place.path, 'Expected a type or choices, but anything would be accepted here.');
    }
    this.values(value, place.path);
    this.object(value, place);
    this.array(value, place);
    this.logic(value, place);
    const definitions = member(value, 'definitions');
    for (const [name, definition] of isObject(definitions) ? Object.entries(definitions) : []) {
      this.schema(definition, { path: [...place.path, 'definitions', name], declares: undefined });
    }
  }

  private marks(schema: Schema, path: Path): void {
    const own = schema['x-officina'];
    if (own === undefined) return;
    if (!isObject(own))
      return this.report('form-schema', [...path, 'x-officina'], 'Expected an object, but found something else.');
    for (const name of Object.keys(own)) {
      if (!ours.has(name)) {
        this.report(
          'form-schema',
          [...path, 'x-officina', name],
          `Expected ${[...ours].join(', ')}, but found "${name}".`,
        );
      }
    }
  }

  private reference(schema: Schema, { path }: Place): void {
    const ref = schema['$ref'];
    const extra = Object.keys(schema).filter((name) => name !== '$ref' && !annotations.includes(name));
    if (extra.length > 0) {
      this.report('form-ref', path, `Expected nothing but annotations beside $ref, but found ${extra.join(', ')}.`);
    }
    if (typeof ref !== 'string' || target(this.root, ref) === undefined || !ref.startsWith('#/definitions/')) {
      this.report(
        'form-ref',
        path,
        `Expected a $ref to "#/definitions/…" of this schema, but found ${JSON.stringify(ref)}.`,
      );
    } else if (leadsBack(this.root, schema, new Set())) {
      this.report('form-ref', path, `Expected definitions without circles, but ${ref} leads back to itself.`);
    }
  }

  private values(schema: Schema, path: Path): void {
    const { type, format, pattern, enum: choices, uniqueItems, maxItems } = schema;
    const named = Array.isArray(type) ? (type as readonly Json[]) : type === undefined ? [] : [type];
    for (const one of named) {
      if (!types.has(one))
        this.report('form-type', [...path, 'type'], `Expected a JSON type, but found ${JSON.stringify(one)}.`);
    }
    if (format !== undefined && !(typeof format === 'string' && formats.includes(format))) {
      this.report(
        'form-format',
        [...path, 'format'],
        `Expected ${formats.join(', ')}, but found ${JSON.stringify(format)}.`,
      );
    }
    if (pattern !== undefined) {
      const wrong = typeof pattern === 'string' ? patternProblem(pattern) : 'Expected a text.';
      if (wrong !== undefined) this.report('form-pattern', [...path, 'pattern'], wrong);
    }
    if (choices !== undefined && (!Array.isArray(choices) || choices.length === 0)) {
      this.report('form-schema', [...path, 'enum'], 'Expected a list of choices, but found none.');
    }
    for (const name of ['uniqueItems', 'readOnly']) {
      const flag = schema[name];
      if (flag !== undefined && typeof flag !== 'boolean') {
        this.report('form-schema', [...path, name], 'Expected true or false, but found something else.');
      }
    }
    for (const name of limits) {
      const limit = schema[name];
      if (limit !== undefined && !(typeof limit === 'number' && isSensible(name, limit))) {
        this.report('form-schema', [...path, name], 'Expected a sensible number, but found something else.');
      }
    }
    if (uniqueItems === true && !(typeof maxItems === 'number' && maxItems <= maxUnique)) {
      this.report('form-limit', path, `Expected maxItems of at most ${maxUnique} beside uniqueItems, but found none.`);
    }
  }

  private object(schema: Schema, { path, declares }: Place): void {
    const own = declares ?? schema;
    const known = new Map(propertiesOf(this.root, own));
    const isDeclared = declares === undefined || known.size > 0;
    const { properties, required, additionalProperties } = schema;
    if (declares === undefined && (schema['type'] === 'object' || properties !== undefined)) {
      if (properties === undefined || schema['type'] !== 'object') {
        this.report('form-type', path, 'Expected "type": "object" together with its properties.');
      }
      if (additionalProperties !== false) {
        this.report(
          'form-additional-properties',
          path,
          'Expected "additionalProperties": false, so that unknown fields are refused.',
        );
      }
    } else if (additionalProperties !== undefined) {
      this.report('form-additional-properties', path, 'Expected additionalProperties only where fields are declared.');
    }
    if (properties !== undefined && !isObject(properties)) {
      return this.report(
        'form-schema',
        [...path, 'properties'],
        'Expected an object of properties, but found something else.',
      );
    }
    for (const [name, property] of Object.entries(properties ?? {})) {
      const at = [...path, 'properties', name];
      if (!propertyName.test(name) || treacherous.has(name)) {
        this.report('form-property-name', at, `Expected a name such as filingDate, but found "${name}".`);
      } else if (isDeclared && !known.has(name)) {
        this.report('form-property-unknown', at, `Expected a field of the form, but there is no "${name}".`);
      }
      this.schema(property, { path: at, declares: declares === undefined ? undefined : (known.get(name) ?? {}) });
    }
    if (required === undefined) return;
    for (const [at, name] of (Array.isArray(required) ? (required as readonly Json[]) : [required]).entries()) {
      if (typeof name === 'string' && (!isDeclared || known.has(name))) continue;
      this.report(
        'form-property-unknown',
        [...path, 'required', at],
        `Expected a field of the form, but there is no ${JSON.stringify(name)}.`,
      );
    }
  }

  private array(schema: Schema, { path, declares }: Place): void {
    const { items, type } = schema;
    if (items === undefined) {
      if (type === 'array' && declares === undefined) {
        this.report('form-type', path, 'Expected "items" that say what the list holds, but found none.');
      }
      return;
    }
    const inner =
      declares === undefined ? undefined : resolved(this.root, member(resolved(this.root, declares), 'items'));
    this.schema(items, { path: [...path, 'items'], declares: inner });
  }

  private logic(schema: Schema, { path, declares }: Place): void {
    const around = declares ?? schema;
    for (const name of ['oneOf', 'anyOf', 'allOf']) {
      const list = schema[name];
      if (list === undefined) continue;
      if (!Array.isArray(list) || list.length === 0) {
        this.report('form-schema', [...path, name], 'Expected a list of schemas, but found none.');
        continue;
      }
      (list as readonly Json[]).forEach((inner, at) =>
        this.schema(inner, { path: [...path, name, at], declares: around }),
      );
    }
    for (const name of ['not', 'if', 'then', 'else']) {
      if (schema[name] !== undefined) this.schema(schema[name], { path: [...path, name], declares: around });
    }
  }
}

/** Lengths and counts are whole and not negative, steps are positive. */
function isSensible(name: string, limit: number): boolean {
  if (name === 'multipleOf') return limit > 0;
  return /(Length|Items|Properties)$/.test(name) ? Number.isInteger(limit) && limit >= 0 : true;
}

/** Does following the `$ref`s inside a schema come back to one that is being followed? */
function leadsBack(root: Schema, value: Json | undefined, open: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return (value as readonly Json[]).some((inner) => leadsBack(root, inner, open));
  if (!isObject(value)) return false;
  const { $ref: ref } = value;
  if (typeof ref !== 'string') return Object.values(value).some((inner) => leadsBack(root, inner, open));
  return open.has(ref) || leadsBack(root, target(root, ref), new Set([...open, ref]));
}
