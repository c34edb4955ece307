import type { GraphNode } from '../bpmn/index.ts';
import { officeFacts, type OfficeDefinitions, type ProcessDefinition } from '../bundles/index.ts';
import { calendarFunctions, dayOf, explain, formatDate, type ExplainStep } from '../calendar/index.ts';
import { elementName } from '../commands/shared/names.ts';
import type { DeployedOffice } from '../commands/shared/runtime.ts';
import type { Texts } from '../contract/bundle.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { DEFAULT_OUTCOME } from '../core/index.ts';
import { evaluateStrict } from '../feel/index.ts';
import { prefill, textOf } from '../forms/index.ts';
import type { OfficeWords, ProcessWords, Situation, StateWords, StepWords } from '../queries/officeWords.ts';

const known = new WeakMap<DeployedOffice, OfficeWords>();

/** The words of a deployment for queries; made once per deployment and process. */
export function officeWords(deployed: DeployedOffice): OfficeWords {
  const standing = known.get(deployed);
  if (standing) return standing;
  const made = wordsOf(deployed);
  known.set(deployed, made);
  return made;
}

/** The one outcome of a task that lists none and has no words for it. */
const defaultOutcome: Texts = { en: 'Complete', ar: 'إنجاز', fr: 'Terminer' };
/** What has no words any more is called by its key. */
const plain = (key: string): Texts => ({ en: key });

function wordsOf({ deploymentId, definitions }: DeployedOffice): OfficeWords {
  const processes = new Map([...definitions.processes].map(([key, process]) => [key, processWords(process)]));
  const languages = definitions.office.languages;
  const states = statesOf(definitions);
  return {
    deploymentId,
    languages,
    timeZone: definitions.calendar.timeZone,
    currency: definitions.office.currency,
    process: (key) => processes.get(key) ?? null,
    processName: (key) => processes.get(key)?.name ?? plain(key),
    elementName: (process, element) => processes.get(process)?.names.get(element) ?? plain(element),
    stepName: (element) =>
      [...processes.values()].map(({ names }) => names.get(element)).find((name) => name !== undefined) ??
      plain(element),
    step: (process, element) => stepWords(definitions, process, element),
    outcomeName: (process, element, outcome) => outcomeName(definitions.processes.get(process), element, outcome),
    arrivalForm: (process, element) => formOf(nodeOf(definitions.processes.get(process), element)),
    letterOf: (process, element) => letterOf(definitions, process, element),
    form: (key) => formWords(definitions, key),
    prefill: (key, dossier, variables) => {
      const form = definitions.forms.get(key);
      return form ? prefill(form, dossier, variables) : {};
    },
    state: (kind, key) => states.get(`${kind} ${key}`) ?? null,
    states: [...states.values()],
    statusEvent: (event) => definitions.statusEvents[event]?.name ?? plain(event),
    timeLimit: (key) => {
      const rule = definitions.timeLimits.get(key);
      return { name: rule?.name ?? plain(key), legalBasis: rule?.legalBasis ?? '' };
    },
    role: (key) => definitions.roles.roles[key]?.name ?? plain(key),
    roles: Object.entries(definitions.roles.roles).map(([key, role]) => ({ key, ...role })),
    definitionName: (kind, key) => definitionName(definitions, processes, kind, key),
    explain: (steps) => explained(steps, languages),
    day: (on, language) => (/^\d{4}-\d\d-\d\d$/.test(on) ? formatDate(on, language) : on),
  };
}

function processWords(process: ProcessDefinition): ProcessWords {
  const { graph, texts, key } = process;
  const fallback = graph.name ?? key;
  const start = graph.starts.map((index) => graph.nodes[index]).find((node) => node?.type === 'startEvent');
  return {
    name: {
      en: fallback,
      ...Object.fromEntries(Object.entries(texts).map(([language, words]) => [language, words.name])),
    },
    xml: process.xml,
    startForm: start ? formOf(start) : null,
    startable: graph.starts.length > 0,
    dossierKind: graph.dossierKind ?? null,
    names: new Map(graph.nodes.map(({ id }) => [id, elementName(process, id)])),
    scopes: new Set(graph.nodes.flatMap((node) => ('eventSubProcesses' in node ? [node.id] : []))),
  };
}

function nodeOf(process: ProcessDefinition | undefined, element: string): GraphNode | undefined {
  return process?.graph.nodes[process.graph.byId.get(element) ?? -1];
}

function formOf(node: GraphNode | undefined): string | null {
  return node && 'form' in node ? (node.form ?? null) : null;
}

