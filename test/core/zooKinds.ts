import type { JsonObject } from '../../engine/contract/json.ts';
import type { ScenarioStep } from '../../engine/contract/scenario.ts';
import type { Trigger } from '../../engine/core/index.ts';
import {
  boundary,
  compensation,
  condition,
  event,
  eventSubProcess,
  message,
  roots,
  signal,
  timer,
  users,
  way,
} from './drawn.ts';

export type Stimulus = Exclude<ScenarioStep, { expect: unknown }>;

/** One kind of wait state: a model, how a case of it comes there, and how it is brought to its end from there. */
export interface ZooKind {
  readonly model: string;
  readonly variables?: JsonObject;
  readonly there: readonly (Stimulus | Trigger)[];
  readonly finish: readonly (Stimulus | Trigger)[];
}

const ROOTS = `${roots}<message id="halt" name="halt"/><message id="go-on" name="go-on"/>`;
const LIMIT = '<timerEventDefinition officina:timeLimit="reply"/>';
const many = (sequential: boolean): string =>
  `<userTask id="a" officina:candidateGroups="examiner"><multiInstanceLoopCharacteristics isSequential="${String(sequential)}"
   officina:collection="classes" officina:elementVariable="class" officina:outputCollection="done" officina:outputElement="class"/></userTask>`;
const undoable = `${users('a')}${boundary('on-a', 'a', compensation)}
  <userTask id="undo-a" isForCompensation="true" officina:candidateGroups="examiner"/>
  <association id="as" associationDirection="One" sourceRef="on-a" targetRef="undo-a"/>`;
const job = '<serviceTask id="a" officina:connector="rest"/>';
const wait = (definition: string): string => event('intermediateCatchEvent', 'a', definition);
const line = (activity: string, more = ''): string =>
  `<startEvent id="s"/>${activity}<endEvent id="e"/>${way('s', 'a', 'e')}${more}`;
const suspension = `<subProcess id="h" triggeredByEvent="true"><startEvent id="h-s" isInterrupting="false">
  <messageEventDefinition messageRef="halt"/></startEvent><serviceTask id="h-1" officina:act="suspendInstance"/>
  <receiveTask id="h-2" messageRef="go-on"/><serviceTask id="h-3" officina:act="resumeInstance"/>${way('h-s', 'h-1', 'h-2', 'h-3')}</subProcess>`;
const called = `<process id="child" isExecutable="true"><startEvent id="cs"/>${users('c')}<endEvent id="ce"/>${way('cs', 'c', 'ce')}</process>`;
const sub = (inside: string, tag = 'subProcess'): string => `<${tag} id="a"><startEvent id="i"/>${inside}</${tag}>`;

