import {
  attribute,
  bpmnIn,
  bpmnNamespace,
  declare,
  elementsIn,
  everyElement,
  insert,
  isBpmn,
  readXml,
  remove,
  rename,
  setAttribute,
  setNamespaced,
  setText,
  sibling,
  textOf,
  writeXml,
  type XmlElement,
} from '../../engine/importers/xmlTree.ts';
import type { Case, Folder, Operation } from './folder.ts';

/** Notes that a model carries for the adapter: what a script or service does. */
export const neutral = 'urn:conformance:neutral';

/** What the placeholders in betsy's script tasks stand for (its engines each have scripts of their own). */
const placeholders: Readonly<Record<string, readonly Operation[]>> = {
  CREATE_LOG_FILE: [{ op: 'mark', label: 'STARTED' }],
  CREATE_MARKER_FILE: [{ op: 'mark', label: 'MARKER_exists' }],
  CREATE_TIMESTAMP_LOG_1: [{ op: 'interval', label: 'one', ms: 10_000 }],
  CREATE_TIMESTAMP_LOG_2: [{ op: 'interval', label: 'two', ms: 10_000 }],
  WAIT_TEN_SECONDS: [{ op: 'sleep', ms: 10_000 }],
  SET_STRING_DATA: [{ op: 'set', name: 'data', value: 'String' }],
  LOG_DATA: [{ op: 'markIf', expr: 'data = "String"', label: 'DATA_correct' }],
  THROW_ERROR: [{ op: 'throw', code: 'ERR_CODE' }],
  INCREMENT_INTEGER_VARIABLE: [{ op: 'set', name: 'integerVariable', expr: 'integerVariable + 1' }],
  INCREMENT_INTEGER_VARIABLE_AND_LOG: [
    { op: 'set', name: 'integerVariable', expr: 'integerVariable + 1' },
    { op: 'mark', label: 'INCREMENT_correct' },
  ],
};

/**
 * The models of a case as their authors wrote them, with what the case itself changes: the behaviour of scripts and services,
 * conditions and timers that a drawing leaves out. No expression and no vendor's attribute is touched: that is the importer's.
 */
export function modelsOf(folder: Folder, one: Case): readonly { readonly path: string; readonly xml: string }[] {
  return one.models.map(({ repo, path }) => {
    const text = folder.readText(repo, path);
    return { path, xml: one.raw ? text : writeXml(arranged(readXml(text), one)) };
  });
}

function arranged(root: XmlElement, one: Case): XmlElement {
  const { overrides = {} } = one;
  const all = (...locals: readonly string[]): readonly XmlElement[] =>
    [...everyElement(root)].filter((each) => isBpmn(each) && locals.includes(each.local));
  const byId = (id: string): XmlElement | undefined =>
    [...everyElement(root)].find((each) => attribute(each, 'id') === id);
  if (one.dialect === 'spiff') asSpiffDoes(all);
  for (const id of overrides.asUserTask ?? []) asUserTask(byId(id));
  for (const [id, value] of Object.entries(overrides.conditions ?? {})) setCondition(byId(id), String(value));
  for (const [id, value] of Object.entries(overrides.calledElement ?? {})) {
    const call = byId(id);
    if (call) setAttribute(call, 'calledElement', value);
  }
  for (const [id, value] of Object.entries(overrides.timers ?? {})) {
    const event = byId(id);
    const time = event && bpmnIn(event, 'timerEventDefinition').flatMap(elementsIn)[0];
    if (time) setText(time, value);
  }
  if (overrides.complete === true) complete(root, all);
  for (const id of overrides.remove ?? []) {
    const gone = byId(id);
    if (gone) remove(gone);
  }
  annotate(root, all, one);
  return root;
}

type All = (...locals: readonly string[]) => readonly XmlElement[];

