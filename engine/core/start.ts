import { beginsProcess, definitionAt, startingGateway, type GraphNode } from '../bpmn/index.ts';
import { completed, entered, leave } from './behaviours/flows.ts';
import { openEventSubProcesses } from './behaviours/scopes.ts';
import { receive, receiveSignal } from './behaviours/subscriptions.ts';
import { setVariables } from './behaviours/variables.ts';
import { StaleTrigger } from './failure.ts';
import type { Step } from './step.ts';
import type { Trigger } from './triggers.ts';

/** Begins an instance; what a message or signal brings is taken in as its start event says. */
export function start(step: Step, trigger: Extract<Trigger, { type: 'start' }>): void {
  if (step.hasBegun) throw new StaleTrigger('The case has been started already.');
  const nodes = startNodes(step, trigger.at);
  const [first] = nodes;
  if (!first) throw new StaleTrigger(`“${step.graph.process}” starts only by an event such as a message.`);
  step.emit({ type: 'instanceStarted', element: first.id });
  const definition = definitionAt(first, trigger.at ?? first.id);
  if (definition?.type === 'message') receive(step, first, definition, trigger.variables);
  else if (definition?.type === 'signal') receiveSignal(step, first, definition, trigger.variables);
  else setVariables(step, trigger.variables);
  openEventSubProcesses(step, 0);
  for (const node of nodes) {
    if (node.type === 'receiveTask' || node.type === 'intermediateCatchEvent') beginWith(step, node);
    else step.arrive({ node, scope: 0 });
  }
}

/**
 * The event of a node that begins the process has occurred. Of several behind a gateway the others are given up, or, behind a
 * parallel one, waited for, each on a way of its own (BPMN 2.0.2, 10.6.6 and 13.4.4).
 */
function beginWith(step: Step, node: GraphNode): void {
  const gateway = startingGateway(step.graph, node);
  if (gateway) {
    entered(step, gateway);
    completed(step, gateway);
    for (const index of gateway.outgoing) {
      const flow = step.graph.flows[index];
      if (!flow || (flow.target !== node.index && !gateway.parallel)) continue;
      step.emit({ type: 'flowTaken', flow: flow.id });
      if (flow.target !== node.index) step.arrive({ node: step.nodeAt(flow.target), scope: 0, flow });
    }
  }
  entered(step, node);
  leave(step, node, 0);
}

/**
 * Where an instance begins (BPMN 2.0.2, 13.2): each start event is a way of its own, so that of several one must be named;
 * without any start event every node that no flow leads into begins.
 */
function startNodes(step: Step, at: string | undefined): readonly GraphNode[] {
  if (at !== undefined) {
    const node = step.node(at);
    if (beginsProcess(step.graph, node)) return [node];
    throw new StaleTrigger(`Expected “${at}” to be a start event of “${step.graph.process}”, but it is none.`);
  }
  const nodes = step.graph.starts.map((index) => step.nodeAt(index));
  if (nodes.length > 1 && nodes[0]?.type === 'startEvent') {
    const names = nodes.map((node) => node.id).join(', ');
    throw new StaleTrigger(`Expected one of the start events ${names} to be named, but none was.`);
  }
  return nodes;
}
