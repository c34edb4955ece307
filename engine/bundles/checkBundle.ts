import type { LintContext } from '../bpmn/index.ts';
import { ajvValidator } from './ajvValidator.ts';
import { bundleHash } from './bundle.ts';
import { readAllDecisions } from './check/decisions.ts';
import { readDossierKinds } from './check/dossiers.ts';
import { lintForms, readForms } from './check/forms.ts';
import { Gathered } from './check/gather.ts';
import { readLetters, type LintLetter } from './check/letters.ts';
import { readModels, readProcessFolders } from './check/processes.ts';
import { checkActs } from './check/references.ts';
import { readSingles, type Singles } from './check/singles.ts';
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
  /** `lintLetter` of the letters; without it texts and references of a letter are checked, but not its expressions. */
  readonly lintLetter?: LintLetter;
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
  const models = await readModels(gathered);
  const graphs = [...models.values()].map(({ graph }) => graph);
  const names = [...new Set(graphs.flatMap((graph) => graph.names))];
  const { lintLetter } = options;
  const letters = readLetters(gathered, { languages, roles, optionLists, names, lintLetter });
  const lint = lintContext(gathered, singles, decisions, options);
  const processes = readProcessFolders(gathered, models, { languages, dossierKinds, lint });
  const series = new Set(Object.keys(numbering.series));
  const references = { series, timeLimit: new Set(timeLimits.keys()), event: new Set(Object.keys(statusEvents)) };
  for (const model of models.values()) {
    checkActs(gathered, model, references, dossierKinds.get(model.graph.dossierKind ?? ''));
  }
  lintForms(gathered, forms, { languages, graphs, dossierKinds, validate });
  const { problems } = gathered;
  if (manifest?.office === undefined || calendar === undefined) return { definitions: undefined, problems };
  const { office } = manifest;
  const { parameters, texts, connectors } = singles;
  const laneRoles = new Map(Object.entries(roles.lanes));
  const own = { manifest, office, hash: bundleHash(bundle), calendar, roles, laneRoles, timeLimits };
  const words = { connectors, numbering, parameters, statusEvents, optionLists, texts };
  return { problems, definitions: { ...own, ...words, processes, forms, decisions, letters, dossierKinds } };
}

/** Everything that a model may name. Forms and letters count by their files: one that cannot be read has its own problem. */
function lintContext(
  gathered: Gathered,
  { roles, timeLimits, statusEvents, connectors }: Singles,
  decisions: ReadonlyMap<string, unknown>,
  options: CheckOptions,
): LintContext {
  const keysOf = (kind: 'form' | 'letter' | 'model'): ReadonlySet<string> =>
    new Set(gathered.all(kind).map(({ key }) => key));
  return {
    forms: keysOf('form'),
    letters: keysOf('letter'),
    processes: keysOf('model'),
    decisions: new Set(decisions.keys()),
    roles: new Set(Object.keys(roles.roles)),
    timeLimits: new Set(timeLimits.keys()),
    statusEvents: new Set(Object.keys(statusEvents)),
    laneRoles: new Map(Object.entries(roles.lanes)),
    acts: new Set(options.acts ?? knownActs),
    connectors: new Set([...(options.connectors ?? ['rest', 'email', 'payment']), ...connectors.keys()]),
  };
}
