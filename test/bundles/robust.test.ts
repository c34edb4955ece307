import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bundleFiles, checkBundle, readBundleFiles } from '../../engine/bundles/index.ts';
import type { Json } from '../../engine/contract/json.ts';
import { exampleBundle } from './exampleBundle.ts';

const files = bundleFiles(await exampleBundle());
const jsonFiles = files.filter(({ path }) => path.endsWith('.json'));
const odd = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    -1,
    1e300,
    0.5,
    '',
    'x',
    '__proto__',
    '#',
    '/',
    [],
    {},
    [[]],
    [{}],
    { $ref: '#' },
    { type: 'object' },
  ),
  fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text) as Json),
);

const keywords = [
  ...['$id', '$schema', '$ref', 'type', 'properties', 'required', 'additionalProperties', 'items', 'definitions'],
  ...['oneOf', 'anyOf', 'allOf', 'not', 'if', 'then', 'else', 'minLength', 'maxItems', 'minimum', 'multipleOf', 'enum'],
  ...[
    'const',
    'format',
    'pattern',
    'uniqueItems',
    'readOnly',
    'x-officina',
    'i18n',
    'default',
    'title',
    'dependencies',
  ],
  ...['patternProperties', 'contains', 'propertyNames', 'nullable', 'discriminator', '$async', '$data', 'id'],
];

/** Every place of a JSON value. */
function places(value: Json, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => places(inner, [...path, name]))];
}
function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function at(value: Json, path: readonly (string | number)[]): Json {
  return path.reduce<Json>((inner, name) => (inner as Record<string, Json>)[name]!, value);
}
function replaced(value: Json, [first, ...rest]: readonly (string | number)[], by: Json): Json {
  if (first === undefined) return by;
  const entries = Object.entries(value as object) as [string, Json][];
  const changed = entries.map(([name, inner]): [string, Json] => [
    name,
    name === String(first) ? replaced(inner, rest, by) : inner,
  ]);
  return Array.isArray(value) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed);
}
const check = async (path: string, content: string): Promise<void> => {
  const changed = files.map((file) => (file.path === path ? { path, content } : file));
  const { problems } = await checkBundle(readBundleFiles(changed));
  for (const { sentence, rule } of problems)
    assert.ok(sentence !== '' && /^[a-z][a-z-]*$/.test(rule), `${rule}: ${sentence}`);
};

describe('checkBundle of a bundle that somebody broke', () => {
  it('answers with problems whatever stands in a JSON file', async () => {
    const mutation = fc.constantFrom(...jsonFiles).chain(({ path, content }) => {
      const value = JSON.parse(content) as Json;
      return fc.tuple(fc.constant({ path, value }), fc.constantFrom(...places(value)), odd);
    });

    await fc.assert(
      fc.asyncProperty(mutation, ([{ path, value }, place, by]) =>
        check(path, JSON.stringify(replaced(value, place, by))),
      ),
      { numRuns: 120 },
    );
  }).timeout(60_000);

  it('answers with problems whatever keyword stands in a schema', async () => {
    const schemas = jsonFiles.filter(({ path }) => path.endsWith('.schema.json'));
    const keyword = fc.constantFrom(...keywords);
    const addition = fc.constantFrom(...schemas).chain(({ path, content }) => {
      const value = JSON.parse(content) as Json;
      const objects = places(value).filter((place) => isObject(at(value, place)));
      return fc.tuple(fc.constant({ path, value }), fc.constantFrom(...objects), keyword, odd);
    });

    await fc.assert(
      fc.asyncProperty(addition, ([{ path, value }, place, name, by]) => {
        const changed = { ...(at(value, place) as object), [name]: by } as Json;
        return check(path, JSON.stringify(replaced(value, place, changed)));
      }),
      { numRuns: 120 },
    );
  }).timeout(60_000);

  it('answers with problems whatever piece of a file is lost', async () => {
    const cut = fc.tuple(fc.constantFrom(...files), fc.nat(), fc.integer({ min: 1, max: 40 }));

    await fc.assert(
      fc.asyncProperty(cut, ([{ path, content }, from, length]) => {
        const at = from % (content.length + 1);
        return check(path, content.slice(0, at) + content.slice(at + length));
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);
});
