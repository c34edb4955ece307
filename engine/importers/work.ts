import { shorten, translateExpression } from './expressions/read.ts';
import { emptied } from './scripts.ts';
import type { Translation } from './translation.ts';
import {
  attribute,
  bpmnIn,
  elementsIn,
  insert,
  remove,
  rename,
  setAttribute,
  setText,
  sibling,
  textOf,
  type XmlElement,
} from './xmlTree.ts';

const key = /^[\p{L}_][\p{L}\p{N}_.:-]*$/u;

/** What a service or send task does: a topic or job type becomes a connector; code stays where it was and is noted. */
export function translateWork(translation: Translation, task: XmlElement): void {
  const { entries } = translation;
  retries(translation, task);
  const type = translation.take(task, 'type');
  const topic = translation.take(task, 'topic');
  if (topic) carryConnector(translation, task, topic.what, topic.value);
  else if (type) entries.open(task, type.what, `The task is of the kind “${type.value}”. ${adviceFor(type.value)}`);
  for (const each of translation.takeElements(task, 'taskDefinition')) {
    const value = attribute(each, 'type');
    if (value !== undefined) carryConnector(translation, task, 'zeebe:taskDefinition', value);
    const count = attribute(each, 'retries');
    if (count !== undefined) carryRetries(translation, task, 'zeebe:retries', count);
  }
  const decision = translation.take(task, 'decisionRef');
  if (decision) {
    rename(task, 'businessRuleTask');
    carryDecision(translation, task, decision.what, decision.value);
    return;
  }
  for (const each of translation.takeElements(task, 'connector')) {
    const named = elementsIn(each).find(({ local }) => local === 'connectorId');
    entries.open(task, each.name, `Choose a connector for “${named ? textOf(named) : '?'}”.`);
  }
  code(translation, task);
}

/** Java classes and beans are no part of a model; an expression that only computes something is a script. */
function code(translation: Translation, task: XmlElement): void {
  const { entries } = translation;
  for (const local of ['class', 'delegateExpression'] as const) {
    const taken = translation.take(task, local);
    if (taken) entries.open(task, taken.what, `It runs the program “${taken.value}”. Choose a connector or an act.`);
  }
  const expression = translation.take(task, 'expression');
  const result = translation.take(task, 'resultVariable') ?? translation.take(task, 'resultVariableName');
  if (!expression) return;
  const found = translateExpression(expression.value, translation.origin);
  if (!found.ok) {
    const sentence = `It runs “${shorten(expression.value)}”. Choose a connector or an act. ${found.sentence}`;
    entries.open(task, expression.what, sentence);
  } else if (result) {
    asScript(translation, task, found.feel, result.value);
    entries.translated(task, expression.what, `It became a script: ${result.value} is “${shorten(found.feel)}”.`);
  } else emptied(translation, task, expression.what, 'Its expression changes nothing and keeps no result');
}

function asScript(translation: Translation, task: XmlElement, feel: string, result: string): void {
  rename(task, 'scriptTask');
  setAttribute(task, 'scriptFormat', 'feel');
  translation.set(task, 'resultVariable', result);
  const script = sibling(task, 'script');
  setText(script, feel);
  insert(task, script);
}

/** The decision of a business rule task. */
export function translateDecision(translation: Translation, task: XmlElement): void {
  const { entries } = translation;
  const decision = translation.take(task, 'decisionRef');
  if (decision) carryDecision(translation, task, decision.what, decision.value);
  for (const each of translation.takeElements(task, 'calledDecision')) {
    const id = attribute(each, 'decisionId');
    if (id !== undefined) carryDecision(translation, task, 'zeebe:calledDecision', id);
    const result = attribute(each, 'resultVariable');
    if (result !== undefined) carryResult(translation, task, 'zeebe:resultVariable', result);
  }
  for (const field of translation.takeElements(task, 'field')) {
    if (attribute(field, 'name') === 'decisionTableReferenceKey')
      carryDecision(translation, task, 'flowable:decisionTableReferenceKey', textOf(elementsIn(field)[0] ?? field));
  }
  const group = translation.take(task, 'ruleFlowGroup');
  if (group)
    entries.open(task, group.what, `The rules of “${group.value}” are a program. Write them as a DMN decision.`);
  const rules = translation.take(task, 'rules');
  if (rules) entries.open(task, rules.what, `The rules “${rules.value}” are a program. Write them as a DMN decision.`);
  if (translation.own(task, 'decision') === undefined && !group) translateWork(translation, task);
}

