import type { ModelProblem } from '../contract/problem.ts';
import { buildGraph } from './build.ts';
import { didYouMean } from './closest.ts';
import { checkConstraints } from './constraints/index.ts';
import { extensionElements } from './extensions.ts';
import type { Graph } from './graph.ts';
import { defaultLimits, type ModelLimits } from './limits.ts';
import {
  children,
  flag,
  idOf,
  localName,
  nearestId,
  parseModel,
  tagOf,
  type ModelElement,
  type ModelTree,
  type ModelWarning,
} from './moddle.ts';
import { collectProblems, type Problems } from './problems.ts';
import { shorten } from './values.ts';
import { checkXml, type CheckedXml } from './xml.ts';

/** How a model is read. */
export interface ReadOptions {
  /** Name of the file, repeated in every problem. */
  readonly file?: string;
  readonly limits?: Partial<ModelLimits>;
}

/** What is in a model file. */
export interface ReadResult {
  /** The executable processes without an error, in document order. */
  readonly graphs: readonly Graph[];
  /** Errors and warnings; one error means that the file must not be deployed. */
  readonly problems: readonly ModelProblem[];
}

/**
 * Reads a BPMN file of an uncertain origin: XML first, then the BPMN schema, references and our extensions, then each
 * executable process. Never throws for what the file holds.
 */
export async function readProcesses(xml: string | Uint8Array, options: ReadOptions = {}): Promise<ReadResult> {
  const problems = collectProblems(options.file);
  const checked = checkXml(xml, problems, { ...defaultLimits, ...options.limits });
  if (checked === undefined || problems.hasErrors) return { graphs: [], problems: problems.list };
  let tree: ModelTree;
  try {
    tree = await parseModel(checked.text);
  } catch (error) {
    problems.error(
      'xml',
      `The file cannot be read as BPMN: ${error instanceof Error ? firstLine(error.message) : 'unknown reason'}`,
    );
    return { graphs: [], problems: problems.list };
  }
  const dangling = checkTree(tree, checked, problems);
  checkConstraints(tree.definitions, problems);
  // A file with a hole is read on for its other problems, but nothing of it is executed.
  const isSound = !problems.hasErrors;
  const graphs = readEach(tree.definitions, problems, dangling);
  return { graphs: isSound ? graphs : [], problems: problems.list };
}

function readEach(
  definitions: ModelElement,
  problems: Problems,
  dangling: ReadonlySet<ModelElement>,
): readonly Graph[] {
  const roots = children(definitions, 'rootElements');
  const processes = roots.filter((element) => tagOf(element) === 'process');
  if (processes.length === 0) {
    const sentence = 'Expected the file to hold a process, but it holds none.';
    // A collaboration or choreography is a drawing like any other; a file of nothing is a mistake.
    if (roots.some((root) => /^(collaboration|choreography|global)/.test(tagOf(root))))
      problems.warning('no-process', sentence);
    else problems.error('no-process', sentence);
  }
  if (children(definitions, 'imports').length > 0) {
    problems.warning('ignored', 'Imports are not followed: everything the model needs must be in the file itself.');
  }
  const graphs: Graph[] = [];
  for (const process of processes) {
    if (flag(process, 'isExecutable')) {
      const graph = buildGraph(process, problems, dangling);
      if (graph !== undefined) graphs.push(graph);
    } else {
      problems.warning(
        'not-executable',
        'The process is a drawing only and cannot be started. Mark it as executable to deploy it.',
        idOf(process),
      );
    }
  }
  return graphs;
}

/** Turns what bpmn-moddle noticed into problems; returns the elements that refer to nothing. */
function checkTree(tree: ModelTree, checked: CheckedXml, problems: Problems): ReadonlySet<ModelElement> {
  const dangling = new Set<ModelElement>();
  for (const warning of tree.warnings) {
    if (warning.type === 'attribute') reportAttribute(warning, problems);
    else if (warning.type === 'reference' && !resolve(warning, tree, checked)) {
      dangling.add(warning.element);
      reportReference(warning, problems);
    }
  }
  // An element that stands where BPMN does not allow it is missing in the tree, with all it holds.
  const lost = new Set([...checked.ids.keys()].filter((id) => !tree.byId.has(id)));
  for (const id of lost) {
    const { tag, line, parent } = checked.ids.get(id) ?? { tag: '', line: 0 };
    if (parent !== undefined && lost.has(parent)) continue;
    problems.error(
      'misplaced-element',
      `BPMN does not allow <${tag}> inside "${parent ?? 'definitions'}" (line ${line}). Move it.`,
      id,
    );
  }
  const contents = tree.warnings.filter((warning) => warning.type === 'content');
  if (contents.length > checked.skipped && lost.size === 0) {
    for (const { message } of contents) reportContent(message, problems);
  }
  return dangling;
}

/** Resolves a reference that is written as a qualified name of the file's own namespace (`tns:request`). */
function resolve(warning: ModelWarning & { type: 'reference' }, tree: ModelTree, checked: CheckedXml): boolean {
  const colon = warning.value.indexOf(':');
  const target = tree.byId.get(warning.value.slice(colon + 1));
  if (colon === -1 || target === undefined || !checked.ownPrefixes.has(warning.value.slice(0, colon))) return false;
  const many = warning.element.get?.(warning.property);
  if (Array.isArray(many)) many.push(target);
  else warning.element.set?.(warning.property, target);
  return true;
}

function reportReference(warning: ModelWarning & { type: 'reference' }, problems: Problems): void {
  const { element, property, value } = warning;
  const name = localName(property);
  const sentence = `The ${name} of <${tagOf(element)}> refers to "${shorten(value)}", but the file has no such element.`;
  // Operations of interfaces are not read; they may stand anywhere.
  if (isDrawing(element) || name === 'operationRef')
    problems.warning('reference', sentence, nearestId(element) ?? shorten(value));
  else problems.error('reference', sentence, nearestId(element));
}

function reportAttribute(warning: ModelWarning & { type: 'attribute' }, problems: Problems): void {
  const { element, name, known } = warning;
  const shown = shorten(name);
  if (isDrawing(element)) {
    problems.warning('unknown-attribute', `The attribute ${shown} of the drawing is ignored.`, nearestId(element));
    return;
  }
  const sentence = `The element <${tagOf(element)}> has no attribute ${shown}.${didYouMean(name, known)}`;
  problems.error('unknown-attribute', sentence, nearestId(element));
}

function reportContent(message: string, problems: Problems): void {
  const [what = '', ...details] = message.split('\n').map((line) => line.trim());
  const line = details
    .find((detail) => detail.startsWith('line:'))
    ?.slice('line:'.length)
    .trim();
  const shown = shorten(what.replace(/^unparsable content /, '').replace(/ detected$/, ''));
  const name = /^<officina:([A-Za-z]+)/.exec(shown)?.[1];
  const hint =
    name === undefined
      ? ''
      : didYouMean(
          name,
          Object.keys(extensionElements).map((one) => one.toLowerCase()),
        );
  const at = line === undefined ? '' : ` near line ${Number(line) + 1}`;
  problems.error('misplaced-element', `The content "${shown}"${at} is not allowed there.${hint}`);
}

function isDrawing(element: ModelElement): boolean {
  return !/^(bpmn|officina):/.test(element.$type);
}

function firstLine(message: string): string {
  return shorten(message.split('\n')[0] ?? '');
}
