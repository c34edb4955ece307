import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { Diagram } from '../api/instances.ts';
import { flowNodes, markPath, showCurrent } from './drawInstance.ts';
import { modelInLanguage } from './languageOfModel.ts';
import { nextSteps, type FlowNode, type NextStep } from './nextSteps.ts';
import { createViewer, type DiagramViewer } from './viewer.ts';

export interface DiagramOptions {
  readonly container: Readonly<ShallowRef<HTMLElement | null>>;
  readonly diagram: () => Diagram;
  readonly language: () => string;
  /** Word shown at the current step. */
  readonly hereWord: () => string;
}

/** A process with the path an instance took: loads the viewer, draws, marks, and says what may come next. */
export function useDiagram({ container, diagram, language, hereWord }: DiagramOptions) {
  const state = shallowRef<'loading' | 'ready' | 'failed'>('loading');
  const next = shallowRef<readonly NextStep[]>([]);
  const nodes = shallowRef<ReadonlyMap<string, FlowNode>>(new Map());
  let viewer: DiagramViewer | undefined;
  /** Only the latest drawing counts. */
  let turn = 0;

  async function draw(): Promise<void> {
    const host = container.value;
    if (host === null) return;
    const mine = ++turn;
    state.value = 'loading';
    try {
      const drawing = (viewer ??= await createViewer(host));
      const shown = diagram();
      await drawing.importXML(modelInLanguage(shown.xml, shown.names, language()));
      if (mine !== turn) return;
      markPath(drawing, shown, hereWord());
      showCurrent(drawing, shown);
      nodes.value = flowNodes(drawing);
      next.value = nextSteps(
        nodes.value,
        shown.current.map(({ element }) => element),
      );
      state.value = 'ready';
    } catch {
      if (mine === turn) state.value = 'failed';
    }
  }

  watch([container, diagram, language], () => void draw(), { flush: 'post', immediate: true });
  onScopeDispose(() => {
    turn += 1;
    viewer?.destroy();
  });

  return {
    state,
    next,
    nodes,
    goToCurrent: () => viewer && showCurrent(viewer, diagram()),
    fit: () => viewer?.get('canvas').zoom('fit-viewport'),
    zoomBy: (factor: number) => {
      const canvas = viewer?.get('canvas');
      canvas?.zoom(canvas.zoom() * factor);
    },
    /** The wheel belongs to the page until the diagram is being used. */
    useWheel: (isUsed: boolean) => viewer?.get('zoomScroll').toggle(isUsed),
    retry: () => void draw(),
  };
}
