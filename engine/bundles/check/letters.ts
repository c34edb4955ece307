import type { OptionListFile, RolesFile } from '../../contract/bundle.ts';
import type { Json } from '../../contract/json.ts';
import { letterLanguages, type LetterTemplate } from '../../contract/letter.ts';
import type { ModelProblem } from '../../contract/problem.ts';
import { isJsonObject } from '../json.ts';
import { didYouMean } from '../nearest.ts';
import type { Gathered } from './gather.ts';
import { needAllTexts } from './texts.ts';

/** What a letter refers to. */
export interface LetterContext {
  readonly languages: readonly string[];
  readonly roles: RolesFile;
  readonly optionLists: ReadonlyMap<string, OptionListFile>;
  /** Checks the expressions of a template; the letters of the house do it, which stand beside the bundles. */
  readonly lintLetter?: (template: LetterTemplate) => readonly ModelProblem[];
}

/** The letter templates by key. */
export function readLetters(gathered: Gathered, context: LetterContext): ReadonlyMap<string, LetterTemplate> {
  const letters = new Map<string, LetterTemplate>();
  const languages = context.languages.filter((language) => (letterLanguages as readonly string[]).includes(language));
  for (const { key, entry, value } of gathered.all('letter')) {
    const template = value as unknown as LetterTemplate;
    if (template.key !== key) {
      gathered.report('key', entry.path, `Expected the key "${key}" of the folder, but found "${template.key}".`, {
        pointer: '/key',
      });
    }
    needAllTexts(gathered, value, languages, entry.path);
    for (const list of optionListsOf(value)) {
      if (context.optionLists.has(list)) continue;
      const hint = didYouMean(list, context.optionLists.keys());
      gathered.report('unknown-option-list', entry.path, `Expected an option list, but there is no "${list}".${hint}`);
    }
    const { role } = template.signature;
    if (role !== undefined && !Object.hasOwn(context.roles.roles, role)) {
      gathered.report('unknown-role', entry.path, `Expected a role, but there is no "${role}".`, {
        pointer: '/signature/role',
      });
    }
    gathered.problems.push(
      ...(context.lintLetter?.(template) ?? []).map((problem) => ({ ...problem, file: entry.path })),
    );
    letters.set(key, template);
  }
  return letters;
}

function optionListsOf(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(optionListsOf);
  if (!isJsonObject(value)) return [];
  const { optionList } = value;
  return [...(typeof optionList === 'string' ? [optionList] : []), ...Object.values(value).flatMap(optionListsOf)];
}
