import { isObject, pointerSegments } from './pointer.ts';
import { annotation, resolved, schemaAt, scopePath } from './schema.ts';
import type { Form, LayoutElement, Schema, SchemaError } from './types.ts';

/** Words per code, or per code and detail (`type.integer`, `format.date`). `{limit}` is the number that the schema asks for. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    required: 'must be filled in.',
    unknown: 'is not a field of this form.',
    type: 'is of the wrong kind.',
    'type.string': 'expected text.',
    'type.number': 'expected a number.',
    'type.integer': 'expected a whole number.',
    'type.boolean': 'expected yes or no.',
    'type.array': 'expected a list.',
    'type.object': 'expected a group of fields.',
    format: 'is not in the expected form.',
    'format.date': 'expected a date such as 2026-03-31.',
    'format.date-time': 'expected a date with time and time zone.',
    'format.time': 'expected a time of day.',
    'format.email': 'expected an e-mail address.',
    'format.uri': 'expected a web address.',
    pattern: 'is not in the expected form.',
    choice: 'choose one of the listed values.',
    minLength: 'expected at least {limit} characters.',
    maxLength: 'expected at most {limit} characters.',
    minItems: 'expected at least {limit} entries.',
    maxItems: 'expected at most {limit} entries.',
    minimum: 'expected at least {limit}.',
    maximum: 'expected at most {limit}.',
    exclusiveMinimum: 'expected more than {limit}.',
    exclusiveMaximum: 'expected less than {limit}.',
    multipleOf: 'expected a multiple of {limit}.',
    uniqueItems: 'the same entry occurs twice.',
    other: 'is not valid here.',
    line: 'line',
  },
  fr: {
    required: 'à remplir.',
    unknown: 'ne fait pas partie de ce formulaire.',
    type: 'n’est pas du type attendu.',
    'type.string': 'texte attendu.',
    'type.number': 'nombre attendu.',
    'type.integer': 'nombre entier attendu.',
    'type.boolean': 'oui ou non attendu.',
    'type.array': 'liste attendue.',
    'type.object': 'groupe de champs attendu.',
    format: 'n’a pas la forme attendue.',
    'format.date': 'date attendue, par exemple 2026-03-31.',
    'format.date-time': 'date avec heure et fuseau horaire attendue.',
    'format.time': 'heure attendue.',
    'format.email': 'adresse électronique attendue.',
    'format.uri': 'adresse web attendue.',
    pattern: 'n’a pas la forme attendue.',
    choice: 'choisissez une des valeurs proposées.',
    minLength: 'au moins {limit} caractères attendus.',
    maxLength: 'au plus {limit} caractères attendus.',
    minItems: 'au moins {limit} entrées attendues.',
    maxItems: 'au plus {limit} entrées attendues.',
    minimum: 'au moins {limit} attendu.',
    maximum: 'au plus {limit} attendu.',
    exclusiveMinimum: 'plus de {limit} attendu.',
    exclusiveMaximum: 'moins de {limit} attendu.',
    multipleOf: 'multiple de {limit} attendu.',
    uniqueItems: 'la même entrée figure deux fois.',
    other: 'n’est pas valable ici.',
    line: 'ligne',
  },
  ar: {
    required: 'يجب ملء هذا الحقل.',
    unknown: 'ليس من حقول هذه الاستمارة.',
    type: 'ليس من النوع المطلوب.',
    'type.string': 'المطلوب نص.',
    'type.number': 'المطلوب رقم.',
    'type.integer': 'المطلوب عدد صحيح.',
    'type.boolean': 'المطلوب نعم أو لا.',
    'type.array': 'المطلوب قائمة.',
    'type.object': 'المطلوب مجموعة حقول.',
    format: 'ليس بالصيغة المطلوبة.',
    'format.date': 'المطلوب تاريخ مثل 2026-03-31.',
    'format.date-time': 'المطلوب تاريخ مع الوقت والمنطقة الزمنية.',
    'format.time': 'المطلوب وقت من اليوم.',
    'format.email': 'المطلوب عنوان بريد إلكتروني.',
    'format.uri': 'المطلوب عنوان موقع.',
    pattern: 'ليس بالصيغة المطلوبة.',
    choice: 'اختر إحدى القيم المدرجة.',
    minLength: 'المطلوب {limit} حرفا على الأقل.',
    maxLength: 'المطلوب {limit} حرفا على الأكثر.',
    minItems: 'المطلوب {limit} بنود على الأقل.',
    maxItems: 'المطلوب {limit} بنود على الأكثر.',
    minimum: 'المطلوب {limit} على الأقل.',
    maximum: 'المطلوب {limit} على الأكثر.',
    exclusiveMinimum: 'المطلوب أكثر من {limit}.',
    exclusiveMaximum: 'المطلوب أقل من {limit}.',
    multipleOf: 'المطلوب مضاعف {limit}.',
    uniqueItems: 'تكرر البند نفسه.',
    other: 'غير صالح هنا.',
    line: 'السطر',
  },
};

/** What is wrong, without the name of the field, in a language; English where we have no words for it. */
export function errorWords(code: string, values: SchemaError['values'], language: string): string {
  const table = wordsOf(language);
  const same = code === 'enum' || code === 'const' ? 'choice' : code;
  const few = same === 'minLength' && values['limit'] === 1 ? 'required' : same;
  const detail = values['type'] ?? values['format'];
  const text = table[`${few}.${detail}`] ?? table[few] ?? table['other'] ?? '';
  return text.replace('{limit}', String(values['limit'] ?? ''));
}

