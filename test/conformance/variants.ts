import {
  bpmnNamespace,
  elementsIn,
  everyElement,
  isBpmn,
  readXml,
  writeXml,
  type XmlElement,
} from '../../engine/importers/xmlTree.ts';
import type { Case, Folder } from './folder.ts';
import { modelsOf } from './models.ts';

/** BPMN elements that hold nothing but the id of another. */
const references = new Set([
  ...['incoming', 'outgoing', 'flowNodeRef', 'sourceRef', 'targetRef', 'eventDefinitionRef', 'dataInputRefs'],
  ...['dataOutputRefs', 'loopDataInputRef', 'loopDataOutputRef', 'inputSetRefs', 'outputSetRefs', 'operationRef'],
  ...[
    'inMessageRef',
    'outMessageRef',
    'supportedInterfaceRef',
    'participantRef',
    'messageFlowRef',
    'choreographyRef',
    'interfaceRef',
  ],
]);
/** Elements whose order has no meaning; that of flows has, because choices are tried in it. */
const unordered = /^(\w*[Tt]ask|\w*Gateway|\w*Event|subProcess|transaction|callActivity|dataObject|laneSet)$/;

/** Elements that a case speaks of by their id keep it. */
function spokenOf(one: Case): string {
  return JSON.stringify([one.stimuli, one.expected, one.behaviours ?? {}, one.overrides ?? {}]);
}

/** The models of a case with other ids, the elements of each process in the opposite order, and another prefix. */
export function variantsOf(folder: Folder, one: Case): ReturnType<typeof modelsOf> {
  if (one.raw === true) return modelsOf(folder, one);
  const spoken = spokenOf(one);
  return modelsOf(folder, one).map(({ path, xml }) => {
    const root = readXml(xml);
    renameIds(root, spoken);
    for (const scope of everyElement(root)) if (/^(process|subProcess|transaction)$/.test(scope.local)) reverse(scope);
    otherPrefix(root);
    return { path, xml: writeXml(root) };
  });
}

function renameIds(root: XmlElement, spoken: string): void {
  const names = new Map<string, string>();
  const all = [...everyElement(root)];
  for (const element of all) {
    const id = isBpmn(element) && !/^(process$|global)/.test(element.local) ? attributeOf(element, 'id') : undefined;
    // Data is called by its id where it has no name, and what a case speaks of must be found again.
    const isNamed = element.local === 'property' || /^data/.test(element.local) || /Item$/.test(element.local);
    if (id !== undefined && !isNamed && !spoken.includes(`"${id}"`)) names.set(id, `v${names.size}-${id.length}`);
  }
  for (const element of all) {
    for (const one of element.attributes) {
      const isReference =
        one.local === 'id' || /Ref$/.test(one.local) || one.local === 'default' || one.local === 'bpmnElement';
      if (isReference && one.uri === '') one.value = names.get(one.value) ?? one.value;
    }
    if (!isBpmn(element) || !references.has(element.local)) continue;
    element.children = element.children.map((child) =>
      typeof child === 'string' ? (names.get(child.trim()) ?? child) : child,
    );
  }
}

function attributeOf(element: XmlElement, local: string): string | undefined {
  return element.attributes.find((one) => one.local === local && one.uri === '')?.value;
}

function reverse(scope: XmlElement): void {
  const moved = elementsIn(scope)
    .filter((child) => isBpmn(child) && unordered.test(child.local))
    .toReversed();
  const places = new Set(moved);
  scope.children = scope.children.map((child) =>
    typeof child !== 'string' && places.has(child) ? (moved.shift() ?? child) : child,
  );
}

/** Every BPMN element under a prefix of its own, whatever it had. */
function otherPrefix(root: XmlElement): void {
  const wish = 'other';
  root.attributes.push({
    name: `xmlns:${wish}`,
    local: wish,
    uri: 'http://www.w3.org/2000/xmlns/',
    value: bpmnNamespace,
  });
  for (const element of everyElement(root)) {
    if (!isBpmn(element)) continue;
    element.name = `${wish}:${element.local}`;
    for (const one of element.attributes)
      if (one.name === 'xsi:type') one.value = one.value.replace(/^(\w+:)?t/, `${wish}:t`);
  }
}
