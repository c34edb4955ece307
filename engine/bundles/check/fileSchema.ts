import { format } from '@cfworker/json-schema';
import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { ModelProblem } from '../../contract/problem.ts';
import { isJsonObject } from '../json.ts';
import { didYouMean } from '../nearest.ts';
import { fileSchemas, type SchemaKind } from '../schemas.ts';

const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, ownProperties: true, addUsedSchema: false });
for (const [name, test] of Object.entries(format)) ajv.addFormat(name, test);
const compiled = new Map<SchemaKind, ValidateFunction>();

/** What keeps a file's content from being what its kind asks for. */
export function fileProblems(kind: SchemaKind, file: string, content: Json): readonly ModelProblem[] {
  let check = compiled.get(kind);
  if (check === undefined) {
    check = ajv.compile(closed(fileSchemas[kind]) as TSchema);
    compiled.set(kind, check);
  }
  if (check(content)) return [];
  const problems = new Map<string, ModelProblem>();
  for (const error of relevant(check.errors ?? [])) {
    const problem = toProblem(error, file);
    problems.set(`${problem.pointer} ${problem.rule}`, problem);
  }
  return [...problems.values()];
}

/**
 * TypeBox writes a map with keys of a pattern as `patternProperties`, which lets keys of any other form pass: here they are
 * refused.
 */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return 'patternProperties' in inner && !('additionalProperties' in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
}

/** The errors worth saying: of a choice of shapes those of the branch that was meant, judged by its `type`. */
function relevant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf');
  return errors.filter((error) => {
    const inside = choices.filter((choice) => choice !== error && isBranch(error, choice));
    if (error.keyword === 'anyOf' && meantBranch(error, errors) !== undefined) return false;
    return inside.every((choice) => {
      const meant = meantBranch(choice, errors);
      return meant !== undefined && error.schemaPath.startsWith(meant);
    });
  });
}

function isBranch(error: ErrorObject, choice: ErrorObject): boolean {
  const inside = error.instancePath === choice.instancePath || error.instancePath.startsWith(`${choice.instancePath}/`);
  return inside && error.schemaPath.startsWith(`${choice.schemaPath}/`);
}

/** Schema path of the one branch of a choice whose `type` constant is the one given; undefined when types do not tell. */
function meantBranch(choice: ErrorObject, errors: readonly ErrorObject[]): string | undefined {
  const branches = (choice.schema as readonly JsonObject[]).map((_, at) => `${choice.schemaPath}/${at}/`);
  const typed = (choice.schema as readonly JsonObject[]).every(
    (branch) => isJsonObject(branch['properties']) && 'type' in branch['properties'],
  );
  if (!typed || !isJsonObject(choice.data)) return undefined;
  const place = `${choice.instancePath}/type`;
  const open = branches.filter(
    (branch) => !errors.some((error) => error.schemaPath.startsWith(branch) && error.instancePath === place),
  );
  return open.length === 1 && 'type' in choice.data ? open[0] : undefined;
}

function toProblem(error: ErrorObject, file: string): ModelProblem {
  const at = (rule: string, sentence: string, inner = ''): ModelProblem => {
    const name = inner === '' ? '' : `/${inner.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return { rule, severity: 'error', file, pointer: error.instancePath + name, sentence };
  };
  const parent = isJsonObject(error.parentSchema) ? error.parentSchema : {};
  const params = error.params as Readonly<Record<string, unknown>>;
  const found = brief(error.data);
  switch (error.keyword) {
    case 'required':
      return at('missing-property', `Expected "${String(params['missingProperty'])}", but it is missing.`);
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      return at('unknown-property', unknownProperty(name, parent), name);
    }
    case 'type':
      return at('wrong-type', `Expected ${String(params['type'])}, but found ${found}.`);
    case 'anyOf':
      return at('wrong-value', `Expected ${choicesOf(error)}, but found ${found}.`);
    case 'const':
      return at('wrong-value', `Expected ${JSON.stringify(params['allowedValue'])}, but found ${found}.`);
    case 'pattern':
      return at('wrong-value', `Expected text of the form ${String(params['pattern'])}, but found ${found}.`);
    case 'format':
      return at('wrong-value', `Expected a ${String(params['format'])}, but found ${found}.`);
    default:
      return at('wrong-value', `Expected a value that ${error.message ?? 'is valid'}, but found ${found}.`);
  }
}

function unknownProperty(name: string, parent: JsonObject): string {
  const { properties, patternProperties } = parent;
  const known = isJsonObject(properties) ? Object.keys(properties) : [];
  if (known.length > 0) return `Expected ${known.join(', ')}, but found "${name}".${didYouMean(name, known)}`;
  const [pattern = ''] = isJsonObject(patternProperties) ? Object.keys(patternProperties) : [];
  return `Expected names of the form ${pattern}, but found "${name}".`;
}

function choicesOf(error: ErrorObject): string {
  const constants = (error.schema as readonly JsonObject[]).map((branch) => branch['const']);
  if (constants.every((constant) => constant !== undefined)) {
    return `one of ${constants.map((constant) => JSON.stringify(constant)).join(', ')}`;
  }
  const types = (error.schema as readonly JsonObject[]).flatMap((branch) => {
    const properties = branch['properties'];
    const type = isJsonObject(properties) ? properties['type'] : undefined;
    return isJsonObject(type) && typeof type['const'] === 'string' ? [`"${type['const']}"`] : [];
  });
  return types.length > 0 ? `an object with a type of ${types.join(', ')}` : 'one of the forms that are possible here';
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