function stepWords(definitions: OfficeDefinitions, key: string, element: string): StepWords | null {
  const process = definitions.processes.get(key);
  const node = nodeOf(process, element);
  if (!process || node?.type !== 'userTask') return null;
  const offered =
    node.outcomes.length > 0 ? node.outcomes : [{ value: DEFAULT_OUTCOME, style: 'primary', needsForm: true } as const];
  return {
    description: byLanguage(process, (texts) => texts.elements[element]?.description),
    timeLimit: node.timeLimit ?? null,
    fourEyesWith: node.fourEyesWith ?? null,
    outcomes: (situation) =>
      offered
        .filter((outcome) => !('when' in outcome) || !outcome.when || holds(outcome.when, definitions, situation))
        .map(({ value, style, needsForm }) => ({
          value,
          style,
          needsForm,
          name: outcomeName(process, element, value),
        })),
  };
}

/** The condition of an outcome, seen as the kernel sees it; one that cannot be answered would stop the case, so it is not offered. */
function holds(
  condition: Parameters<typeof evaluateStrict>[0],
  definitions: OfficeDefinitions,
  situation: Situation,
): boolean {
  const today = dayOf(situation.now, definitions.calendar.timeZone);
  const { instanceId, dossierId, dossier, dossierState, variables, now } = situation;
  const answer = evaluateStrict(condition, {
    ...variables,
    ...calendarFunctions(definitions.calendar),
    dossier: dossier === null ? null : { ...dossier, state: dossierState },
    office: officeFacts(definitions, today),
    instance: { id: instanceId, key: dossierId ?? instanceId },
    now,
    today,
  });
  return answer.ok && answer.value === true;
}

function outcomeName(process: ProcessDefinition | undefined, element: string, outcome: string): Texts {
  const texts = process ? byLanguage(process, ({ elements }) => elements[element]?.outcomes?.[outcome]) : {};
  if (Object.keys(texts).length > 0) return texts;
  return outcome === DEFAULT_OUTCOME ? defaultOutcome : plain(outcome);
}

function byLanguage(
  process: ProcessDefinition,
  pick: (texts: ProcessDefinition['texts'][string]) => string | undefined,
): Texts {
  return Object.fromEntries(
    Object.entries(process.texts).flatMap(([language, texts]) => {
      const text = pick(texts);
      return text === undefined ? [] : [[language, text]];
    }),
  );
}

function letterOf(definitions: OfficeDefinitions, process: string, element: string): Texts | null {
  const node = nodeOf(definitions.processes.get(process), element);
  if ((node?.type !== 'serviceTask' && node?.type !== 'sendTask') || node.work.type !== 'letter') return null;
  return definitions.letters.get(node.work.key)?.title ?? plain(node.work.key);
}

function formWords(definitions: OfficeDefinitions, key: string): ReturnType<OfficeWords['form']> {
  const form = definitions.forms.get(key);
  if (!form) return null;
  const texts = Object.fromEntries(Object.entries(form.texts).map(([language, words]) => [language, { ...words }]));
  return { key, schema: form.schema, layout: form.layout as unknown as JsonObject, texts };
}

function statesOf(definitions: OfficeDefinitions): ReadonlyMap<string, StateWords> {
  return new Map(
    [...definitions.dossierKinds.values()].flatMap((kind) =>
      Object.entries(kind.states).map(([key, state]): [string, StateWords] => [
        `${kind.key} ${key}`,
        { key, ...state },
      ]),
    ),
  );
}

function definitionName(
  definitions: OfficeDefinitions,
  processes: ReadonlyMap<string, ProcessWords>,
  kind: string,
  key: string,
): Texts {
  if (kind === 'process') return processes.get(key)?.name ?? plain(key);
  if (kind === 'letter') return definitions.letters.get(key)?.title ?? plain(key);
  const form = kind === 'form' ? definitions.forms.get(key) : undefined;
  if (!form) return plain(key);
  const titles = Object.keys(form.texts).flatMap((language): [string, string][] => {
    const title = textOf(form, language, 'title');
    return title === undefined ? [] : [[language, title]];
  });
  return titles.length > 0 ? Object.fromEntries(titles) : plain(key);
}

function explained(steps: Json, languages: readonly string[]): Record<string, readonly string[]> {
  if (!Array.isArray(steps)) return {};
  const said = [...new Set(['en', ...languages])];
  return Object.fromEntries(
    said.map((language) => [language, explain(steps as unknown as readonly ExplainStep[], language)]),
  );
}
