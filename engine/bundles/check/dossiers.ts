import { format as knownFormats } from '@cfworker/json-schema';
import { Ajv } from 'ajv';
import type { StatesFile } from '../../contract/bundle.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { patternProblem } from '../../forms/index.ts';
import { indexColumn, indexColumns, indexKinds } from '../dossierIndex.ts';
import { isJsonObject } from '../json.ts';
import type { DossierKind } from '../types.ts';
import type { Gathered } from './gather.ts';
import { needAllTexts } from './texts.ts';

const ajv = new Ajv({ strict: false, validateFormats: false });
const marks: readonly string[] = ['table', 'index', 'column'];

/** The dossier kinds: a schema and states each. */
export function readDossierKinds(gathered: Gathered, languages: readonly string[]): ReadonlyMap<string, DossierKind> {
  const kinds = new Map<string, DossierKind>();
  for (const { key, entry, value } of gathered.all('dossier-schema')) {
    const states = gathered.all('states').find((file) => file.key === key)?.value as StatesFile | undefined;
    if (states === undefined) {
      gathered.report(
        'dossier-states',
        entry.path,
        `Expected states in dossiers/${key}/states.json, but there are none.`,
      );
    }
    if (!isJsonObject(value) || !checkJsonSchema(gathered, entry.path, value)) continue;
    checkOpenness(gathered, entry.path, value);
    checkMarks(gathered, entry.path, value, '', undefined, 0);
    kinds.set(key, { key, schema: value, states: states ?? {} });
  }
  for (const { key, entry, value } of gathered.all('states')) {
    needAllTexts(gathered, value, languages, entry.path);
    if (gathered.all('dossier-schema').some((file) => file.key === key)) continue;
    gathered.report(
      'dossier-states',
      entry.path,
      `Expected a schema in dossiers/${key}/${key}.schema.json, but there is none.`,
    );
  }
  return kinds;
}

/** Reports what keeps a file from being a JSON Schema of draft 7; true when nothing does. */
export function checkJsonSchema(gathered: Gathered, file: string, schema: JsonObject): boolean {
  const dialect = schema['$schema'];
  if (dialect !== undefined && dialect !== 'http://json-schema.org/draft-07/schema#') {
    gathered.report('json-schema', file, `Expected draft 7 of JSON Schema, but found ${JSON.stringify(dialect)}.`, {
      pointer: '/$schema',
    });
    return false;
  }
  const before = gathered.problems.length;
  checkTexts(gathered, file, schema, '');
  if (gathered.problems.length > before) return false;
  try {
    ajv.compile(schema);
    ajv.removeSchema(schema);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it does not compile';
    gathered.report('json-schema', file, `Expected a JSON Schema, but: ${reason}.`);
    return false;
  }
}

function checkTexts(gathered: Gathered, file: string, value: Json, pointer: string): void {
  if (Array.isArray(value)) {
    (value as readonly Json[]).forEach((inner, at) => checkTexts(gathered, file, inner, `${pointer}/${at}`));
    return;
  }
  if (!isJsonObject(value)) return;
  const { pattern, patternProperties, format } = value;
  const patterns = [
    ...(typeof pattern === 'string' ? [pattern] : []),
    ...(isJsonObject(patternProperties) ? Object.keys(patternProperties) : []),
  ];
  for (const one of patterns) {
    const wrong = patternProblem(one);
    if (wrong !== undefined) gathered.report('json-schema', file, wrong, { pointer });
  }
  if (typeof format === 'string' && !Object.hasOwn(knownFormats, format)) {
    gathered.report('json-schema', file, `Expected a format such as date, but found "${format}".`, { pointer });
  }
  for (const [name, inner] of Object.entries(value)) checkTexts(gathered, file, inner, `${pointer}/${name}`);
}

function checkOpenness(gathered: Gathered, file: string, schema: JsonObject): void {
  if (schema['type'] !== 'object' || schema['additionalProperties'] !== false) {
    const sentence = 'Expected "type": "object" with "additionalProperties": false; an office adds under "extensions".';
    gathered.report('dossier-open', file, sentence);
  }
}

function checkMarks(
  gathered: Gathered,
  file: string,
  value: Json,
  pointer: string,
  name: string | undefined,
  depth: number,
): void {
  if (!isJsonObject(value) || depth > 40) return;
  const mark = value['x-officina'];
  if (isJsonObject(mark)) {
    const at = { pointer: `${pointer}/x-officina` };
    const unknown = Object.keys(mark).find((key) => !marks.includes(key));
    if (unknown !== undefined) {
      gathered.report('dossier-mark', file, `Expected ${marks.join(', ')}, but found "${unknown}".`, at);
    }
    const { index, column } = mark;
    if (index !== undefined && !(indexKinds as readonly Json[]).includes(index)) {
      const sentence = `Expected an index of ${indexKinds.join(', ')}, but found ${JSON.stringify(index)}.`;
      gathered.report('dossier-mark', file, sentence, at);
    }
    if (column !== undefined && indexColumn(name ?? '', value) === undefined) {
      const sentence = `Expected an index with a column of ${indexColumns.join(', ')}, but found ${JSON.stringify(column)}.`;
      gathered.report('dossier-mark', file, sentence, at);
    }
  }
  for (const [key, inner] of Object.entries(value)) {
    if ((key === 'properties' || key === 'definitions') && isJsonObject(inner)) {
      for (const [property, schema] of Object.entries(inner)) {
        checkMarks(gathered, file, schema, `${pointer}/${key}/${property}`, property, depth + 1);
      }
    } else if (key === 'items') checkMarks(gathered, file, inner, `${pointer}/items`, undefined, depth + 1);
  }
}
