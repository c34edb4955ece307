export type {
  BoundaryEventNode,
  BusinessRuleTaskNode,
  CallActivityNode,
  CatchEventNode,
  ElementType,
  EndEventNode,
  EventDefinition,
  GatewayNode,
  Graph,
  GraphFlow,
  GraphNode,
  Mapping,
  MessageDefinition,
  Outcome,
  PlainTaskNode,
  ReceiveTaskNode,
  ScriptTaskNode,
  ServiceTaskNode,
  StartEventNode,
  SubProcessNode,
  Text,
  ThrowEventNode,
  TimerSpec,
  UserTaskNode,
  Work,
} from './graph.ts';
export type { ReadOptions, ReadResult } from './read.ts';
export { readProcesses } from './read.ts';
export type { LintContext } from './lint.ts';
export { lint } from './lint.ts';
