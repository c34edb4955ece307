import type { ElementType, GraphNode } from '../../bpmn/index.ts';
import type { Element } from '../element.ts';
import { boundaryEvent } from './boundaryEvent.ts';
import { businessRuleTask } from './businessRuleTask.ts';
import { callActivity } from './callActivity.ts';
import { endEvent } from './endEvent.ts';
import { eventBasedGateway } from './eventBasedGateway.ts';
import { eventSubProcess } from './eventSubProcess.ts';
import { exclusiveGateway } from './exclusiveGateway.ts';
import { intermediateCatchEvent } from './intermediateCatchEvent.ts';
import { intermediateThrowEvent } from './intermediateThrowEvent.ts';
import { parallelGateway } from './parallelGateway.ts';
import { plainTask } from './plainTask.ts';
import { receiveTask } from './receiveTask.ts';
import { scriptTask } from './scriptTask.ts';
import { serviceTask } from './serviceTask.ts';
import { startEvent } from './startEvent.ts';
import { subProcess } from './subProcess.ts';
import { userTask } from './userTask.ts';

/** Types that no reader makes yet: a model that holds them is refused (bpmn/support.ts). */
type Unread = 'inclusiveGateway' | 'complexGateway' | 'transaction' | 'adHocSubProcess';
type Table = { readonly [T in Exclude<ElementType, Unread>]: Element<Extract<GraphNode, { readonly type: T }>> };

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
  eventBasedGateway,
  subProcess,
  eventSubProcess,
  callActivity,
};

/** The semantics of a node: the whole index of BPMN elements. */
export function elementOf(node: GraphNode): Element {
  const element = (elements as Partial<Record<ElementType, Element>>)[node.type];
  if (!element) throw new Error(`no element ${node.type}`);
  return element;
}
