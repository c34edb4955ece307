import type { Graph } from '../../bpmn/index.ts';
import { advance } from '../advance.ts';
import type { KernelEvent } from '../events.ts';
import type { Instance } from '../state.ts';
import type { World } from '../world.ts';
import type { Move } from './moves.ts';
import { previewOf, type Preview } from './preview.ts';

/** What came of a plan; refused, nothing has changed. */
export type Modified =
  | {
      readonly type: 'modified';
      readonly instance: Instance;
      readonly events: readonly KernelEvent[];
      readonly preview: Preview;
    }
  | { readonly type: 'refused'; readonly sentence: string };

/** Carries out a plan, or shows what it would do: pure, so that a preview is a plan whose result is thrown away (engine.md 7). */
export function modify(graph: Graph, instance: Instance, moves: readonly Move[], world: World): Modified {
  const answer = advance(graph, instance, { type: 'modify', moves, reason: '' }, world);
  if (answer.type !== 'advanced') return { type: 'refused', sentence: answer.sentence };
  return { ...answer, type: 'modified', preview: previewOf(instance, answer.events) };
}
