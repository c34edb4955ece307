import type { GraphNode } from '../../bpmn/index.ts';
import type { ProcessTexts } from '../../contract/bundle.ts';
import { didYouMean } from '../nearest.ts';
import type { Gathered } from './gather.ts';
import type { ReadModel } from './processes.ts';

/** Elements that staff read the name of; for others the model's own name will do. */
const readByStaff: ReadonlySet<string> = new Set(['userTask', 'receiveTask', 'intermediateCatchEvent']);

/** Texts beside a model: complete in every language of the office, and about elements and outcomes that exist. */
export function checkProcessTexts(
  gathered: Gathered,
  { key, graph }: ReadModel,
  texts: Readonly<Record<string, ProcessTexts>>,
  languages: readonly string[],
): void {
  for (const language of languages) {
    const file = `processes/${key}/${key}.${language}.json`;
    const own = Object.hasOwn(texts, language) ? texts[language] : undefined;
    if (own === undefined) {
      gathered.report(
        'text-missing',
        file,
        `Expected the texts of the process in "${language}", but there is no valid file.`,
      );
      continue;
    }
    for (const node of graph.nodes) needNames(gathered, file, node, own);
  }
  for (const [language, own] of Object.entries(texts)) {
    const file = `processes/${key}/${key}.${language}.json`;
    for (const [element, words] of Object.entries(own.elements)) {
      const node = graph.nodes[graph.byId.get(element) ?? -1];
      const isFlow = graph.flows.some(({ id }) => id === element);
      if (node === undefined && !isFlow) {
        const sentence = `Expected the id of an element, but there is no "${element}".${didYouMean(element, graph.byId.keys())}`;
        gathered.report('unknown-element', file, sentence, { element });
      }
      const known = node?.type === 'userTask' ? node.outcomes.map(({ value }) => value) : [];
      for (const outcome of Object.keys(words.outcomes ?? {})) {
        if (node === undefined || known.includes(outcome) || (known.length === 0 && outcome === 'complete')) continue;
        const sentence = `Expected an outcome of "${element}", but there is no "${outcome}".${didYouMean(outcome, known)}`;
        gathered.report('unknown-outcome-text', file, sentence, { element });
      }
    }
  }
}

function needNames(gathered: Gathered, file: string, node: GraphNode, texts: ProcessTexts): void {
  const own = Object.hasOwn(texts.elements, node.id) ? texts.elements[node.id] : undefined;
  const hasName = (own?.name ?? '').trim() !== '';
  const needed = readByStaff.has(node.type) || ('form' in node && node.form !== undefined);
  if (!hasName && (needed || node.name !== undefined)) {
    const sentence = `Expected a name for "${node.name ?? node.id}", but there is none.`;
    gathered.report('text-missing', file, sentence, { element: node.id, severity: needed ? 'error' : 'warning' });
  }
  if (node.type !== 'userTask') return;
  for (const { value } of node.outcomes) {
    const words = own?.outcomes;
    if (words !== undefined && Object.hasOwn(words, value) && words[value]?.trim() !== '') continue;
    gathered.report('text-missing', file, `Expected a name for the outcome "${value}", but there is none.`, {
      element: node.id,
    });
  }
}