function model(body: string, beside = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:officina="urn:officina:bpmn:1" id="d" targetNamespace="urn:officina:zoo">
    ${ROOTS}<process id="p" isExecutable="true">${body}</process>${beside}</definitions>`;
}

const done = (...tasks: readonly string[]): readonly Stimulus[] => tasks.map((task) => ({ complete: task }));
const by = (way: 'suspend' | 'resume'): Trigger =>
  way === 'suspend' ? { type: 'suspend', reason: 'zoo' } : { type: 'resume', policy: 'shift', reason: 'zoo' };

/** Every kind of place at which a case may stand still. */
export const zooKinds: Readonly<Record<string, ZooKind>> = {
  'user-task': { model: model(line(users('a'))), there: [], finish: done('a') },
  'task-with-time-limit': {
    model: model(line(users('a'), `${boundary('t', 'a', LIMIT)}<endEvent id="x"/>${way('t', 'x')}`)),
    there: [{ advance: 'P10D' }],
    finish: [{ fireTimer: 't' }],
  },
  'timer-boundary-fired-once': {
    model: model(
      line(users('a'), `${boundary('t', 'a', timer('R3/P1D', 'timeCycle'), false)}${users('n')}${way('t', 'n')}`),
    ),
    there: [{ advance: 'P1DT1H' }],
    finish: [{ advance: 'P1D' }, ...done('n', 'n', 'a')],
  },
  'service-job': { model: model(line(job)), there: [], finish: [{ job: 'a' }] },
  'receive-task': {
    model: model(line('<receiveTask id="a" messageRef="m"/>')),
    there: [],
    finish: [{ message: { name: 'reply', variables: { text: 'x' } } }],
  },
  'message-catch': { model: model(line(wait(message))), there: [], finish: [{ message: { name: 'reply' } }] },
  'timer-catch': { model: model(line(wait(timer('P1M')))), there: [{ advance: 'P1D' }], finish: [{ fireTimer: 'a' }] },
  'signal-catch': { model: model(line(wait(signal))), there: [], finish: [{ signal: { name: 'news' } }] },
  'condition-catch': {
    model: model(line(wait(condition('n > 1')))),
    variables: { n: 1 },
    there: [],
    finish: [{ set: { n: 2 } }],
  },
  'event-based-gateway': {
    model: model(
      `<startEvent id="s"/><eventBasedGateway id="g"/>${event('intermediateCatchEvent', 'm1', message)}
       ${event('intermediateCatchEvent', 't1', timer('P1W'))}<endEvent id="e"/><endEvent id="l"/>${way('s', 'g', 'm1', 'e')}${way('g', 't1', 'l')}`,
    ),
    there: [{ advance: 'P1D' }],
    finish: [{ fireTimer: 't1' }],
  },
  'parallel-join-half': {
    model: model(
      `<startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/>${users('a', 'b')}<endEvent id="e"/>${way('s', 'f', 'a', 'j', 'e')}${way('f', 'b', 'j')}`,
    ),
    there: done('a'),
    finish: done('b'),
  },
  'inclusive-join-half': {
    model: model(
      `<startEvent id="s"/><inclusiveGateway id="f"/><inclusiveGateway id="j"/>${users('a', 'b')}<endEvent id="e"/>${way('s', 'f', 'a', 'j', 'e')}${way('f', 'b', 'j')}`,
    ),
    there: done('a'),
    finish: done('b'),
  },
  'call-activity': {
    model: model(line('<callActivity id="a" calledElement="child"/>'), called),
    there: [],
    finish: done('c'),
  },
  'sub-process': { model: model(line(sub(`${users('b')}${way('i', 'b')}`))), there: [], finish: done('b') },
  transaction: {
    model: model(line(sub(`${users('b')}${way('i', 'b')}`, 'transaction'))),
    there: [],
    finish: done('b'),
  },
  'ad-hoc-sub-process': {
    model: model(line(`<adHocSubProcess id="a">${users('b', 'c')}</adHocSubProcess>`)),
    there: [{ startStep: 'b' }],
    finish: done('b'),
  },
  'event-sub-process-waiting': {
    model: model(line(users('a'), eventSubProcess('h', message))),
    there: [],
    finish: [{ message: { name: 'reply' } }, ...done('h-task')],
  },
  'event-sub-process-running': {
    model: model(line(users('a'), eventSubProcess('h', signal, false))),
    there: [{ signal: { name: 'news' } }],
    finish: done('h-task', 'a'),
  },
  'event-sub-process-interrupting': {
    model: model(line(users('a'), eventSubProcess('h', message))),
    there: [{ message: { name: 'reply' } }],
    finish: done('h-task'),
  },
  'multi-instance-parallel': {
    model: model(line(many(false))),
    variables: { classes: [9, 35, 42] },
    there: done('a'),
    finish: done('a', 'a'),
  },
  'multi-instance-sequential': {
    model: model(line(many(true))),
    variables: { classes: [9, 35, 42] },
    there: done('a'),
    finish: done('a', 'a'),
  },
  loop: {
    model: model(
      line(`<userTask id="a" officina:candidateGroups="examiner"><standardLoopCharacteristics>
        <loopCondition xsi:type="tFormalExpression"><![CDATA[loopCounter < 3]]></loopCondition></standardLoopCharacteristics></userTask>`),
    ),
    there: done('a'),
    finish: done('a', 'a'),
  },
  'can-be-undone': {
    model: model(
      `<startEvent id="s"/>${undoable}${users('b')}${event('intermediateThrowEvent', 'u', compensation)}<endEvent id="e"/>${way('s', 'a', 'b', 'u', 'e')}`,
    ),
    there: done('a'),
    finish: done('b', 'undo-a'),
  },
  'is-being-undone': {
    model: model(
      `<startEvent id="s"/>${undoable}${event('intermediateThrowEvent', 'u', compensation)}<endEvent id="e"/>${way('s', 'a', 'u', 'e')}`,
    ),
    there: done('a'),
    finish: done('undo-a'),
  },
  'suspended-by-the-process': {
    model: model(line(users('a'), `${boundary('t', 'a', LIMIT)}<endEvent id="x"/>${way('t', 'x')}${suspension}`)),
    there: [{ message: { name: 'halt' } }, { advance: 'P10D' }],
    finish: [{ message: { name: 'go-on' } }, { fireTimer: 't' }],
  },
  'suspended-by-hand': {
    model: model(line(users('a'), `${boundary('t', 'a', LIMIT)}<endEvent id="x"/>${way('t', 'x')}`)),
    there: [by('suspend'), { advance: 'P10D' }],
    finish: [by('resume'), ...done('a')],
  },
};
