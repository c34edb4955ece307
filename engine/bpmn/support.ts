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
  supported('startEvent:signal'),
  supported('startEvent:timer', 'date, duration or cycle'),
  supported('startEvent:multiple', 'any one of its triggers begins the process'),
  supported('eventSubProcessStart:message', 'interrupting or not'),
  supported('eventSubProcessStart:timer', 'interrupting or not; a cycle starts it again and again'),
  supported('eventSubProcessStart:signal', 'interrupting or not'),
  supported('eventSubProcessStart:conditional', 'interrupting or not'),
  supported('eventSubProcessStart:escalation', 'interrupting or not'),
  supported('eventSubProcessStart:error', 'interrupting'),
  supported('eventSubProcessStart:compensate', 'undoes the sub-process around it'),
  supported('eventSubProcessStart:multiple', 'interrupting or not'),
  supported('eventSubProcessStart:parallelMultiple', 'of messages, timers, signals and conditions'),
  supported('intermediateCatchEvent:message'),
  supported('intermediateCatchEvent:timer', 'date, duration, cycle or time limit'),
  supported('intermediateCatchEvent:signal'),
  supported('intermediateCatchEvent:conditional', 'FEEL; asked after each change of variables or dossier'),
  supported('intermediateCatchEvent:link', 'of the same scope'),
  supported('intermediateCatchEvent:multiple'),
  supported('intermediateCatchEvent:parallelMultiple', 'of messages, timers, signals and conditions'),
  supported('intermediateThrowEvent:none'),
  supported('intermediateThrowEvent:message'),
  supported('intermediateThrowEvent:signal'),
  supported('intermediateThrowEvent:escalation'),
  supported('intermediateThrowEvent:compensate', 'in the reverse order of completion, one after the other'),
  supported('intermediateThrowEvent:link'),
  supported('intermediateThrowEvent:multiple'),
  supported('boundaryEvent:message', 'interrupting or not'),
  supported('boundaryEvent:timer', 'interrupting or not; a cycle occurs again and again'),
  supported('boundaryEvent:signal', 'interrupting or not'),
  supported('boundaryEvent:conditional', 'interrupting or not; again after its condition was false'),
  supported('boundaryEvent:escalation', 'interrupting or not'),
  supported('boundaryEvent:error', 'interrupting'),
  supported('boundaryEvent:compensate', 'associated with the activity that undoes'),
  supported('boundaryEvent:cancel', 'of a transaction'),
  supported('boundaryEvent:multiple', 'interrupting or not'),
  supported('boundaryEvent:parallelMultiple', 'of messages, timers, signals and conditions'),
  supported('endEvent:none'),
  supported('endEvent:message'),
  supported('endEvent:signal'),
  supported('endEvent:escalation'),
  supported('endEvent:error'),
  supported('endEvent:compensate'),
  supported('endEvent:cancel', 'inside a transaction'),
  supported('endEvent:multiple'),
  supported('endEvent:terminate'),
  supported('task', 'done as soon as it is entered'),
  supported('manualTask', 'done as soon as it is entered'),
  supported('userTask'),
  supported('serviceTask'),
  supported('sendTask'),
  supported('receiveTask'),
  supported('scriptTask', 'FEEL'),
  supported('businessRuleTask', 'DMN'),
  supported('callActivity', 'the version in force, the caller’s, or the newest with a version tag'),
  supported('subProcess'),
  supported('transaction', 'cancelled by a cancel end event inside: what has completed is undone'),
  supported('eventSubProcess'),
  supported('adHocSubProcess', 'people start its steps; ordering, completion condition'),
  supported('standardLoopCharacteristics', 'on every activity'),
  supported('multiInstanceLoopCharacteristics', 'on every activity, in parallel or one after the other'),
  supported('startQuantity'),
  supported('completionQuantity'),
  supported('exclusiveGateway'),
  supported('parallelGateway'),
  supported('inclusiveGateway', 'joins what can still come'),
  supported('complexGateway', 'condition over activationCount and activationCounts, by flow'),
  supported('eventBasedGateway', 'the parallel one only where it begins the process'),
  supported('instantiate', 'a receive task or an event-based gateway begins the process'),
  supported('isForCompensation', 'an activity that undoes another'),
  supported('sequenceFlow'),
  supported('lane', 'gives the candidate group of its user tasks'),
];

/** What is refused by name; a trigger in a place that `supportedElements` does not list is refused as well. */
export const refusedElements: readonly RefusedElement[] = [
  { element: 'signalEventDefinition', alternative: 'Use a signal intermediate or boundary event.' },
  {
    element: 'escalationEventDefinition',
    alternative: 'Use an escalation boundary event, or the start event of an event sub-process.',
  },
  { element: 'compensateEventDefinition', alternative: 'Use a compensation boundary event, or one that throws.' },
  {
    element: 'cancelEventDefinition',
    alternative: 'Use a cancel end event in a transaction and a cancel boundary event.',
  },
  {
    element: 'conditionalEventDefinition',
    alternative: 'Use a message or signal that is sent when the condition holds.',
  },
  { element: 'linkEventDefinition', alternative: 'Use intermediate link events.' },
  { element: 'multipleEventDefinition', alternative: 'Give the event one trigger and draw one event per trigger.' },
  {
    element: 'parallelMultipleEventDefinition',
    alternative: 'Begin with one message, and wait for the others inside the process.',
  },
  { element: 'timerEventDefinition', alternative: 'Use a timer intermediate catch or boundary event.' },
  { element: 'messageEventDefinition', alternative: 'Use a receive task or a message catch event.' },
  { element: 'errorEventDefinition', alternative: 'Use an error boundary event or an error end event.' },
  { element: 'terminateEventDefinition', alternative: 'Use a terminate end event.' },
  { element: 'noneEventDefinition', alternative: 'Give the event a message or a timer.' },
  { element: 'parallelEventGateway', alternative: 'Use a parallel gateway followed by message catch events.' },
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
