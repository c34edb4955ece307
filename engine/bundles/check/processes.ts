import { lint, readProcesses, type Graph, type LintContext } from '../../bpmn/index.ts';
import type { ProcessTexts } from '../../contract/bundle.ts';
import { isJsonObject } from '../json.ts';
import type { DossierKind, ProcessDefinition } from '../types.ts';
import { checkJsonSchema } from './dossiers.ts';
import type { Gathered, GatheredFile } from './gather.ts';
import { checkProcessTexts } from './processTexts.ts';

/** A model that could be read, with its file. */
export interface ReadModel {
  readonly key: string;
  readonly graph: Graph;
  readonly file: GatheredFile;
}

/** The models by key; a file holds one executable process, whose id is the key. */
export async function readModels(gathered: Gathered): Promise<ReadonlyMap<string, ReadModel>> {
  const models = new Map<string, ReadModel>();
  for (const file of gathered.all('model')) {
    const { key } = file;
    const { path, content } = file.entry;
    const read = await readProcesses(content, { file: path });
    gathered.problems.push(...read.problems.map((problem) => ({ ...problem, file: path })));
    const [graph] = read.graphs;
    if (graph === undefined || read.graphs.length > 1) {
      if (read.problems.some(({ severity }) => severity === 'error')) continue;
      const found = read.graphs.map(({ process }) => `"${process}"`).join(', ') || 'none';
      gathered.report('one-process', path, `Expected one executable process in a model, but found ${found}.`);
    } else if (graph.process !== key) {
      gathered.report(
        'key',
        path,
        `Expected the process id "${key}" as the file is named, but found "${graph.process}".`,
        {
          element: graph.process,
        },
      );
    } else models.set(key, { key, graph, file });
  }
  return models;
}

/** What is around the processes. */
export interface ProcessesContext {
  readonly languages: readonly string[];
  readonly lint: LintContext;
  readonly dossierKinds: ReadonlyMap<string, DossierKind>;
}

/** Lints the models in their surroundings and puts what lies beside each to it. */
export function readProcessFolders(
  gathered: Gathered,
  models: ReadonlyMap<string, ReadModel>,
  context: ProcessesContext,
): ReadonlyMap<string, ProcessDefinition> {
  const definitions = new Map<string, ProcessDefinition>();
  for (const model of models.values()) {
    const { path } = model.file.entry;
    gathered.problems.push(...lint(model.graph, context.lint).map((problem) => ({ ...problem, file: path })));
    checkDossier(gathered, model, context.dossierKinds);
    definitions.set(model.key, folderOf(gathered, model, context.languages));
  }
  for (const kind of ['process-texts', 'variables-schema', 'scenario'] as const) {
    for (const { key, entry } of gathered.all(kind)) {
      if (gathered.all('model').some((file) => file.key === key)) continue;
      gathered.report(
        'no-model',
        entry.path,
        `Expected the model processes/${key}/${key}.bpmn beside this file, but there is none.`,
      );
    }
  }
  return definitions;
}

function folderOf(gathered: Gathered, model: ReadModel, languages: readonly string[]): ProcessDefinition {
  const { key, graph, file } = model;
  const beside = (kind: 'process-texts' | 'variables-schema' | 'scenario' | 'readme'): readonly GatheredFile[] =>
    gathered.all(kind).filter((other) => other.key === key);
  const texts = Object.fromEntries(
    beside('process-texts').map(({ language = '', value }) => [language, value as ProcessTexts] as const),
  );
  checkProcessTexts(gathered, model, texts, languages);
  const [schema] = beside('variables-schema');
  const usable =
    schema !== undefined && isJsonObject(schema.value) && checkJsonSchema(gathered, schema.entry.path, schema.value);
  return {
    key,
    graph,
    xml: file.entry.content,
    texts,
    variablesSchema: usable && isJsonObject(schema.value) ? schema.value : null,
    readme: beside('readme')[0]?.entry.content ?? null,
    scenarios: beside('scenario').flatMap(({ entry, value }) =>
      isJsonObject(value) ? [{ file: entry.path, content: value }] : [],
    ),
  };
}

function checkDossier(gathered: Gathered, { graph, file }: ReadModel, kinds: ReadonlyMap<string, DossierKind>): void {
  const { path } = file.entry;
  const kind = graph.dossierKind === undefined ? undefined : kinds.get(graph.dossierKind);
  if (graph.dossierKind !== undefined && kind === undefined) {
    const sentence = `Expected a kind of dossier, but there is no "${graph.dossierKind}".`;
    gathered.report('unknown-dossier-kind', path, sentence, { element: graph.process });
    return;
  }
  for (const node of graph.nodes) {
    if (node.dossierState === undefined || (kind !== undefined && Object.hasOwn(kind.states, node.dossierState)))
      continue;
    const where =
      kind === undefined ? 'this process works on no dossier' : `the dossier "${kind.key}" has no such state`;
    gathered.report(
      'unknown-dossier-state',
      path,
      `Expected a state of the dossier, but ${where}: ${node.dossierState}.`,
      {
        element: node.id,
      },
    );
  }
}
