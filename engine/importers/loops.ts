import { shorten, translateExpression } from './expressions/read.ts';
import { hasExpression } from './expressions/template.ts';
import { variable } from './mappings.ts';
import type { Translation } from './translation.ts';
import { attribute, bpmnIn, elementsIn, remove, textOf, type XmlElement } from './xmlTree.ts';

/** What a multi-instance activity is repeated for. */
export function translateLoop(translation: Translation, loop: XmlElement): void {
  const { entries } = translation;
  const activity = loop.parent ?? loop;
  const taken = translation.take(loop, 'collection');
  if (taken) carryCollection(translation, loop, taken.what, taken.value);
  const element = translation.take(loop, 'elementVariable');
  if (element) carry(translation, loop, element.what, 'elementVariable', element.value);
  const index = translation.take(loop, 'elementIndexVariable');
  if (index)
    entries.open(activity, index.what, `The number of the round is called loopCounter here, not “${index.value}”.`);
  for (const each of translation.takeElements(loop, 'collection')) {
    const value =
      elementsIn(each)
        .map(textOf)
        .find((text) => text !== '') ?? textOf(each);
    carryCollection(translation, loop, each.name, value);
  }
  for (const each of translation.takeElements(loop, 'loopCharacteristics')) {
    const [input, output] = [attribute(each, 'inputCollection'), attribute(each, 'outputElement')];
    if (input !== undefined) carryCollection(translation, loop, 'zeebe:inputCollection', input);
    if (output !== undefined) carryFeel(translation, loop, 'zeebe:outputElement', 'outputElement', output);
    for (const [local, ours] of [
      ['inputElement', 'elementVariable'],
      ['outputCollection', 'outputCollection'],
    ] as const) {
      const value = attribute(each, local);
      if (value !== undefined) carry(translation, loop, `zeebe:${local}`, ours, value);
    }
  }
  for (const each of translation.takeElements(loop, 'variableAggregation')) {
    const sentence = `The variables of the rounds are gathered in “${attribute(each, 'target') ?? '?'}”. Say it with outputCollection and outputElement.`;
    entries.open(activity, each.name, sentence);
  }
  fromData(translation, loop, activity);
}

/** jBPM names the list by the data input that it is handed in with. */
function fromData(translation: Translation, loop: XmlElement, activity: XmlElement): void {
  if (translation.origin !== 'jbpm') return;
  const [reference] = bpmnIn(loop, 'loopDataInputRef').map(textOf);
  if (reference === undefined) return;
  const association = bpmnIn(activity, 'dataInputAssociation').find(
    (each) => bpmnIn(each, 'targetRef').map(textOf)[0] === reference,
  );
  const source = (association && bpmnIn(association, 'sourceRef').map(textOf)[0]) ?? reference;
  const item = bpmnIn(loop, 'inputDataItem')[0];
  carryCollection(translation, loop, 'loopDataInputRef', nameOf(translation, source));
  if (item)
    carry(
      translation,
      loop,
      'inputDataItem',
      'elementVariable',
      attribute(item, 'name') ?? attribute(item, 'id') ?? 'item',
    );
  for (const each of bpmnIn(loop, 'loopDataInputRef', 'inputDataItem', 'loopDataOutputRef', 'outputDataItem'))
    remove(each);
}

/** A data element's name is that of the variable. */
function nameOf(translation: Translation, id: string): string {
  const found = translation.byId(id);
  return (found && attribute(found, 'name')) ?? id;
}

function carryCollection(translation: Translation, loop: XmlElement, what: string, value: string): void {
  const isExpression = hasExpression(value) || value.startsWith('=');
  const found = isExpression ? translateExpression(value, translation.origin) : variable(value);
  translation.set(loop, 'collection', found.ok ? found.feel : value);
  if (found.ok)
    translation.entries.translated(loop.parent ?? loop, what, `It is repeated for each of “${shorten(found.feel)}”.`);
  else
    translation.entries.open(
      loop.parent ?? loop,
      what,
      `The list “${shorten(value)}” must be written in FEEL. ${found.sentence}`,
    );
}

function carryFeel(translation: Translation, loop: XmlElement, what: string, local: string, value: string): void {
  const found = translateExpression(value, translation.origin);
  if (found.ok) carry(translation, loop, what, local, found.feel);
  else
    translation.entries.open(
      loop.parent ?? loop,
      what,
      `“${shorten(value)}” must be written in FEEL. ${found.sentence}`,
    );
}

function carry(translation: Translation, loop: XmlElement, what: string, local: string, value: string): void {
  translation.set(loop, local, value);
  translation.entries.translated(loop.parent ?? loop, what, `It became officina:${local} “${shorten(value)}”.`);
}
