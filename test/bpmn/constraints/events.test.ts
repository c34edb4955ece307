import assert from 'node:assert/strict';
import { file, found } from './found.ts';

const around = (start: string, end: string): string =>
  `<startEvent id="s">${start}</startEvent><endEvent id="e">${end}</endEvent><sequenceFlow id="f" sourceRef="s" targetRef="e"/>`;

describe('events in a model (BPMN 2.0.2, 10.5)', () => {
  it('that carry a type have data to put it into, and untyped ones need none', async () => {
    const roots = (type: string): string =>
      `<itemDefinition id="i" structureRef="${type}"/><message id="m" name="m" itemRef="i"/>`;
    const data = '<dataOutput id="d" itemSubjectRef="i"/><outputSet><dataOutputRefs>d</dataOutputRefs></outputSet>';
    const start = '<messageEventDefinition id="x" messageRef="m"/>';

    assert.deepEqual(await found('event-data', file(around(data + start, ''), { roots: roots('xsd:string') })), []);
    assert.deepEqual(await found('event-data', file(around(start, ''), { roots: roots('xsd:string') })), ['s']);
    assert.deepEqual(await found('event-data', file(around('', start), { roots: roots('xsd:string') })), ['e']);
    assert.deepEqual(await found('event-data', file(around(start, ''), { roots: roots('String') })), []);
  });

  it('are joined by a message flow only where they have a message', async () => {
    const roots =
      '<message id="m" name="m"/><collaboration id="c"><participant id="a" processRef="p"/><participant id="b"/><messageFlow id="mf" sourceRef="b" targetRef="s"/></collaboration>';

    assert.deepEqual(await found('message-flow', file(around('', ''), { roots })), ['mf']);
    assert.deepEqual(
      await found('message-flow', file(around('<messageEventDefinition id="x" messageRef="m"/>', ''), { roots })),
      [],
    );
  });

  it('throw an error with a code', async () => {
    const end = '<errorEventDefinition id="x" errorRef="er"/>';
    const roots = (code: string): string => `<error id="er" name="er"${code}/>`;

    assert.deepEqual(await found('error-code', file(around('', end), { roots: roots(' errorCode="1"') })), []);
    assert.deepEqual(await found('error-code', file(around('', end), { roots: roots('') })), ['e']);
  });

  it('have triggers of their place, in drawings too', async () => {
    const body = (trigger: string): string =>
      `<startEvent id="s"/><intermediateThrowEvent id="t"><${trigger} id="x"/></intermediateThrowEvent><sequenceFlow id="f" sourceRef="s" targetRef="t"/>`;

    assert.deepEqual(await found('event-place', file(body('signalEventDefinition'), { executable: false })), []);
    assert.deepEqual(await found('event-place', file(body('timerEventDefinition'), { executable: false })), ['t']);
  });
});
