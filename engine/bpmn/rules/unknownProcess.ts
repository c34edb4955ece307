import { didYouMean } from '../closest.ts';
import type { Finding, Rule } from '../lint.ts';

/** The process that a call activity calls must exist. */
export const unknownProcess: Rule = (graph, { processes }) =>
  graph.nodes.flatMap((node): Finding[] => {
    if (processes === undefined || node.type !== 'callActivity') return [];
    const key = node.calledProcess;
    if (key === graph.process || processes.has(key)) return [];
    return [
      { severity: 'error', element: node.id, sentence: `There is no process "${key}".${didYouMean(key, processes)}` },
    ];
  });