/** In SpiffWorkflow's tests a person works on every task, and chooses a flow without a condition by its name. */
function asSpiffDoes(all: All): void {
  for (const gateway of all('exclusiveGateway')) {
    const flows = all('sequenceFlow').filter((flow) => attribute(flow, 'sourceRef') === attribute(gateway, 'id'));
    if (flows.length < 2) continue;
    for (const flow of flows) {
      const name = attribute(flow, 'name');
      if (attribute(flow, 'id') === attribute(gateway, 'default') || bpmnIn(flow, 'conditionExpression').length > 0)
        continue;
      if (name !== undefined) setCondition(flow, `choice == '${name}'`);
    }
  }
  for (const task of all('task', 'manualTask')) rename(task, 'userTask');
}

function asUserTask(element: XmlElement | undefined): void {
  if (element) rename(element, 'userTask');
}

function setCondition(flow: XmlElement | undefined, value: string): void {
  if (!flow) return;
  let [condition] = bpmnIn(flow, 'conditionExpression');
  if (!condition) {
    condition = sibling(flow, 'conditionExpression');
    insert(flow, condition);
  }
  setText(condition, value);
}

/** Notes the behaviour of scripts and services on them. */
function annotate(root: XmlElement, all: All, one: Case): void {
  const { behaviours = {} } = one;
  for (const task of all('scriptTask', 'globalScriptTask', 'serviceTask', 'sendTask', 'businessRuleTask')) {
    const id = attribute(task, 'id') ?? '';
    const operations = behaviours[id] ?? (/script/i.test(task.local) ? undefined : behaviours['*']);
    if (operations === undefined) continue;
    const prefix = declare(root, neutral, 'cf');
    setNamespaced(task, { name: `${prefix}:ops`, local: 'ops', uri: neutral }, JSON.stringify(operations));
  }
}

/** What a script task of betsy stands for. */
export function placeholder(task: XmlElement): readonly Operation[] {
  const word = bpmnIn(task, 'script').map(textOf).join('');
  return placeholders[word] ?? [{ op: 'mark', label: word }];
}

/** Drawings for a token game: empty timers take an hour, empty conditions a variable, catching events a message of their own. */
function complete(root: XmlElement, all: All): void {
  for (const timer of all('timerEventDefinition')) {
    if (elementsIn(timer).some((each) => textOf(each) !== '')) continue;
    const time = sibling(timer, 'timeDuration');
    setText(time, 'PT1H');
    insert(timer, time);
  }
  for (const event of all('conditionalEventDefinition')) {
    let [condition] = bpmnIn(event, 'condition');
    if (condition && textOf(condition) !== '') continue;
    if (!condition) {
      condition = sibling(event, 'condition');
      insert(event, condition);
    }
    setText(condition, `go_${attribute(event.parent ?? event, 'id') ?? ''} == true`);
  }
  const flown = new Set(all('messageFlow').map((flow) => attribute(flow, 'targetRef')));
  for (const event of all('boundaryEvent', 'intermediateCatchEvent', 'startEvent')) withMessage(root, event, flown);
}

function withMessage(root: XmlElement, event: XmlElement, flown: ReadonlySet<string | undefined>): void {
  const id = attribute(event, 'id') ?? '';
  if (flown.has(id)) return;
  const definitions = elementsIn(event).filter((each) => /EventDefinition(Ref)?$/.test(each.local));
  const isPlainStart = event.local === 'startEvent' && attribute(event.parent ?? event, 'triggeredByEvent') !== 'true';
  if (definitions.length === 0 && !isPlainStart) {
    const made = sibling(event, 'messageEventDefinition');
    setAttribute(made, 'id', `cfdef_${id}`);
    insert(event, made);
    definitions.push(made);
  }
  for (const definition of definitions) {
    if (definition.local !== 'messageEventDefinition' || attribute(definition, 'messageRef') !== undefined) continue;
    const message = sibling({ ...root, uri: bpmnNamespace }, 'message');
    setAttribute(message, 'id', `cfmsg_${id}`);
    setAttribute(message, 'name', `cfmsg_${id}`);
    insert(root, message, 0);
    setAttribute(definition, 'messageRef', `cfmsg_${id}`);
  }
}
