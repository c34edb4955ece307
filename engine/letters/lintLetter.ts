import type { OptionListFile, Texts } from '../contract/bundle.ts';
import type { LetterFact, LetterLanguage, LetterPart, LetterTemplate, OptionSlot } from '../contract/letter.ts';
import type { ModelProblem } from '../contract/problem.ts';
import { compileExpression } from '../feel/index.ts';
import { splitText } from './templateText.ts';

/** What in a template is to be checked, with its place. */
type Place =
  | { readonly type: 'texts'; readonly pointer: string; readonly texts: Texts }
  | { readonly type: 'feel'; readonly pointer: string; readonly feel: string }
  | { readonly type: 'slot'; readonly pointer: string; readonly slot: OptionSlot };

const feelAt = (pointer: string, feel: string | undefined): readonly Place[] =>
  feel === undefined ? [] : [{ type: 'feel', pointer, feel }];
const textsAt = (pointer: string, texts: Texts): readonly Place[] => [{ type: 'texts', pointer, texts }];

function placesOfFacts(facts: readonly LetterFact[], pointer: string): readonly Place[] {
  return facts.flatMap((fact, index) => [
    ...textsAt(`${pointer}/${index}/label`, fact.label),
    ...feelAt(`${pointer}/${index}/value`, fact.value),
    ...feelAt(`${pointer}/${index}/when`, fact.when),
  ]);
}

function placesOfItems(items: Extract<LetterPart, { type: 'list' }>['items'], pointer: string): readonly Place[] {
  if (typeof items === 'string') return feelAt(pointer, items);
  if (!Array.isArray(items)) return [{ type: 'slot', pointer, slot: items }, ...feelAt(`${pointer}/from`, items.from)];
  return items.flatMap((item, index) => [
    ...textsAt(`${pointer}/${index}/text`, item.text),
    ...feelAt(`${pointer}/${index}/when`, item.when),
  ]);
}

function placesOfPart(part: LetterPart, pointer: string): readonly Place[] {
  const condition = feelAt(`${pointer}/when`, part.when);
  switch (part.type) {
    case 'paragraph':
    case 'heading':
      return [...condition, ...textsAt(`${pointer}/text`, part.text)];
    case 'list':
      return [...condition, ...placesOfItems(part.items, `${pointer}/items`)];
    case 'facts':
      return [...condition, ...placesOfFacts(part.rows, `${pointer}/rows`)];
    case 'table':
      return [
        ...condition,
        ...feelAt(`${pointer}/rows`, part.rows),
        ...part.columns.flatMap((column, index) => [
          ...textsAt(`${pointer}/columns/${index}/label`, column.label),
          ...feelAt(`${pointer}/columns/${index}/value`, column.value),
        ]),
      ];
  }
}

function placesOf(template: LetterTemplate): readonly Place[] {
  return [
    ...textsAt('/title', template.title),
    ...textsAt('/subject', template.subject),
    ...feelAt('/recipient', template.recipient),
    ...feelAt('/mark', template.mark),
    ...placesOfFacts(template.reference, '/reference'),
    ...template.blocks.flatMap((part, index) => placesOfPart(part, `/blocks/${index}`)),
    ...feelAt('/signature/name', template.signature.name),
    ...textsAt('/signature/title', template.signature.title),
  ];
}

type Found = Pick<ModelProblem, 'rule' | 'severity' | 'sentence'> & { readonly pointer: string };

const error = (pointer: string, sentence: string): Found => ({
  rule: 'letter-field',
  severity: 'error',
  pointer,
  sentence,
});

function checkFeel(pointer: string, feel: string, names: readonly string[]): readonly Found[] {
  const compiled = compileExpression(feel, { names });
  return compiled.type === 'problem' ? [error(pointer, `field "${feel}": ${compiled.sentence}`)] : [];
}

function fieldsOf(text: string): readonly string[] | undefined {
  return splitText(text)?.flatMap((piece) => (piece.type === 'field' ? [piece.feel] : []));
}

/** A translation that lost a field, or has one more, is probably wrong: a warning, for a language may need it twice. */
function checkTranslations(pointer: string, texts: Texts, languages: readonly LetterLanguage[]): readonly Found[] {
  const [first, ...others] = languages.flatMap((language) => {
    const fields = fieldsOf(texts[language] ?? '');
    return fields ? [{ language, fields: new Set(fields) }] : [];
  });
  if (!first) return [];
  return others.flatMap(({ language, fields }) => {
    const different =
      [...first.fields].find((field) => !fields.has(field)) ?? [...fields].find((field) => !first.fields.has(field));
    if (different === undefined) return [];
    const sentence = `field "${different}" is not in both ${first.language} and ${language}.`;
    return [{ rule: 'letter-translation', severity: 'warning' as const, pointer, sentence }];
  });
}

function checkTexts(
  pointer: string,
  texts: Texts,
  languages: readonly LetterLanguage[],
  names: readonly string[],
): readonly Found[] {
  const perLanguage = languages.flatMap((language) => {
    const text = texts[language] ?? '';
    if (text.trim() === '') return [error(pointer, `Expected a text in ${language}.`)];
    const fields = fieldsOf(text);
    if (!fields) return [error(`${pointer}/${language}`, 'Expected }} at the end of the field.')];
    return fields.flatMap((feel) => checkFeel(`${pointer}/${language}`, feel, names));
  });
  return [...perLanguage, ...checkTranslations(pointer, texts, languages)];
}

function checkSlot(pointer: string, slot: OptionSlot, known: LetterSurroundings): readonly Found[] {
  const list = known.optionLists[slot.optionList];
  if (!list) return [error(`${pointer}/optionList`, `Expected a known option list, but found "${slot.optionList}".`)];
  return list.options.flatMap((option) =>
    checkTexts(pointer, option.text ?? option.label, known.languages, known.names ?? []).map((found) => ({
      ...found,
      sentence: `Option "${option.value}" of the list "${slot.optionList}": ${found.sentence}`,
    })),
  );
}

/** What a letter may refer to. */
export interface LetterSurroundings {
  /** Languages of the office: every text must have all of them. */
  readonly languages: readonly LetterLanguage[];
  readonly optionLists: Readonly<Record<string, OptionListFile>>;
  /** Variables whose names are no FEEL names by themselves, such as element ids with a dash. */
  readonly names?: readonly string[];
  /** Path of the template in its bundle; `letters/<key>/<key>.json` when left out. */
  readonly file?: string;
}

/** Everything that can be found wrong with a letter before there is a case: languages, fields, conditions, option lists. */
export function lintLetter(template: LetterTemplate, known: LetterSurroundings): readonly ModelProblem[] {
  const found = placesOf(template).flatMap((place): readonly Found[] => {
    switch (place.type) {
      case 'texts':
        return checkTexts(place.pointer, place.texts, known.languages, known.names ?? []);
      case 'feel':
        return checkFeel(place.pointer, place.feel, known.names ?? []);
      case 'slot':
        return checkSlot(place.pointer, place.slot, known);
    }
  });
  const file = known.file ?? `letters/${template.key}/${template.key}.json`;
  return found.map((each) => ({ ...each, file, sentence: `Letter "${template.key}": ${each.sentence}` }));
}