/**
 * What is wrong at a place in the words of the form: "Filing date: expected a date such as 2026-03-31." The form's own text
 * `<key>.error.<code>` goes first (JSON Forms).
 */
export function formSentence(form: Form, error: SchemaError, language: string): string {
  const path = pointerSegments(error.pointer) ?? [];
  if (path.length === 0) return errorWords(error.code, error.values, language);
  const prefix = textPrefix(form, path);
  const label = textOf(form, language, `${prefix}.label`) ?? titleOf(form.schema, path) ?? path.at(-1) ?? '';
  const line = path.findLast((segment) => /^\d+$/.test(segment));
  const where = line === undefined ? label : `${label} (${wordsOf(language)['line']} ${Number(line) + 1})`;
  const own = textOf(form, language, `${prefix}.error.${error.code}`);
  return `${where}: ${own ?? errorWords(error.code, error.values, language)}`;
}

/** Key prefix of a field's texts as JSON Forms makes it: `i18n` of its control, `i18n` of its schema, or the path without line numbers. */
export function textPrefix(form: Pick<Form, 'schema' | 'layout'>, path: readonly string[]): string {
  const names = path.filter((segment) => !/^\d+$/.test(segment));
  const own = schemaAt(form.schema, names);
  const fromSchema = own === undefined ? undefined : annotation(form.schema, own, 'i18n');
  return controlPrefix(form.layout, names) ?? (typeof fromSchema === 'string' ? fromSchema : names.join('.'));
}

/** A text of the form in a language, or in English when that language lacks it. */
export function textOf(form: Pick<Form, 'texts'>, language: string, key: string): string | undefined {
  for (const candidate of [language, language.split('-')[0] ?? language, 'en']) {
    const texts = Object.hasOwn(form.texts, candidate) ? form.texts[candidate] : undefined;
    if (texts !== undefined && Object.hasOwn(texts, key)) return texts[key];
  }
  return undefined;
}

function wordsOf(language: string): Readonly<Record<string, string>> {
  const base = language.split('-')[0] ?? language;
  return (Object.hasOwn(words, base) ? words[base] : words['en']) ?? {};
}

function controlPrefix(element: LayoutElement, names: readonly string[]): string | undefined {
  if (element.scope !== undefined && element.i18n !== undefined) {
    const path = scopePath(element.scope);
    if (path !== undefined && path.length === names.length && path.every((name, at) => name === names[at])) {
      return element.i18n;
    }
  }
  for (const inner of element.elements ?? []) {
    const prefix = controlPrefix(inner, names);
    if (prefix !== undefined) return prefix;
  }
  return undefined;
}

function titleOf(root: Schema, path: readonly string[]): string | undefined {
  let schema: Schema = root;
  for (const segment of path) {
    const here = resolved(root, schema);
    const container = /^\d+$/.test(segment) && here['properties'] === undefined ? here['items'] : here['properties'];
    const inner = container === here['items'] ? container : isObject(container) ? container[segment] : undefined;
    if (!isObject(inner)) return undefined;
    schema = inner;
  }
  const title = annotation(root, schema, 'title');
  return typeof title === 'string' ? title : undefined;
}
