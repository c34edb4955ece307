import type { ElementType, GraphNode } from '../../bpmn/index.ts';
import type { Element } from '../element.ts';
import { adHocSubProcess } from './adHocSubProcess.ts';
import { boundaryEvent } from './boundaryEvent.ts';
import { businessRuleTask } from './businessRuleTask.ts';
import { callActivity } from './callActivity.ts';
import { complexGateway } from './complexGateway.ts';
import { endEvent } from './endEvent.ts';
import { eventBasedGateway } from './eventBasedGateway.ts';
import { eventSubProcess } from './eventSubProcess.ts';
import { exclusiveGateway } from './exclusiveGateway.ts';
import { inclusiveGateway } from './inclusiveGateway.ts';
import { intermediateCatchEvent } from './intermediateCatchEvent.ts';
import { intermediateThrowEvent } from './intermediateThrowEvent.ts';
import { parallelGateway } from './parallelGateway.ts';
import { plainTask } from './plainTask.ts';
import { receiveTask } from './receiveTask.ts';
import { scriptTask } from './scriptTask.ts';
import { serviceTask } from './serviceTask.ts';
import { startEvent } from './startEvent.ts';
import { subProcess } from './subProcess.ts';
import { transaction } from './transaction.ts';
import { userTask } from './userTask.ts';

type Table = { readonly [T in ElementType]: Element<Extract<GraphNode, { readonly type: T }>> };

const elements: Table = {
  startEvent,
  endEvent,
  intermediateCatchEvent,
  intermediateThrowEvent,
  boundaryEvent,
  userTask,
  serviceTask,
  sendTask: serviceTask,
  receiveTask,
  scriptTask,
  businessRuleTask,
  task: plainTask,
  manualTask: plainTask,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  complexGateway,
  eventBasedGateway,
  subProcess,
  adHocSubProcess,
  eventSubProcess,
  transaction,
  callActivity,
};

/** The semantics of a node: the whole index of BPMN elements. */
export function elementOf(node: GraphNode): Element {
  return elements[node.type];
}
