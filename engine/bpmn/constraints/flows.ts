import { child, children, flag, nearestId, tagOf, text } from '../moddle.ts';
import type { Checked } from './index.ts';

/** A gateway's direction does not contradict its flows (10.6, table 10.104). */
export function checkDirection({ element, tag, problems }: Checked): void {
  if (!tag.endsWith('Gateway')) return;
  const direction = text(element, 'gatewayDirection');
  const [ends, word] = direction === 'Diverging' ? ['incoming', 'into'] : ['outgoing', 'out of'];
  if (direction !== 'Diverging' && direction !== 'Converging') return;
  const count = children(element, ends).length;
  if (count < 2) return;
  const sentence = `The gateway says that it is "${direction}", but ${count} flows lead ${word} it. Let the direction agree.`;
  problems.error('gateway-direction', sentence, nearestId(element));
}

/** Only drawings say whether something may happen along a flow (8.4.13, isImmediate). */
export function checkImmediate({ element, tag, isExecutable, problems }: Checked): void {
  if (tag !== 'sequenceFlow' || !isExecutable || element.get?.('isImmediate') === undefined) return;
  problems.error(
    'immediate-flow',
    'A flow of an executable process has no isImmediate. Remove it.',
    nearestId(element),
  );
}

/** No flow leads to a boundary event, and one leaves it unless it compensates (10.5.4). */
export function checkBoundary({ element, tag, problems }: Checked): void {
  if (tag !== 'boundaryEvent') return;
  if (children(element, 'incoming').length > 0)
    problems.error('boundary-flows', 'No flow may lead to a boundary event.', nearestId(element));
  const compensates = children(element, 'eventDefinitions').some((each) => tagOf(each) === 'compensateEventDefinition');
  if (children(element, 'outgoing').length === 0 && !compensates)
    problems.error('boundary-flows', 'Expected a flow to leave the boundary event.', nearestId(element));
}

/** An event sub-process has no flows and exactly one start event (10.3.5). */
export function checkEventSubProcess({ element, tag, problems }: Checked): void {
  if (tag === 'sequenceFlow') {
    const ends = [child(element, 'sourceRef'), child(element, 'targetRef')];
    if (ends.some((each) => each !== undefined && flag(each, 'triggeredByEvent')))
      problems.error(
        'event-sub-process-start',
        'No flow may lead to or leave an event sub-process.',
        nearestId(element),
      );
    return;
  }
  if (tag !== 'subProcess' || !flag(element, 'triggeredByEvent')) return;
  const starts = children(element, 'flowElements').filter((each) => tagOf(each) === 'startEvent').length;
  if (starts === 1) return;
  const sentence = `Expected the event sub-process to have one start event, but it has ${starts}.`;
  problems.error('event-sub-process-start', sentence, nearestId(element));
}
