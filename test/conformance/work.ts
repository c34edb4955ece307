import { extensionNamespace } from '../../engine/bpmn/index.ts';
import { importModel, type Origin } from '../../engine/importers/index.ts';
import {
  attribute,
  bpmnIn,
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
  sibling,
  textOf,
  writeXml,
  type XmlElement,
} from '../../engine/importers/xmlTree.ts';
import type { Case, Operation } from './folder.ts';
import { neutral, placeholder } from './models.ts';

/** The connector that stands for every script and service of a case. */
export const connector = 'conformance';

/** A model as it is deployed, and what its scripts and services do, by `process/element`. */
export interface Prepared {
  readonly xml: string;
  readonly operations: ReadonlyMap<string, readonly Operation[]>;
}

/**
 * Imports a model and gives its scripts and services the work of the case, as an analyst would give them theirs: what the
 * importer has left open calls the test's connector.
 * @throws when the importer refuses the file
 */
export function prepared(xml: string, one: Pick<Case, 'dialect' | 'overrides' | 'raw'>): Prepared {
  const imported = importModel(xml, origins[one.dialect] ?? 'auto');
  if (!imported.ok) throw new Error(imported.sentence);
  const operations = new Map<string, readonly Operation[]>();
  const root = readXml(imported.xml);
  if (one.raw !== true) meant(root, one);
  for (const task of [...everyElement(root)].filter(isBpmn)) {
    const given = operationsOf(task, one);
    if (given !== undefined) {
      operations.set(`${processOf(task)}/${attribute(task, 'id') ?? ''}`, given);
      asWork(root, task, given);
    } else if (kinds.has(task.local) && !hasWork(task) && !isIncomplete(task, one)) asWork(root, task, []);
  }
  if (one.overrides?.complete === true) named(root);
  return { xml: writeXml(root), operations };
}

/** What a task does by the case, or by the placeholder in its script. */
function operationsOf(task: XmlElement, one: Pick<Case, 'dialect' | 'raw'>): readonly Operation[] | undefined {
  const noted = attribute(task, 'ops', neutral);
  if (noted !== undefined) return JSON.parse(noted) as readonly Operation[];
  return one.dialect === 'betsy' && one.raw !== true && task.local === 'scriptTask' ? placeholder(task) : undefined;
}

const expressions = new Set([
  ...['conditionExpression', 'condition', 'loopCondition', 'loopCardinality', 'completionCondition'],
  ...['activationCondition', 'timeDuration', 'timeDate', 'timeCycle'],
]);
const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

/** What a case executes it means for an engine: its processes, where a drawing does not say so, and its expressions. */
function meant(root: XmlElement, { dialect }: Pick<Case, 'dialect'>): void {
  for (const each of [...everyElement(root)].filter(isBpmn)) {
    if (each.local === 'process' && ['plain', 'spiff'].includes(dialect)) setAttribute(each, 'isExecutable', 'true');
    if (expressions.has(each.local)) formal(root, each);
  }
}

function formal(root: XmlElement, expression: XmlElement): void {
  if (attribute(expression, 'type', schemaInstance) !== undefined) return;
  const name = `${declare(root, schemaInstance, 'xsi')}:type`;
  const value = sibling(expression, 'tFormalExpression').name;
  setNamespaced(expression, { name, local: 'type', uri: schemaInstance }, value);
}

/** A script without a language is broken whatever it says; a case that is judged as it stands keeps it. */
function isIncomplete(task: XmlElement, one: Pick<Case, 'raw'>): boolean {
  return one.raw === true && task.local === 'scriptTask' && attribute(task, 'scriptFormat') === undefined;
}

const kinds = new Set(['scriptTask', 'serviceTask', 'sendTask', 'businessRuleTask']);
const origins: Readonly<Record<string, Origin>> = {
  camunda: 'camunda7',
  activiti: 'flowable',
  flowable: 'flowable',
  zeebe: 'camunda8',
  jbpm: 'jbpm',
};

/** Drawings leave without a name what only an engine needs one for; those without are one another's. */
function named(root: XmlElement): void {
  for (const each of [...everyElement(root)].filter(isBpmn)) {
    const throws = /^(endEvent|intermediateThrowEvent)$/.test(each.parent?.local ?? '');
    const id = attribute(each.parent ?? each, 'id') ?? '';
    switch (each.local) {
      case 'messageEventDefinition':
        own(root, each, 'message', id);
        break;
      case 'receiveTask':
        own(root, each, 'message', attribute(each, 'id') ?? '');
        break;
      case 'signalEventDefinition':
        own(root, each, 'signal', 'any');
        break;
      case 'errorEventDefinition':
        if (throws) own(root, each, 'error', 'any');
        break;
      case 'escalationEventDefinition':
        if (throws) own(root, each, 'escalation', 'any');
        break;
      case 'linkEventDefinition':
        if (attribute(each, 'name') === undefined) setAttribute(each, 'name', 'any');
        break;
      default:
        break;
    }
  }
}

