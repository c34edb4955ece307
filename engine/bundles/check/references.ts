import type { GraphNode, Mapping } from '../../bpmn/index.ts';
import { evaluate, variablesOf } from '../../feel/index.ts';
import { dossierPlace } from '../../forms/index.ts';
import { didYouMean } from '../nearest.ts';
import type { DossierKind } from '../types.ts';
import type { Gathered } from './gather.ts';
import type { ReadModel } from './processes.ts';

/** What acts refer to by key. */
export interface ActReferences {
  readonly series: ReadonlySet<string>;
  readonly timeLimit: ReadonlySet<string>;
  readonly event: ReadonlySet<string>;
}

/**
 * Checks what the acts of a model name in their inputs, as far as it is a plain text there and then: number series, time limits,
 * status events and places of the dossier.
 */
export function checkActs(
  gathered: Gathered,
  model: ReadModel,
  known: ActReferences,
  kind: DossierKind | undefined,
): void {
  const file = model.file.entry.path;
  for (const node of model.graph.nodes) {
    if (!isAct(node)) continue;
    for (const { target, source } of node.input) {
      const places = node.work.key === 'changeDossier' ? [target] : [];
      const literal = literalOf(source);
      if (literal !== undefined && target === 'pointer') places.push(literal);
      for (const place of places) checkPlace(gathered, file, node.id, place, kind);
      if (literal === undefined || !Object.hasOwn(known, target)) continue;
      const names = known[target as keyof ActReferences];
      if (names.has(literal)) continue;
      const sentence = `Expected a ${words[target as keyof ActReferences]}, but there is no "${literal}".${didYouMean(literal, names)}`;
      gathered.report('unknown-reference', file, sentence, { element: node.id });
    }
  }
}

const words: Readonly<Record<keyof ActReferences, string>> = {
  series: 'number series of numbering.json',
  timeLimit: 'time limit of time-limits.json',
  event: 'status event of status-events.json',
};

type ActNode = Extract<GraphNode, { readonly type: 'serviceTask' | 'sendTask' }> & {
  readonly work: { readonly type: 'act'; readonly key: string };
};

function isAct(node: GraphNode): node is ActNode {
  return (node.type === 'serviceTask' || node.type === 'sendTask') && node.work.type === 'act';
}

/** The text that an expression always gives; undefined when it reads a variable or gives something else. */
function literalOf(source: Mapping['source']): string | undefined {
  if (variablesOf(source).length > 0) return undefined;
  const { value } = evaluate(source, {});
  return typeof value === 'string' ? value : undefined;
}

function checkPlace(
  gathered: Gathered,
  file: string,
  element: string,
  pointer: string,
  kind: DossierKind | undefined,
): void {
  if (kind === undefined) return;
  const segments = pointer.split('/').slice(1);
  if (pointer.startsWith('/') && dossierPlace(kind.schema, segments) !== undefined) return;
  gathered.report(
    'unknown-dossier-place',
    file,
    `Expected a place of the dossier "${kind.key}", but it has no ${pointer}.`,
    { element },
  );
}
