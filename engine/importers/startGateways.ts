import type { Translation } from './translation.ts';
import {
  attribute,
  bpmnIn,
  everyElement,
  insert,
  isBpmn,
  setAttribute,
  setText,
  sibling,
  type XmlElement,
} from './xmlTree.ts';

/** Half of a gateway's width, and how far it stands behind the start event, in the units of the drawing. */
const HALF = 25;
const BEHIND = 30;

/**
 * Camunda, Flowable and Activiti ask the conditions of flows that leave a start event; BPMN has none there (8.4.13). An
 * inclusive gateway behind the event asks them: every flow whose condition holds is taken.
 */
export function gatewaysBehindStarts(translation: Translation): void {
  const all = [...everyElement(translation.root)].filter(isBpmn);
  for (const event of all.filter(({ local }) => /^(startEvent|boundaryEvent|intermediate\w+Event)$/.test(local))) {
    const id = attribute(event, 'id');
    const flows = all.filter((each) => each.local === 'sequenceFlow' && attribute(each, 'sourceRef') === id);
    if (id === undefined || !flows.some((flow) => bpmnIn(flow, 'conditionExpression').length > 0)) continue;
    const gateway = behind(translation, event, id, flows);
    draw(translation, all, id, gateway);
    const sentence = 'Its flows have conditions: an inclusive gateway behind it asks them now.';
    translation.entries.translated(event, 'conditionExpression', sentence);
  }
}

/** Puts a gateway between an event and its flows. */
function behind(translation: Translation, event: XmlElement, id: string, flows: readonly XmlElement[]): string {
  const gateway = sibling(event, 'inclusiveGateway');
  const gatewayId = translation.freshId(`${id}_choice`);
  const flow = sibling(event, 'sequenceFlow');
  const flowId = translation.freshId(`${id}_to_choice`);
  setAttribute(gateway, 'id', gatewayId);
  setAttribute(flow, 'id', flowId);
  setAttribute(flow, 'sourceRef', id);
  setAttribute(flow, 'targetRef', gatewayId);
  const byDefault = attribute(event, 'default');
  if (byDefault !== undefined) setAttribute(gateway, 'default', byDefault);
  setAttribute(event, 'default', undefined);
  for (const each of flows) setAttribute(each, 'sourceRef', gatewayId);
  const leaving = bpmnIn(event, 'outgoing');
  for (const [at, each] of leaving.entries()) {
    if (at > 0) event.children = event.children.filter((child) => child !== each);
    else setText(each, flowId);
  }
  const scope = event.parent ?? translation.root;
  const place = scope.children.indexOf(event) + 1;
  insert(scope, flow, place);
  insert(scope, gateway, place);
  return gatewayId;
}

/** A shape behind that of the event, and the line that joins them. */
function draw(translation: Translation, all: readonly XmlElement[], id: string, gateway: string): void {
  const shapes = [...everyElement(translation.root)];
  const shape = shapes.find((each) => each.local === 'BPMNShape' && attribute(each, 'bpmnElement') === id);
  const bounds = shape?.children.find(
    (child): child is XmlElement => typeof child !== 'string' && child.local === 'Bounds',
  );
  if (!shape?.parent || !bounds) return;
  const number = (name: string): number => Number(attribute(bounds, name) ?? 0);
  const made = sibling(shape, 'BPMNShape');
  setAttribute(made, 'id', translation.freshId(`${gateway}_shape`));
  setAttribute(made, 'bpmnElement', gateway);
  const place = sibling(bounds, 'Bounds');
  setAttribute(place, 'x', String(number('x') + number('width') + BEHIND));
  setAttribute(place, 'y', String(number('y') + number('height') / 2 - HALF));
  setAttribute(place, 'width', String(2 * HALF));
  setAttribute(place, 'height', String(2 * HALF));
  insert(made, place);
  insert(shape.parent, made, shape.parent.children.indexOf(shape) + 1);
  edge(translation, shapes, all, shape.parent, { from: bounds, to: place, gateway });
}

function edge(
  translation: Translation,
  shapes: readonly XmlElement[],
  all: readonly XmlElement[],
  plane: XmlElement,
  ends: { readonly from: XmlElement; readonly to: XmlElement; readonly gateway: string },
): void {
  const waypoint = shapes.find(({ local }) => local === 'waypoint');
  const flow = [...everyElement(translation.root)].find(
    (each) => isBpmn(each) && each.local === 'sequenceFlow' && attribute(each, 'targetRef') === ends.gateway,
  );
  if (!waypoint || !flow || all.includes(flow)) return;
  const made = sibling(plane, 'BPMNEdge');
  setAttribute(made, 'id', translation.freshId(`${attribute(flow, 'id') ?? ''}_edge`));
  setAttribute(made, 'bpmnElement', attribute(flow, 'id'));
  const number = (of: XmlElement, name: string): number => Number(attribute(of, name) ?? 0);
  const y = number(ends.from, 'y') + number(ends.from, 'height') / 2;
  for (const x of [number(ends.from, 'x') + number(ends.from, 'width'), number(ends.to, 'x')]) {
    const point = sibling(waypoint, 'waypoint');
    setAttribute(point, 'x', String(x));
    setAttribute(point, 'y', String(y));
    insert(made, point);
  }
  insert(plane, made);
}
