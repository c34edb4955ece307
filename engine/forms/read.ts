import type { BundleFile } from '../contract/bundle.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import type { ModelProblem } from '../contract/problem.ts';
import { dataProblem } from './data.ts';
import { readLayout } from './readLayout.ts';
import { isObject } from './pointer.ts';
import type { FormTexts, LayoutElement, ReadForm, Schema } from './types.ts';

const partOf = /^(?:.*\/)?([a-z][a-z0-9-]{0,79})\.(schema|layout|example|[a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.json$/;

interface Parts {
  schema?: Schema;
  layout?: LayoutElement;
  example?: JsonObject;
  readonly texts: Map<string, FormTexts>;
}

/**
 * A form out of its files `<key>.schema.json`, `<key>.layout.json`, `<key>.<language>.json` and `<key>.example.json`, in any
 * folder. Whether the parts fit each other is `lintForm`'s question.
 */
export function readForm(files: readonly BundleFile[]): ReadForm {
  const problems: ModelProblem[] = [];
  const keys = new Set<string>();
  const parts: Parts = { texts: new Map() };
  for (const file of files) {
    const [, key, part] = partOf.exec(file.path) ?? [];
    if (key === undefined || part === undefined) {
      const names = '<key>.schema.json, <key>.layout.json, <key>.<language>.json or <key>.example.json';
      problems.push(problem('unknown-file', file.path, `Expected ${names} in a form, but found "${file.path}".`));
      continue;
    }
    keys.add(key);
    const json = parse(file);
    if ('problem' in json) problems.push(json.problem);
    else problems.push(...take(parts, part, file.path, json.value));
  }
  const [key] = keys;
  if (keys.size > 1) {
    const found = [...keys].join(', ');
    problems.push(
      problem('form-key', files[0]?.path ?? '', `Expected files of one form, but found those of ${found}.`),
    );
  }
  if (key === undefined || parts.schema === undefined || parts.layout === undefined) {
    const file = files[0]?.path ?? '';
    if (problems.length === 0) {
      problems.push(problem('form-incomplete', file, 'Expected a schema and a layout, but one of them is missing.'));
    }
    return { ok: false, problems };
  }
  if (problems.length > 0) return { ok: false, problems };
  const { schema, layout, example = null, texts } = parts;
  return { ok: true, form: { key, schema, layout, example, texts: Object.fromEntries(texts) } };
}

function take(parts: Parts, part: string, file: string, value: Json): readonly ModelProblem[] {
  if (!isObject(value)) return [problem('form-file', file, 'Expected a JSON object, but found something else.')];
  switch (part) {
    case 'schema':
      parts.schema = value;
      return [];
    case 'example':
      parts.example = value;
      return [];
    case 'layout': {
      const read = readLayout(value);
      if (read.ok) parts.layout = read.layout;
      return read.ok ? [] : read.problems.map((found) => ({ ...found, file }));
    }
    default: {
      const wrong = Object.entries(value).filter(([, text]) => typeof text !== 'string');
      if (wrong.length === 0) parts.texts.set(part, value as FormTexts);
      return wrong.map(([key]) =>
        problem('form-text', file, `Expected a text for "${key}", but found something else.`),
      );
    }
  }
}

function parse(file: BundleFile): { readonly value: Json } | { readonly problem: ModelProblem } {
  try {
    const value = JSON.parse(file.content) as Json;
    const unfit = dataProblem(value);
    return unfit === undefined
      ? { value }
      : { problem: { ...problem('form-file', file.path, unfit.sentence), pointer: unfit.pointer } };
  } catch {
    return { problem: problem('form-file', file.path, 'Expected JSON, but the file does not parse.') };
  }
}

function problem(rule: string, file: string, sentence: string): ModelProblem {
  return { rule, severity: 'error', file, sentence };
}
