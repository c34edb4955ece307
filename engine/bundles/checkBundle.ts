import type { LetterTemplate } from '../contract/letter.ts';
import type { ModelProblem } from '../contract/problem.ts';
import { ajvValidator } from './ajvValidator.ts';
import { bundleHash } from './bundle.ts';
import { readAllDecisions } from './check/decisions.ts';
import { readDossierKinds } from './check/dossiers.ts';
import { lintForms, readForms } from './check/forms.ts';
import { Gathered } from './check/gather.ts';
import { readLetters } from './check/letters.ts';
import { readModels, readProcessFolders } from './check/processes.ts';
import { checkActs } from './check/references.ts';
import { readSingles } from './check/singles.ts';
import type { Bundle, CheckedBundle } from './types.ts';

/** Acts that models may ask for (data.md 2). */
export const knownActs = [
  'assignNumber',
  'recordStatusEvent',
  'changeDossier',
  'registerRight',
  'fixTimeLimit',
  'fileDocument',
  'extendTimeLimit',
  'suspendInstance',
  'resumeInstance',
] as const;

/** What the bundle is checked against besides itself. */
export interface CheckOptions {
  /** Keys of the connectors of this installation. */
  readonly connectors?: Iterable<string>;
  /** Keys of the acts; those of the kernel when left out. */
  readonly acts?: Iterable<string>;
  /** Checks the expressions of a letter; without it only its shape, texts and references are checked. */
  readonly lintLetter?: (template: LetterTemplate) => readonly ModelProblem[];
}

const validate = ajvValidator();

/**
 * Checks everything in a bundle and makes of it what an office works with. Never throws for content: what is wrong is said in
 * the problems, and what cannot be read is left out. Of a bundle of which nothing is wrong the definitions are complete.
 */
export async function checkBundle(bundle: Bundle, options: CheckOptions = {}): Promise<CheckedBundle> {
  const gathered = new Gathered(bundle);
  const singles = readSingles(gathered);
  const { languages, manifest, roles, timeLimits, numbering, statusEvents, optionLists, calendar } = singles;
  const dossierKinds = readDossierKinds(gathered, languages);
  const decisions = await readAllDecisions(gathered);
  const forms = readForms(gathered);
  const { lintLetter } = options;
  const letters = readLetters(gathered, { languages, roles, optionLists, ...(lintLetter ? { lintLetter } : {}) });
  const models = await readModels(gathered);
  const laneRoles = new Map(Object.entries(roles.lanes));
  const keysOf = (kind: 'form' | 'letter' | 'model'): ReadonlySet<string> =>
    new Set(gathered.all(kind).map(({ key }) => key));
  const events = new Set(Object.keys(statusEvents));
  const processes = readProcessFolders(gathered, models, {
    languages,
    dossierKinds,
    lint: {
      forms: keysOf('form'),
      letters: keysOf('letter'),
      processes: keysOf('model'),
      decisions: new Set(decisions.keys()),
      roles: new Set(Object.keys(roles.roles)),
      timeLimits: new Set(timeLimits.keys()),
      statusEvents: events,
      laneRoles,
      acts: new Set(options.acts ?? knownActs),
      connectors: new Set(options.connectors ?? ['rest', 'email', 'payment']),
    },
  });
  for (const model of models.values()) {
    const kind = model.graph.dossierKind === undefined ? undefined : dossierKinds.get(model.graph.dossierKind);
    const series = new Set(Object.keys(numbering.series));
    checkActs(gathered, model, { series, timeLimit: new Set(timeLimits.keys()), event: events }, kind);
  }
  const graphs = [...models.values()].map(({ graph }) => graph);
  lintForms(gathered, forms, { languages, graphs, dossierKinds, validate });
  if (manifest?.office === undefined || calendar === undefined)
    return { definitions: undefined, problems: gathered.problems };
  return {
    problems: gathered.problems,
    definitions: {
      ...{ manifest, office: manifest.office, hash: bundleHash(bundle), calendar, laneRoles },
      ...{
        processes,
        forms,
        decisions,
        letters,
        dossierKinds,
        timeLimits,
        roles,
        numbering,
        statusEvents,
        optionLists,
      },
      ...{ parameters: singles.parameters, texts: singles.texts },
    },
  };
}