export function carryDecision(translation: Translation, task: XmlElement, what: string, value: string): void {
  const { entries } = translation;
  if (!key.test(value)) {
    entries.open(task, what, `Which decision is asked depends on “${value}”. Name one (officina:decision).`);
    return;
  }
  translation.set(task, 'decision', value);
  entries.translated(task, what, `It asks the decision “${value}”.`);
  const result = translation.take(task, 'resultVariable');
  if (result) carryResult(translation, task, result.what, result.value);
  const shape = translation.take(task, 'mapDecisionResult');
  if (shape && shape.value !== 'singleResult' && shape.value !== 'singleEntry') {
    const sentence = `“${shape.value}” is made by the decision here: the hit policy says whether its result is one value or a list.`;
    entries.open(task, shape.what, sentence);
  } else if (shape)
    entries.dropped(task, shape.what, 'The decision itself says whether its result is a value or an object.');
  for (const local of ['decisionRefBinding', 'decisionRefVersion', 'decisionRefVersionTag', 'decisionRefTenantId']) {
    const taken = translation.take(task, local);
    if (taken)
      entries.dropped(task, taken.what, 'An instance keeps the decisions of the deployment it was started with.');
  }
}

function carryResult(translation: Translation, task: XmlElement, what: string, value: string): void {
  translation.set(task, 'resultVariable', value);
  translation.entries.translated(task, what, `Its result goes into the variable “${value}”.`);
}

export function carryConnector(translation: Translation, task: XmlElement, what: string, value: string): void {
  if (!key.test(value)) {
    translation.entries.open(
      task,
      what,
      `Which work is done depends on “${value}”. Name a connector (officina:connector).`,
    );
    return;
  }
  translation.set(task, 'connector', value);
  const sentence = `“${value}” became a connector of that name, which has to exist; an outside worker may do its jobs.`;
  translation.entries.translated(task, what, sentence);
  for (const message of ['messageRef', 'operationRef'])
    if (attribute(task, message) !== undefined) setAttribute(task, message, undefined);
}

function retries(translation: Translation, task: XmlElement): void {
  for (const each of translation.takeElements(task, 'failedJobRetryTimeCycle'))
    carryRetries(translation, task, each.name, textOf(each));
}

/** `R3/PT10M`: how often; how long between is our back-off's. */
function carryRetries(translation: Translation, task: XmlElement, what: string, value: string): void {
  const { entries } = translation;
  const count = Number(/^(?:R(\d+)\/\S+|=?\s*(\d+))$/.exec(value)?.slice(1).find(Boolean) ?? value.split(',').length);
  const isList = /^(P[^,]+)(,P[^,]+)*$/.test(value);
  if (!Number.isInteger(count) || count < 1 || count > 100 || (!/\d/.test(value) && !isList)) {
    entries.open(task, what, `How often it is tried (“${value}”) must be a number from 1 to 100 (officina:retries).`);
    return;
  }
  translation.set(task, 'retries', String(count));
  entries.translated(task, what, `It is tried ${count} times; the pauses between grow by themselves.`);
}

/** Flowable's and jBPM's own kinds of task. */
function adviceFor(type: string): string {
  switch (type) {
    case 'mail':
      return 'Use the connector “email”, or a letter.';
    case 'http':
      return 'Use the connector “rest”.';
    case 'dmn':
      return 'Make it a business rule task.';
    default:
      return 'Choose a connector or an act.';
  }
}

/** Texts that jBPM hands to a task by `ioSpecification`, by the name of the input. */
export function constantsOf(task: XmlElement): ReadonlyMap<string, string> {
  return handedIn(task, (association) => bpmnIn(association, 'assignment').flatMap((each) => bpmnIn(each, 'from')));
}

/** Variables that are handed to a task, by the name of the input. */
export function variablesOf(task: XmlElement): ReadonlyMap<string, string> {
  return handedIn(task, (association) => bpmnIn(association, 'sourceRef'));
}

function handedIn(
  task: XmlElement,
  from: (association: XmlElement) => readonly XmlElement[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const io of bpmnIn(task, 'ioSpecification'))
    for (const input of bpmnIn(io, 'dataInput'))
      names.set(attribute(input, 'id') ?? '', attribute(input, 'name') ?? '');
  const found = new Map<string, string>();
  for (const association of bpmnIn(task, 'dataInputAssociation')) {
    const target = bpmnIn(association, 'targetRef').map(textOf)[0] ?? '';
    const [value] = from(association).map(textOf);
    if (value !== undefined && value !== '') found.set(names.get(target) ?? target, value);
  }
  return found;
}

/** Takes the data declarations of a task away. */
export function withoutData(task: XmlElement): void {
  for (const each of bpmnIn(task, 'ioSpecification', 'dataInputAssociation', 'dataOutputAssociation')) remove(each);
}
