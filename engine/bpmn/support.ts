/** An element the engine executes. */
export interface SupportedElement {
  /** XML name; an event is followed by its trigger: `boundaryEvent:timer`. */
  readonly element: string;
  /** Version of the product that first executed it. */
  readonly since: string;
  readonly note?: string;
}

/** An element that is refused when a model is read. */
export interface RefusedElement {
  /** XML name or attribute; an event trigger stands for all places: `signalEventDefinition`. */
  readonly element: string;
  /** What the analyst uses instead. */
  readonly alternative: string;
}

const since = '0.1.0';
const supported = (element: string, note?: string): SupportedElement => ({
  element,
  since,
  ...(note === undefined ? {} : { note }),
});

/** What the engine executes (BPMN 2.0.2, chapter 13); docs/bpmn-support.md is written from it. */
export const supportedElements: readonly SupportedElement[] = [
  supported('startEvent:none'),
  supported('startEvent:message'),
  supported('eventSubProcessStart:message', 'interrupting or not'),
  supported('eventSubProcessStart:error', 'interrupting'),
  supported('intermediateCatchEvent:message'),
  supported('intermediateCatchEvent:timer', 'date, duration or time limit'),
  supported('intermediateThrowEvent:none'),
  supported('intermediateThrowEvent:message'),
  supported('boundaryEvent:message', 'interrupting or not'),
  supported('boundaryEvent:timer', 'interrupting or not'),
  supported('boundaryEvent:error', 'interrupting'),
  supported('endEvent:none'),
  supported('endEvent:message'),
  supported('endEvent:error'),
  supported('endEvent:terminate'),
  supported('task', 'done as soon as it is entered'),
  supported('manualTask', 'done as soon as it is entered'),
  supported('userTask'),
  supported('serviceTask'),
  supported('sendTask'),
  supported('receiveTask'),
  supported('scriptTask', 'FEEL'),
  supported('businessRuleTask', 'DMN'),
  supported('callActivity', 'the version in force or the caller’s; a version tag is refused'),
  supported('subProcess'),
  supported('eventSubProcess'),
  supported('exclusiveGateway'),
  supported('parallelGateway'),
  supported('eventBasedGateway'),
  supported('sequenceFlow'),
  supported('lane', 'gives the candidate group of its user tasks'),
];

/** What is refused by name; a trigger in a place that `supportedElements` does not list is refused as well. */
export const refusedElements: readonly RefusedElement[] = [
  {
    element: 'inclusiveGateway',
    alternative: 'Use a parallel gateway whose branches each begin with an exclusive gateway.',
  },
  { element: 'complexGateway', alternative: 'Use exclusive and parallel gateways.' },
  { element: 'adHocSubProcess', alternative: 'Use a sub-process whose order an exclusive gateway decides.' },
  { element: 'transaction', alternative: 'Use a sub-process with an error boundary event.' },
  { element: 'standardLoopCharacteristics', alternative: 'Draw the loop with an exclusive gateway and a flow back.' },
  {
    element: 'multiInstanceLoopCharacteristics',
    alternative: 'Draw the loop with an exclusive gateway and a flow back.',
  },
  { element: 'signalEventDefinition', alternative: 'Use a message.' },
  { element: 'escalationEventDefinition', alternative: 'Use a non-interrupting message or timer boundary event.' },
  { element: 'compensateEventDefinition', alternative: 'Draw the reversing steps after an error boundary event.' },
  { element: 'cancelEventDefinition', alternative: 'Use an error end event and an error boundary event.' },
  { element: 'conditionalEventDefinition', alternative: 'Use a message that is sent when the condition holds.' },
  { element: 'linkEventDefinition', alternative: 'Draw the sequence flow to its target.' },
  { element: 'multipleEventDefinition', alternative: 'Give the event one trigger and draw one event per trigger.' },
  { element: 'timerEventDefinition', alternative: 'Use a message start event and let the office start the process.' },
  { element: 'messageEventDefinition', alternative: 'Use a receive task or a message catch event.' },
  { element: 'errorEventDefinition', alternative: 'Use an error boundary event or an error end event.' },
  { element: 'terminateEventDefinition', alternative: 'Use a terminate end event.' },
  { element: 'noneEventDefinition', alternative: 'Give the event a message or a timer.' },
  { element: 'isForCompensation', alternative: 'Draw the reversing steps after an error boundary event.' },
  { element: 'timeCycle', alternative: 'Use a duration and a flow back to the timer.' },
  { element: 'instantiate', alternative: 'Begin the process with a message start event.' },
  { element: 'parallelEventGateway', alternative: 'Use a parallel gateway followed by message catch events.' },
  { element: 'startQuantity', alternative: 'Join the flows with a parallel gateway.' },
  { element: 'callChoreography', alternative: 'Draw the steps of this office as a process.' },
  { element: 'choreographyTask', alternative: 'Draw the steps of this office as a process.' },
  { element: 'subChoreography', alternative: 'Draw the steps of this office as a process.' },
];

const supportedNames = new Set(supportedElements.map((one) => one.element));
const alternatives = new Map(refusedElements.map((one) => [one.element, one.alternative]));

/** Does the engine execute this element (XML name, events with trigger)? */
export function isSupported(element: string): boolean {
  return supportedNames.has(element);
}

/** What to use instead of a refused element. */
export function alternativeTo(element: string): string {
  return alternatives.get(element) ?? 'Use one of the elements listed in docs/bpmn-support.md.';
}
