import assert from 'node:assert/strict';
import { flow, problemsOf, processOf } from '../models.ts';

const found = async (body: string): Promise<readonly unknown[]> =>
  (await problemsOf(processOf(body))).map(({ rule, element, severity }) => [rule, element, severity]);
const before = `<startEvent id="s"/><task id="t"/>${flow('f', 's', 't')}`;
const boundary = '<boundaryEvent id="b" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>';
const undo = '<task id="u" isForCompensation="true"/>';

describe('rule compensation-place', () => {
  it('is content with an activity that a compensation event leads to', async () => {
    const association = '<association id="a" sourceRef="b" targetRef="u"/>';

    assert.deepEqual(await found(`${before}${boundary}${undo}${association}`), []);
  });

  it('warns of an event or an activity that leads nowhere', async () => {
    assert.deepEqual(await found(`${before}${boundary}`), [['compensation-handler', 'b', 'warning']]);
    assert.deepEqual(await found(`${before}${undo}`), [['compensation-place', 'u', 'warning']]);
  });

  it('refuses flows to the activity and from the event', async () => {
    assert.deepEqual(await found(`${before}${undo}${flow('g', 't', 'u')}`), [['compensation-place', 'u', 'error']]);
    const left = `${before}${boundary}${undo}<association id="a" sourceRef="b" targetRef="u"/><task id="v"/>${flow('g', 'b', 'v')}`;
    assert.deepEqual(await found(left), [['boundary-flows', 'b', 'error']]);
  });

  it('warns of a compensation start in the process itself', async () => {
    const handler =
      '<subProcess id="h" triggeredByEvent="true"><startEvent id="hs"><compensateEventDefinition/></startEvent></subProcess>';

    assert.deepEqual(await found(`${before}${handler}`), [['compensation-place', 'h', 'warning']]);
  });
});
