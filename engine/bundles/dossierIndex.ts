import type { Json, JsonObject } from '../contract/json.ts';
import { isJsonObject } from './json.ts';
import type { DossierIndex } from './types.ts';

/** The columns that a mark may fill: `{"x-officina": {"index": "text", "column": "title"}}`. */
export const indexColumns = [
  'title',
  'applicant',
  'representative',
  'classes',
  'filedOn',
  'registrationNumber',
  'registeredOn',
  'expiresOn',
  'publishedOn',
] as const satisfies readonly (keyof DossierIndex)[];
/** One column of the index. */
export type IndexColumn = (typeof indexColumns)[number];

/** The kinds of value that are promoted (data.md 1). */
export const indexKinds = ['text', 'date', 'number', 'code'] as const;

/**
 * The column that a property fills: named by its mark, else the one of the property's own name; undefined when it fills none.
 */
export function indexColumn(name: string, property: Json | undefined): IndexColumn | undefined {
  const mark = isJsonObject(property) ? property['x-officina'] : undefined;
  if (!isJsonObject(mark) || mark['index'] === undefined) return undefined;
  const wanted = mark['column'] ?? name;
  return indexColumns.find((column) => column === wanted);
}

/**
 * The promoted values of a dossier, found by the index marks of its schema. Several values (parties, classes) come together;
 * of a list, marks inside `items` count for every entry.
 */
export function dossierIndex(kindSchema: JsonObject, data: JsonObject): DossierIndex {
  const found = new Map<IndexColumn, Json[]>();
  collect(kindSchema, kindSchema, data, found, 0);
  const text = (column: IndexColumn): string =>
    [
      ...new Set((found.get(column) ?? []).filter((value) => typeof value === 'string' || typeof value === 'number')),
    ].join('; ');
  const first = (column: IndexColumn): string | null => {
    const value = found.get(column)?.find((candidate) => typeof candidate === 'string' && candidate !== '');
    return typeof value === 'string' ? value : null;
  };
  const classes = (found.get('classes') ?? []).map(Number).filter((value) => Number.isInteger(value) && value > 0);
  return {
    title: text('title'),
    applicant: text('applicant'),
    representative: text('representative'),
    classes: [...new Set(classes)].sort((a, b) => a - b),
    filedOn: first('filedOn'),
    registrationNumber: first('registrationNumber'),
    registeredOn: first('registeredOn'),
    expiresOn: first('expiresOn'),
    publishedOn: first('publishedOn'),
  };
}

function collect(
  root: JsonObject,
  schema: Json | undefined,
  data: Json,
  found: Map<IndexColumn, Json[]>,
  depth: number,
): void {
  const here = resolved(root, schema);
  if (depth > 16) return;
  if (Array.isArray(data)) {
    for (const entry of data as readonly Json[]) collect(root, here['items'], entry, found, depth + 1);
    return;
  }
  const { properties } = here;
  if (!isJsonObject(data) || !isJsonObject(properties)) return;
  for (const [name, property] of Object.entries(properties)) {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (value === undefined || value === null) continue;
    const column = indexColumn(name, property);
    if (column === undefined) collect(root, property, value, found, depth + 1);
    else
      found.set(column, [
        ...(found.get(column) ?? []),
        ...(Array.isArray(value) ? (value as readonly Json[]) : [value]),
      ]);
  }
}

function resolved(root: JsonObject, schema: Json | undefined): JsonObject {
  if (!isJsonObject(schema)) return {};
  const ref = schema['$ref'];
  if (typeof ref !== 'string') return schema;
  const name = /^#\/definitions\/([^/]+)$/.exec(ref)?.[1];
  const definitions = root['definitions'];
  const target =
    name !== undefined && isJsonObject(definitions) && Object.hasOwn(definitions, name) ? definitions[name] : {};
  return isJsonObject(target) ? target : {};
}
