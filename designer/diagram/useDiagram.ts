import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { Diagram } from '../api/instances.ts';
import { modelInLanguage } from './languageOfModel.ts';
import { nextSteps, type FlowNode, type NextStep } from './nextSteps.ts';
import { createViewer, type DiagramViewer, type ShapeLike } from './viewer.ts';

const READABLE_ZOOM = 0.75;

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
  let turn = 0;

  async function draw(): Promise<void> {
    const host = container.value;
    if (host === null) return;
    const mine = ++turn;
    state.value = 'loading';
    try {
      viewer ??= await createViewer(host);
      const { names, xml } = diagram();
      await viewer.importXML(modelInLanguage(xml, names, language()));
      if (mine !== turn) return;
      mark(viewer);
      nodes.value = flowNodes(viewer);
      next.value = nextSteps(
        nodes.value,
        diagram().current.map(({ element }) => element),
      );
      goToCurrent();
      state.value = 'ready';
    } catch {
      state.value = 'failed';
    }
  }

  function mark(on: DiagramViewer): void {
    const canvas = on.get('canvas');
    const registry = on.get('elementRegistry');
    const { current, flows, visited } = diagram();
    for (const id of [...Object.keys(visited), ...Object.keys(flows)]) {
      if (registry.get(id) !== undefined) canvas.addMarker(id, 'taken');
    }
    for (const { element } of current) {
      if (registry.get(element) === undefined) continue;
      canvas.addMarker(element, 'current');
      on.get('overlays').add(element, 'here', { position: { bottom: -4, left: 0 }, html: label(hereWord()) });
    }
  }

  /** Brings the current step to the middle at a size one can read. */
  function goToCurrent(): void {
    const canvas = viewer?.get('canvas');
    const first = diagram().current[0]?.element;
    const shape = first === undefined ? undefined : viewer?.get('elementRegistry').get(first);
    if (canvas === undefined) return;
    if (shape === undefined) {
      canvas.zoom('fit-viewport');
      return;
    }
    canvas.zoom(READABLE_ZOOM);
    const { width, height } = canvas.viewbox().outer;
    const size = { width: width / READABLE_ZOOM, height: height / READABLE_ZOOM };
    const middle = { x: (shape.x ?? 0) + (shape.width ?? 0) / 2, y: (shape.y ?? 0) + (shape.height ?? 0) / 2 };
    canvas.viewbox({ x: middle.x - size.width / 2, y: middle.y - size.height / 2, ...size });
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
    goToCurrent,
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

function label(text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'here';
  element.textContent = text;
  return element;
}

function flowNodes(viewer: DiagramViewer): ReadonlyMap<string, FlowNode> {
  const shapes = viewer
    .get('elementRegistry')
    .filter((shape) => shape.businessObject?.$type.startsWith('bpmn:') ?? false);
  return new Map(shapes.flatMap((shape) => nodeOf(shape)));
}

function nodeOf({ businessObject }: ShapeLike): readonly (readonly [string, FlowNode])[] {
  if (businessObject === undefined || businessObject.$type === 'bpmn:SequenceFlow') return [];
  const outgoing = (businessObject.outgoing ?? []).flatMap(({ name, targetRef }) =>
    targetRef === undefined ? [] : [{ name, target: targetRef.id }],
  );
  const { $type, id, name } = businessObject;
  return [[id, { id, name, type: $type.replace(/^bpmn:/, ''), outgoing }]];
}
