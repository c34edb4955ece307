import { shorten, translateExpression } from './expressions/read.ts';
import { hasExpression } from './expressions/template.ts';
import { carryMapping, variable } from './mappings.ts';
import type { Translation } from './translation.ts';
import { attribute, bpmnIn, remove, setAttribute, type XmlElement } from './xmlTree.ts';

/** What an event of the origin carries beside BPMN's own. */
export function translateDefinition(translation: Translation, definition: XmlElement): void {
  const { entries } = translation;
  switch (definition.local) {
    case 'errorEventDefinition':
    case 'escalationEventDefinition':
      for (const local of [
        'errorCodeVariable',
        'errorMessageVariable',
        'errorVariableName',
        'escalationCodeVariable',
        'errorVariableTransient',
      ]) {
        const taken = translation.take(definition, local);
        if (!taken) continue;
        const sentence = `Code and message are not written into “${taken.value}”: draw one catching event for each code.`;
        entries.open(definition, taken.what, sentence);
      }
      return;
    case 'messageEventDefinition':
      return thrownByCode(translation, definition);
    case 'signalEventDefinition':
      for (const each of translation.takeElements(definition, 'in')) payload(translation, definition, each);
      return;
    case 'conditionalEventDefinition':
      for (const local of ['variableName', 'variableEvents']) {
        const taken = translation.take(definition, local);
        if (taken)
          entries.dropped(definition, taken.what, 'The condition is asked again whenever any variable changes.');
      }
      return;
    default:
      return;
  }
}

/** A throwing message is sent by us; programs and topics that did it have no part in it. */
function thrownByCode(translation: Translation, definition: XmlElement): void {
  const { entries } = translation;
  for (const local of ['type', 'topic', 'class', 'delegateExpression', 'expression', 'resultVariable']) {
    const taken = translation.take(definition, local);
    if (!taken) continue;
    if (attribute(definition, 'messageRef') !== undefined)
      entries.dropped(definition, taken.what, 'The message is sent by the engine, to whoever waits for it.');
    else entries.open(definition, taken.what, `It runs “${taken.value}”. Name a message, or make it a service task.`);
  }
}

function payload(translation: Translation, definition: XmlElement, each: XmlElement): void {
  const source = attribute(each, 'source');
  const expression = attribute(each, 'sourceExpression');
  const target = attribute(each, 'target') ?? source;
  if (attribute(each, 'variables') === 'all')
    translation.entries.open(
      definition,
      each.name,
      'All variables would go with the signal. Name those that are needed as inputs.',
    );
  if (target === undefined) return;
  const found =
    expression === undefined ? variable(source ?? target) : translateExpression(expression, translation.origin);
  carryMapping(translation, definition, { what: each.name, local: 'input', target }, found);
}

/** The key by which Camunda 8 finds the receiver stands at the message; ours at each event and task that uses it. */
export function translateSubscriptions(translation: Translation, element: XmlElement): void {
  for (const each of translation.takeElements(element, 'publishMessage')) {
    const carrier = bpmnIn(element, 'messageEventDefinition')[0] ?? element;
    const key = attribute(each, 'correlationKey');
    if (key !== undefined) carryKey(translation, carrier, 'zeebe:publishMessage', key);
    const life = attribute(each, 'timeToLive');
    if (life === undefined) continue;
    if (life.startsWith('='))
      translation.entries.open(element, 'zeebe:timeToLive', 'How long a message is kept must be a fixed duration.');
    else translation.set(carrier, 'timeToLive', life);
  }
  const reference = attribute(element, 'messageRef');
  const message = translation.byId(reference);
  const key = message && translation.correlationKeys.get(message);
  const isCatching =
    element.local === 'receiveTask' || (element.local === 'messageEventDefinition' && catches(element.parent));
  if (key !== undefined && isCatching) carryKey(translation, element, 'zeebe:subscription', key);
}

function catches(event: XmlElement | undefined): boolean {
  return event !== undefined && !/^(endEvent|intermediateThrowEvent)$/.test(event.local);
}

function carryKey(translation: Translation, carrier: XmlElement, what: string, key: string): void {
  const found = key.startsWith('=')
    ? translateExpression(key, 'camunda8')
    : { ok: true as const, feel: JSON.stringify(key) };
  if (found.ok) {
    translation.set(carrier, 'correlationKey', found.feel);
    translation.entries.translated(carrier, what, `The receiver is found by “${shorten(found.feel)}”.`);
  } else
    translation.entries.open(carrier, what, `The key “${shorten(key)}” must be written in FEEL. ${found.sentence}`);
}

/** Messages, signals, errors and escalations: a name that is computed, and what the origin keeps beside the code. */
export function translateRoot(translation: Translation, element: XmlElement): void {
  const { entries } = translation;
  for (const each of translation.takeElements(element, 'subscription')) {
    const key = attribute(each, 'correlationKey');
    if (key !== undefined) translation.correlationKeys.set(element, key);
  }
  const text = translation.take(element, 'errorMessage');
  if (text) entries.dropped(element, text.what, 'The message of an error is what the task that throws it says.');
  const scope = translation.take(element, 'scope');
  if (scope?.value === 'processInstance')
    entries.open(
      element,
      scope.what,
      'The signal would reach its own instance only; here it reaches everybody. Use an escalation or a message.',
    );
  const name = attribute(element, 'name') ?? '';
  if (hasExpression(name) || name.startsWith('=')) {
    const found = translateExpression(name, translation.origin === 'camunda8' ? 'camunda8' : 'camunda7');
    const constant = found.ok ? /^"([^"\\]*)"$/.exec(found.feel)?.[1] : undefined;
    if (constant !== undefined) {
      setAttribute(element, 'name', constant);
      entries.translated(element, 'name', `The name is “${constant}”.`);
    } else if (found.ok) {
      setAttribute(element, 'name', `=${found.feel}`);
      entries.translated(element, 'name', `“${name}” became “=${found.feel}”.`);
    } else
      entries.open(
        element,
        'name',
        `The name “${name}” is computed. Give it a fixed name and tell receivers apart by a correlation key.`,
      );
  }
}

/** Elements that refer to nothing and say nothing: `<script/>` of a listener that has been taken away and the like. */
export function withoutEmptyExtensions(element: XmlElement): void {
  for (const extensions of bpmnIn(element, 'extensionElements'))
    if (extensions.children.every((child) => typeof child === 'string' && child.trim() === '')) remove(extensions);
}
