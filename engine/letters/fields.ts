import type { OptionListFile, Texts } from '../contract/bundle.ts';
import type { Json } from '../contract/json.ts';
import type { LetterLanguage, LetterTemplate, OptionSlot } from '../contract/letter.ts';
import type { ModelProblem } from '../contract/problem.ts';
import { compileExpression, evaluateStrict, type FeelContext } from '../feel/index.ts';
import type { Addressee } from './composeLetter.ts';
import { isolate } from './plainText.ts';
import { printMoney, printValue } from './printValue.ts';
import { splitText } from './templateText.ts';

/** What fields are read from. */
interface FieldContext {
  readonly timeZone: string;
  readonly number: string;
  readonly date: string;
  readonly applicant: Addressee;
  readonly optionLists: Readonly<Record<string, OptionListFile>>;
  readonly values: FeelContext;
}

/** Reads the fields of one letter in one language. Whatever is wrong becomes a problem and an empty value. */
export interface Fields {
  /** The value of an expression, undefined after a problem. */
  value(feel: string, pointer: string): Json | undefined;
  /** A value in words; nothing (null) is a problem. */
  print(feel: string, pointer: string): string;
  list(feel: string, pointer: string): readonly Json[];
  printList(feel: string, pointer: string): readonly string[];
  /** Is a part printed? Its condition must give true or false. */
  when(feel: string | undefined, pointer: string): boolean;
  /** The text of this language with its fields filled in. */
  text(texts: Texts, pointer: string): string;
  /** The texts of the chosen options. */
  options(slot: OptionSlot, pointer: string): readonly string[];
  /** What bundle.json says of the office in this language; `empty` after a problem. */
  officeText<T>(value: T | undefined, empty: T, what: string): T;
  complain(pointer: string, field: string, sentence: string): void;
  withName(name: string, value: Json): Fields;
}

/** Names that are no FEEL names by themselves, such as element ids with a dash, have to be declared. */
const declared = (context: FeelContext): readonly string[] =>
  Object.keys(context).filter((name) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name));

function feelContext(context: FieldContext, language: LetterLanguage): FeelContext {
  const money = (amountMinor: Json, currency: Json): Json =>
    typeof amountMinor === 'number' && Number.isSafeInteger(amountMinor) && typeof currency === 'string'
      ? printMoney(amountMinor, currency, language)
      : null;
  return {
    ...context.values,
    applicant: { name: context.applicant.name, addressLines: context.applicant.addressLines },
    letter: { number: context.number, date: context.date, money },
  };
}

/** Opens a letter's fields; problems are added to the list, each naming letter, language and field. */
export function createFields(
  template: LetterTemplate,
  context: FieldContext,
  language: LetterLanguage,
  problems: ModelProblem[],
): Fields {
  return new OpenFields(template.key, context, language, problems, feelContext(context, language));
}

class OpenFields implements Fields {
  readonly #key: string;
  readonly #context: FieldContext;
  readonly #language: LetterLanguage;
  readonly #problems: ModelProblem[];
  readonly #feel: FeelContext;

  constructor(
    key: string,
    context: FieldContext,
    language: LetterLanguage,
    problems: ModelProblem[],
    feel: FeelContext,
  ) {
    this.#key = key;
    this.#context = context;
    this.#language = language;
    this.#problems = problems;
    this.#feel = feel;
  }

  withName(name: string, value: Json): Fields {
    const feel = { ...this.#feel, [name]: value };
    return new OpenFields(this.#key, this.#context, this.#language, this.#problems, feel);
  }

  complain(pointer: string, field: string, sentence: string): void {
    const where = `Letter "${this.#key}" (${this.#language}), field "${field}": ${sentence}`;
    const file = `letters/${this.#key}/${this.#key}.json`;
    this.#problems.push({ rule: 'letter-field', severity: 'error', file, pointer, sentence: where });
  }

  value(feel: string, pointer: string): Json | undefined {
    const compiled = compileExpression(feel, { names: declared(this.#feel) });
    if (compiled.type === 'problem') {
      this.complain(pointer, feel, compiled.sentence);
      return undefined;
    }
    const result = evaluateStrict(compiled, this.#feel);
    if (result.ok) return result.value;
    this.complain(pointer, feel, result.sentence);
    return undefined;
  }

  print(feel: string, pointer: string): string {
    const value = this.value(feel, pointer);
    return value === undefined ? '' : this.#printed(value, feel, pointer);
  }

  list(feel: string, pointer: string): readonly Json[] {
    const value = this.value(feel, pointer);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value as readonly Json[];
    this.complain(pointer, feel, 'Expected a list.');
    return [];
  }

  printList(feel: string, pointer: string): readonly string[] {
    return this.list(feel, pointer).map((item) => this.#printed(item, feel, pointer));
  }

  when(feel: string | undefined, pointer: string): boolean {
    if (feel === undefined) return true;
    const value = this.value(feel, `${pointer}/when`);
    if (value === undefined || value === true || value === false) return value ?? false;
    this.complain(`${pointer}/when`, feel, 'Expected true or false.');
    return false;
  }

  text(texts: Texts, pointer: string): string {
    const text = texts[this.#language];
    if (text === undefined || text.trim() === '') {
      this.complain(pointer, pointer, 'Expected a text in this language.');
      return '';
    }
    const at = `${pointer}/${this.#language}`;
    const pieces = splitText(text);
    if (!pieces) {
      this.complain(at, text.slice(text.lastIndexOf('{{')), 'Expected }} at the end of the field.');
      return '';
    }
    return pieces.map((piece) => (piece.type === 'words' ? piece.words : this.print(piece.feel, at))).join('');
  }

  options(slot: OptionSlot, pointer: string): readonly string[] {
    const value = this.value(slot.from, `${pointer}/from`);
    if (value === undefined) return [];
    const codes: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
    const list = this.#context.optionLists[slot.optionList];
    return codes.flatMap((code) => {
      const option = list?.options.find((each) => each.value === code);
      if (option) return [this.text(option.text ?? option.label, pointer)];
      const sentence = `Expected an option of the list "${slot.optionList}", but found ${JSON.stringify(code)}.`;
      this.complain(`${pointer}/from`, slot.from, sentence);
      return [];
    });
  }

  officeText<T>(value: T | undefined, empty: T, what: string): T {
    if (value === undefined) this.complain('', `office.${what}`, 'Expected the office to have it in this language.');
    return value ?? empty;
  }

  #printed(value: Json, feel: string, pointer: string): string {
    const words = printValue(value, this.#language, this.#context.timeZone);
    if (words === undefined) {
      const found = value === null ? 'nothing' : 'a group of values';
      this.complain(pointer, feel, `Expected a text, number, date or list, but found ${found}.`);
      return '';
    }
    return isolate(words, this.#language);
  }
}
