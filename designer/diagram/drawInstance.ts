import type { Diagram } from '../api/instances.ts';
import type { FlowNode } from './nextSteps.ts';
import type { DiagramViewer, ShapeLike } from './viewer.ts';

const READABLE_ZOOM = 0.75;

/** Marks the path an instance took and where it stands now; `hereWord` is said at the current steps. */
export function markPath(viewer: DiagramViewer, { current, flows, visited }: Diagram, hereWord: string): void {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  for (const id of [...Object.keys(visited), ...Object.keys(flows)]) {
    if (registry.get(id) !== undefined) canvas.addMarker(id, 'taken');
  }
  for (const { element } of current) {
    if (registry.get(element) === undefined) continue;
    canvas.addMarker(element, 'current');
    viewer.get('overlays').add(element, 'here', { position: { top: -26, left: 0 }, html: label(hereWord) });
  }
}

/** Brings the current step to the middle at a size one can read; the whole diagram when there is none. */
export function showCurrent(viewer: DiagramViewer, { current }: Diagram): void {
  const canvas = viewer.get('canvas');
  const first = current[0]?.element;
  const shape = first === undefined ? undefined : viewer.get('elementRegistry').get(first);
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

/** The flow nodes of the model on the screen, by id. */
export function flowNodes(viewer: DiagramViewer): ReadonlyMap<string, FlowNode> {
  return new Map(
    viewer
      .get('elementRegistry')
      .filter((shape) => shape.businessObject !== undefined)
      .flatMap(nodeOf),
  );
}

function nodeOf({ businessObject }: ShapeLike): readonly (readonly [string, FlowNode])[] {
  if (businessObject === undefined || businessObject.$type === 'bpmn:SequenceFlow') return [];
  const { $type, id, name, outgoing = [] } = businessObject;
  const flows = outgoing.flatMap((flow) =>
    flow.targetRef === undefined ? [] : [{ name: flow.name, target: flow.targetRef.id }],
  );
  return [[id, { id, name, type: $type.replace(/^bpmn:/, ''), outgoing: flows }]];
}

function label(text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'here';
  element.textContent = text;
  return element;
}
