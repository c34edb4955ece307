/** Namespace of our attributes and elements in a BPMN file; the digit is the format's version. */
export const extensionNamespace = 'urn:officina:bpmn:1';
/** Prefix under which the namespace is written. */
export const extensionPrefix = 'officina';

/** Our attributes by the BPMN element that may carry them (engine.md 4). */
export const extensionAttributes: Readonly<Record<string, readonly string[]>> = {
  Process: ['dossierKind', 'versionTag', 'caseType', 'historyTimeToLive'],
  FlowNode: ['statusEvent', 'dossierState'],
  StartEvent: ['form'],
  IntermediateCatchEvent: ['form'],
  BoundaryEvent: ['form'],
  UserTask: [
    'form',
    'assignee',
    'candidateGroups',
    'candidateUsers',
    'priority',
    'target',
    'timeLimit',
    'fourEyesWith',
    'letter',
    'immediate',
    'claimOnOpen',
    'skill',
  ],
  ServiceTask: ['act', 'connector', 'letter', 'retries', 'durable'],
  SendTask: ['act', 'connector', 'letter', 'retries', 'durable', 'correlationKey', 'timeToLive'],
  ReceiveTask: ['form', 'correlationKey', 'timeToLive'],
  BusinessRuleTask: ['decision', 'resultVariable'],
  ScriptTask: ['resultVariable'],
  CallActivity: ['binding', 'versionTag'],
  MultiInstanceLoopCharacteristics: ['collection', 'elementVariable', 'outputCollection', 'outputElement'],
  TimerEventDefinition: ['timeLimit', 'base'],
  MessageEventDefinition: ['correlationKey', 'timeToLive'],
};

/** Our elements inside `extensionElements` with their attributes. */
export const extensionElements: Readonly<Record<string, readonly string[]>> = {
  Outcome: ['value', 'style', 'when', 'needsForm'],
  Input: ['source', 'target'],
  Output: ['source', 'target'],
};

interface PackageType {
  readonly name: string;
  readonly extends?: readonly string[];
  readonly superClass?: readonly string[];
  readonly properties: readonly { readonly name: string; readonly isAttr: true; readonly type: 'String' }[];
}

// Every attribute is text here: moddle reads any other word than "true" as false, we want to refuse it.
const properties = (names: readonly string[]): PackageType['properties'] =>
  names.map((name) => ({ name, isAttr: true, type: 'String' }));

/** The moddle descriptor of our namespace; the designer gives it to bpmn-js. */
export const extensionPackage: Readonly<Record<string, unknown>> & { readonly types: readonly PackageType[] } = {
  name: 'Officina',
  uri: extensionNamespace,
  prefix: extensionPrefix,
  xml: { tagAlias: 'lowerCase' },
  associations: [],
  types: [
    ...Object.entries(extensionAttributes).map(([element, names]) => ({
      name: `${element}Attributes`,
      extends: [`bpmn:${element}`],
      properties: properties(names),
    })),
    ...Object.entries(extensionElements).map(([element, names]) => ({
      name: element,
      superClass: ['Element'],
      properties: properties(names),
    })),
  ],
};
