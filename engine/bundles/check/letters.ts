import type { OptionListFile, RolesFile } from '../../contract/bundle.ts';
import type { Json } from '../../contract/json.ts';
import { letterLanguages, type LetterLanguage, type LetterTemplate } from '../../contract/letter.ts';
import type { ModelProblem } from '../../contract/problem.ts';
import { isJsonObject } from '../json.ts';
import { didYouMean } from '../nearest.ts';
import type { Gathered } from './gather.ts';
import { missingTexts } from './texts.ts';

/** What the lint of the letters, which stand beside the bundles in the house, is told about the surroundings of a letter. */
export interface LetterSurroundings {
  readonly languages: readonly LetterLanguage[];
  readonly optionLists: Readonly<Record<string, OptionListFile>>;
  /** Element ids that FEEL must know as names. */
  readonly names: readonly string[];
}

/** Checks texts, expressions and option lists of a letter. */
export type LintLetter = (template: LetterTemplate, known: LetterSurroundings) => readonly ModelProblem[];

/** What a letter refers to. */
export interface LetterContext {
  readonly languages: readonly string[];
  readonly roles: RolesFile;
  readonly optionLists: ReadonlyMap<string, OptionListFile>;
  readonly names: readonly string[];
  readonly lintLetter: LintLetter | undefined;
}

/** The letter templates by key. */
export function readLetters(gathered: Gathered, context: LetterContext): ReadonlyMap<string, LetterTemplate> {
  const letters = new Map<string, LetterTemplate>();
  const languages = letterLanguages.filter((language) => context.languages.includes(language));
  const known = { languages, optionLists: Object.fromEntries(context.optionLists), names: context.names };
  const lint = context.lintLetter ?? ((template) => lintWithoutExpressions(template, known));
  for (const { key, entry, value } of gathered.all('letter')) {
    const file = entry.path;
    const template = value as unknown as LetterTemplate;
    if (template.key !== key) {
      const sentence = `Expected the key "${key}" of the folder, but found "${template.key}".`;
      gathered.report('key', file, sentence, { pointer: '/key' });
    }
    const { role } = template.signature;
    if (role !== undefined && !Object.hasOwn(context.roles.roles, role)) {
      const sentence = `Expected a role, but there is no "${role}".${didYouMean(role, Object.keys(context.roles.roles))}`;
      gathered.report('unknown-role', file, sentence, { pointer: '/signature/role' });
    }
    gathered.problems.push(...lint(template, known).map((problem) => ({ ...problem, file })));
    letters.set(key, template);
  }
  return letters;
}

/** What can be said of a letter here: texts in every language, option lists that exist. */
function lintWithoutExpressions(template: LetterTemplate, known: LetterSurroundings): readonly ModelProblem[] {
  const lists = optionListsOf(template as unknown as Json).filter((list) => !Object.hasOwn(known.optionLists, list));
  const unknown = lists.map((list): ModelProblem => {
    const hint = didYouMean(list, Object.keys(known.optionLists));
    const sentence = `Expected an option list, but there is no "${list}".${hint}`;
    return { rule: 'unknown-option-list', severity: 'error', sentence };
  });
  return [...missingTexts(template, known.languages), ...unknown];
}

function optionListsOf(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(optionListsOf);
  if (!isJsonObject(value)) return [];
  const { optionList } = value;
  return [...(typeof optionList === 'string' ? [optionList] : []), ...Object.values(value).flatMap(optionListsOf)];
}
