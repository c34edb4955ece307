export type {
  BoundaryEventNode,
  BusinessRuleTaskNode,
  CallActivityNode,
  CatchEventNode,
  ComplexGatewayNode,
  ElementType,
  EndEventNode,
  EventBasedGatewayNode,
  GatewayNode,
  Graph,
  GraphFlow,
  GraphNode,
  Mapping,
  Outcome,
  PlainTaskNode,
  ReceiveTaskNode,
  ScriptTaskNode,
  ServiceTaskNode,
  StartEventNode,
  SubProcessNode,
  Text,
  ThrowEventNode,
  UserTaskNode,
  Work,
} from './graph.ts';
export type {
  EventDefinition,
  EventType,
  LoopSpec,
  MessageDefinition,
  SignalDefinition,
  TimerSpec,
} from './graphEvents.ts';
export type { EventPlaceOf } from './eventPlaces.ts';
export { beginsProcess, definitionAt, eventPlacesOf, startingGateway, startPlaces } from './eventPlaces.ts';
export type { ReadOptions, ReadResult } from './read.ts';
export { readProcesses } from './read.ts';
export type { Finding, LintContext, Rule } from './lint.ts';
export { lint } from './lint.ts';
export { rules } from './rules/index.ts';
export type { ModelLimits } from './limits.ts';
export { defaultLimits } from './limits.ts';
export type { RefusedElement, SupportedElement } from './support.ts';
export { refusedElements, supportedElements } from './support.ts';
export {
  extensionAttributes,
  extensionElements,
  extensionNamespace,
  extensionPackage,
  extensionPrefix,
} from './extensions.ts';