function own(
  root: XmlElement,
  carrier: XmlElement,
  kind: 'message' | 'signal' | 'error' | 'escalation',
  name: string,
): void {
  if (attribute(carrier, `${kind}Ref`) !== undefined) return;
  const id = `cf_${kind}_${name}`;
  setAttribute(carrier, `${kind}Ref`, id);
  if (elementsIn(root).some((each) => attribute(each, 'id') === id)) return;
  const made = sibling(root, kind);
  for (const attributeName of ['id', 'name']) setAttribute(made, attributeName, id);
  if (kind === 'error' || kind === 'escalation') setAttribute(made, `${kind}Code`, id);
  insert(root, made, 0);
}

function processOf(element: XmlElement): string {
  for (let at: XmlElement | undefined = element; at; at = at.parent)
    if (isBpmn(at) && at.local === 'process') return attribute(at, 'id') ?? '';
  return '';
}

function hasWork(task: XmlElement): boolean {
  const own = (name: string): boolean => attribute(task, name, extensionNamespace) !== undefined;
  switch (task.local) {
    case 'scriptTask':
      return (
        /feel/i.test(attribute(task, 'scriptFormat') ?? '') &&
        bpmnIn(task, 'script').some((each) => textOf(each) !== '')
      );
    case 'businessRuleTask':
      return own('decision');
    case 'sendTask':
      return own('act') || own('connector') || own('letter') || attribute(task, 'messageRef') !== undefined;
    default:
      return own('act') || own('connector') || own('letter');
  }
}

/** A service task with the test's connector; variables are written when its job ends. */
function asWork(root: XmlElement, task: XmlElement, given: readonly Operation[]): void {
  for (const script of bpmnIn(task, 'script')) remove(script);
  task.attributes = task.attributes.filter(
    ({ uri, local }) => uri === '' && !['messageRef', 'scriptFormat'].includes(local),
  );
  rename(task, 'serviceTask');
  const prefix = declare(root, extensionNamespace, 'officina');
  setNamespaced(task, { name: `${prefix}:connector`, local: 'connector', uri: extensionNamespace }, connector);
  for (const { name = '', ...operation } of given) {
    const source = written(name, operation);
    if (source !== undefined) output(root, task, prefix, source, name);
  }
}

function written(name: string, { op, value, expr }: Operation): string | undefined {
  if (op === 'incr') return `${name} + 1`;
  if (op !== 'set') return undefined;
  if (expr === undefined) return JSON.stringify(value);
  return typeof expr === 'string' ? expr : feelOf(expr as Tree);
}

function output(root: XmlElement, task: XmlElement, prefix: string, source: string, target: string): void {
  let [extensions] = bpmnIn(task, 'extensionElements');
  if (!extensions) {
    const colon = task.name.indexOf(':');
    const name = colon === -1 ? 'extensionElements' : `${task.name.slice(0, colon)}:extensionElements`;
    extensions = { name, local: 'extensionElements', uri: task.uri, attributes: [], children: [], parent: task };
    insert(task, extensions, 0);
  }
  const made: XmlElement = { ...extensions, name: `${prefix}:output`, local: 'output', attributes: [], children: [] };
  setAttribute(made, 'source', source);
  setAttribute(made, 'target', target);
  insert(extensions, made);
}

/** The tree of the folder's expression reader (its lib/expr.mjs). */
interface Tree {
  readonly k: string;
  readonly v?: unknown;
  readonly n?: string;
  readonly op?: string;
  readonly l?: Tree;
  readonly r?: Tree;
  readonly e?: Tree;
}

/** FEEL for the few shapes that scripts of the cases have. */
export function feelOf(tree: Tree): string {
  const part = (of: Tree | undefined): string => (of ? feelOf(of) : 'null');
  switch (tree.k) {
    case 'lit':
      return JSON.stringify(tree.v);
    case 'var':
      return tree.n ?? 'null';
    case 'un':
      return tree.op === '!' ? `not(${part(tree.e)})` : `-(${part(tree.e)})`;
    case 'bin': {
      const operator = { '==': '=', '&&': 'and', '||': 'or' }[tree.op ?? ''] ?? tree.op ?? '=';
      return `(${part(tree.l)} ${operator} ${part(tree.r)})`;
    }
    default:
      throw new Error(`The expression of a script is not read: ${tree.k}`);
  }
}
