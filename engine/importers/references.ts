import type { Translation } from './translation.ts';
import {
  attribute,
  bpmnIn,
  everyElement,
  insert,
  isBpmn,
  setAttribute,
  sibling,
  textOf,
  type XmlElement,
} from './xmlTree.ts';

/**
 * Two pools that a message flow joins speak of one message, which a drawing leaves without a name: it gets the name of the
 * flow, or the flow's id (BPMN 2.0.2, 9.3). Where an end has no message at all it stays as it is.
 */
export function nameMessageFlows(translation: Translation): void {
  for (const flow of [...everyElement(translation.root)].filter(
    (each) => isBpmn(each) && each.local === 'messageFlow',
  )) {
    const ends = ['sourceRef', 'targetRef'].map((local) => translation.byId(attribute(flow, local)));
    const carriers = ends.map((end) => end && carrierOf(translation, end));
    const nameless = carriers.filter((each) => each !== undefined && attribute(each, 'messageRef') === undefined);
    if (nameless.length === 0) continue;
    const known = carriers.map((each) => each && attribute(each, 'messageRef')).find((each) => each !== undefined);
    const id = known ?? attribute(flow, 'messageRef') ?? declared(translation, flow);
    for (const carrier of nameless) if (carrier) setAttribute(carrier, 'messageRef', id);
    translation.entries.translated(flow, 'messageFlow', 'What it joins names one message now.');
  }
}

/** Where an element names its message: itself, or its message event definition, which may stand at the root. */
function carrierOf(translation: Translation, element: XmlElement): XmlElement | undefined {
  if (element.local === 'sendTask' || element.local === 'receiveTask') return element;
  if (!/Event$/.test(element.local)) return undefined;
  const [own] = bpmnIn(element, 'messageEventDefinition');
  return (
    own ??
    bpmnIn(element, 'eventDefinitionRef')
      .map((each) => translation.byId(textOf(each)))
      .find((each) => each?.local === 'messageEventDefinition')
  );
}

function declared(translation: Translation, flow: XmlElement): string {
  const id = translation.freshId(`message_${attribute(flow, 'id') ?? 'flow'}`);
  const made = sibling(translation.root, 'message');
  setAttribute(made, 'id', id);
  setAttribute(made, 'name', attribute(flow, 'name') ?? attribute(flow, 'id') ?? id);
  insert(translation.root, made, 0);
  translation.learn(id, made);
  return id;
}

const directions: Readonly<Record<string, (incoming: number, outgoing: number) => boolean>> = {
  Diverging: (incoming) => incoming <= 1,
  Converging: (_incoming, outgoing) => outgoing <= 1,
};

/** Other engines do not look at a gateway's direction; one that contradicts the flows is taken away. */
export function withoutWrongDirections(translation: Translation): void {
  const all = [...everyElement(translation.root)].filter(isBpmn);
  const flows = all.filter(({ local }) => local === 'sequenceFlow');
  for (const gateway of all.filter(({ local }) => /Gateway$/.test(local))) {
    const direction = attribute(gateway, 'gatewayDirection');
    const id = attribute(gateway, 'id');
    if (direction === undefined || id === undefined) continue;
    const count = (end: string): number => flows.filter((flow) => attribute(flow, end) === id).length;
    if (directions[direction]?.(count('targetRef'), count('sourceRef')) !== false) continue;
    setAttribute(gateway, 'gatewayDirection', undefined);
    translation.entries.dropped(gateway, 'gatewayDirection', `It said “${direction}”, against its flows.`);
  }
}

const carriers = new Set(['message', 'signal', 'error', 'escalation']);
const dataReferences = ['structureRef', 'itemRef', 'itemSubjectRef'];

/** Types of data are not read here; a reference to one that is not in the file is taken away. */
export function withoutTypes(translation: Translation): void {
  for (const element of [...everyElement(translation.root)].filter(isBpmn)) {
    if (element.local === 'itemDefinition') continue;
    for (const local of translation.origin === 'plain' ? ['structureRef'] : dataReferences) {
      const reference = attribute(element, local);
      const isCarrier = carriers.has(element.local) && translation.origin !== 'plain';
      if (reference === undefined || (translation.byId(reference) && !isCarrier)) continue;
      setAttribute(element, local, undefined);
      translation.entries.dropped(element, local, `It names the type “${reference}”; values have no types here.`);
    }
  }
}

const kinds: Readonly<Record<string, string>> = {
  signalEventDefinition: 'signal',
  errorEventDefinition: 'error',
  escalationEventDefinition: 'escalation',
  messageEventDefinition: 'message',
};

/** Events name a signal, error or escalation that no element declares: it is declared under that name. */
export function declareMissing(translation: Translation, definition: XmlElement): void {
  const kind = kinds[definition.local];
  const reference = kind === undefined ? undefined : attribute(definition, `${kind}Ref`);
  if (kind === undefined || reference === undefined) return;
  const known = translation.byId(reference);
  if (known) {
    // Declared a moment ago, for another event.
    if (known.parent === translation.root && attribute(known, 'name') === reference)
      setAttribute(definition, `${kind}Ref`, attribute(known, 'id'));
    return;
  }
  // Camunda, Flowable and Activiti take the reference of an error for its code, jBPM any reference for a name.
  if (kind !== 'error' && translation.origin !== 'jbpm') return;
  const id = translation.freshId(`${kind}_${reference.replace(/[^A-Za-z0-9_.-]+/g, '_')}`);
  const made = sibling(translation.root, kind);
  setAttribute(made, 'id', id);
  setAttribute(made, 'name', reference);
  if (kind === 'error' || kind === 'escalation') setAttribute(made, `${kind}Code`, reference);
  insert(translation.root, made, 0);
  translation.learn(reference, made);
  setAttribute(definition, `${kind}Ref`, id);
  translation.entries.translated(definition, `${kind}Ref`, `The ${kind} “${reference}” is declared in the file now.`);
}

/** A receive task without a message is woken by a call in the engine of origin; here by a message of its own. */
export function nameReceiveTask(translation: Translation, task: XmlElement): void {
  const id = attribute(task, 'id');
  if (translation.origin === 'plain' || attribute(task, 'messageRef') !== undefined || id === undefined) return;
  const made = sibling(translation.root, 'message');
  const message = translation.freshId(`message_${id}`);
  setAttribute(made, 'id', message);
  setAttribute(made, 'name', id);
  insert(translation.root, made, 0);
  translation.learn(message, made);
  setAttribute(task, 'messageRef', message);
  translation.entries.translated(task, 'receiveTask', `It named no message; it waits for the message “${id}” now.`);
}
