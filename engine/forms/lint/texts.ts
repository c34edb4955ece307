import type { Json } from '../../contract/json.ts';
import { isObject, member } from '../pointer.ts';
import { annotation, propertiesOf, resolved, schemaAt, scopePath } from '../schema.ts';
import { textPrefix } from '../sentences.ts';
import type { Form, LayoutElement, Schema } from '../types.ts';
import type { FormProblem } from './index.ts';

/** Texts that every language needs: labels of controls, groups and columns, choices. */
export function lintTexts(form: Form, languages: readonly string[]): readonly FormProblem[] {
  const needed = new Set(neededKeys(form, form.layout));
  return languages.flatMap((language) => {
    const texts = Object.hasOwn(form.texts, language) ? form.texts[language] : undefined;
    const missing = [...needed].filter(
      (key) => texts === undefined || !Object.hasOwn(texts, key) || texts[key]?.trim() === '',
    );
    return missing.map((key) => ({
      rule: 'form-text-missing',
      severity: 'error' as const,
      part: language,
      sentence: `Expected a text for "${key}" in language "${language}", but there is none.`,
    }));
  });
}

function neededKeys(form: Form, element: LayoutElement): readonly string[] {
  const own = element.type === 'Control' ? controlKeys(form, element) : wordsOfLayout(element);
  return [...own, ...(element.elements ?? []).flatMap((inner) => neededKeys(form, inner))];
}

/** JSON Forms takes `<i18n>.label` (`<i18n>.text` of a label), and without `i18n` the text itself as the key. */
function wordsOfLayout(element: LayoutElement): readonly string[] {
  const suffix = element.type === 'Label' ? 'text' : 'label';
  if (element.i18n !== undefined) return element.label === false ? [] : [`${element.i18n}.${suffix}`];
  const literal = element.type === 'Label' ? element.text : element.label;
  return typeof literal === 'string' && literal !== '' ? [literal] : [];
}

function controlKeys(form: Form, element: LayoutElement): readonly string[] {
  const path = element.scope === undefined ? undefined : scopePath(element.scope);
  const schema = path === undefined ? undefined : schemaAt(form.schema, path);
  if (path === undefined || path.length === 0 || schema === undefined) return [];
  const prefix = textPrefix(form, path);
  const label = element.label === false ? [] : [`${prefix}.label`];
  return [...label, ...choiceKeys(form.schema, schema, prefix), ...innerKeys(form.schema, schema, prefix, 0)];
}

/** Fields inside a list or group that one control shows. */
function innerKeys(root: Schema, schema: Schema, prefix: string, depth: number): readonly string[] {
  if (depth > 8) return [];
  const { items } = resolved(root, schema);
  const container = isObject(items) ? items : schema;
  const choices = isObject(items) ? choiceKeys(root, items, prefix) : [];
  const inner = propertiesOf(root, container).flatMap(([name, property]) => {
    const own = annotation(root, property, 'i18n');
    const key = typeof own === 'string' ? own : `${prefix}.${name}`;
    return [`${key}.label`, ...choiceKeys(root, property, key), ...innerKeys(root, property, key, depth + 1)];
  });
  return [...choices, ...inner];
}

function choiceKeys(root: Schema, schema: Schema, prefix: string): readonly string[] {
  const { enum: values, oneOf } = resolved(root, schema);
  const named = Array.isArray(values) ? (values as readonly Json[]).map((value) => `${prefix}.${wordOf(value)}`) : [];
  if (!Array.isArray(oneOf)) return named;
  const choices = (oneOf as readonly Json[]).flatMap((choice) => {
    const constant = member(choice, 'const');
    if (constant === undefined) return [];
    const { i18n, title } = choice as Schema;
    if (typeof i18n === 'string') return [i18n];
    return [`${prefix}.${typeof title === 'string' ? title : wordOf(constant)}`];
  });
  return [...named, ...choices];
}

function wordOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
