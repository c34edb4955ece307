import { definitionAt, type GraphNode, type SignalDefinition } from '../../bpmn/index.ts';
import type { Occurrence } from '../element.ts';
import type { Step } from '../step.ts';
import { mapped } from './expressions.ts';

/**
 * Throws a signal (BPMN 2.0.2, 10.5.5 signal event definition): it leaves for everybody outside. Returned is what occurs by it in the
 * instance itself: at every place that waits for it at this moment, the process first, then by age of the token.
 */
export function throwSignal(step: Step, node: GraphNode, definition: SignalDefinition): readonly Occurrence[] {
  const payload = mapped(step, node, definition.input);
  step.emit({ type: 'signalThrown', element: node.id, signal: definition.signal, payload });
  return step
    .holders()
    .flatMap((token) =>
      (step.waits(token).events ?? [])
        .filter(({ at, type }) => type === 'signal' && waitsFor(step, at, definition.signal))
        .map(({ at }): Occurrence => ({ type: 'broadcastSignal', token, element: at, payload })),
    );
}

function waitsFor(step: Step, at: string, signal: string): boolean {
  const definition = definitionAt(step.node(at), at);
  return definition?.type === 'signal' && definition.signal === signal;
}
