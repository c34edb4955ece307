import assert from 'node:assert/strict';
import type { EventDefinition, GraphNode } from '../../engine/bpmn/index.ts';
import { flow, graphOf, problemsOf, processOf } from './models.ts';

const roots = '<message id="m" name="reply"/><error id="e" errorCode="NOT_PAID"/><error id="plain"/>';

async function nodeOf(xml: string): Promise<GraphNode> {
  const graph = await graphOf(processOf(`<startEvent id="s"/><task id="t"/>${flow('f', 's', 't')}${xml}`, roots));
  return graph.nodes[graph.byId.get('x')!]!;
}

async function eventOf(inner: string, attributes = ''): Promise<EventDefinition> {
  const node = await nodeOf(
    `<intermediateCatchEvent id="x" ${attributes}>${inner}</intermediateCatchEvent>${flow('g', 't', 'x')}`,
  );
  assert.ok(node.type === 'intermediateCatchEvent');
  return node.event;
}

async function refused(inner: string): Promise<readonly string[]> {
  const xml = `<startEvent id="s"/><intermediateCatchEvent id="x">${inner}</intermediateCatchEvent>${flow('f', 's', 'x')}`;
  const problems = await problemsOf(processOf(xml, roots));
  return problems.map(({ rule }) => rule);
}

function timer(kind: string, text: string): string {
  return `<timerEventDefinition><${kind} xsi:type="tFormalExpression">${text}</${kind}></timerEventDefinition>`;
}

describe('events of a graph', () => {
  it('reads timers by date, by duration, in FEEL and by time limit', async () => {
    const byDate = await eventOf(timer('timeDate', '2026-03-05T09:00:00+01:00'));
    const byDuration = await eventOf(timer('timeDuration', 'P2M'));
    const inFeel = await eventOf(timer('timeDuration', '= period'));
    const byLimit = await eventOf(
      '<timerEventDefinition officina:timeLimit="opposition" officina:base="publishedOn"/>',
    );

    assert.deepEqual(byDate, {
      type: 'timer',
      timer: { type: 'date', value: { type: 'literal', value: '2026-03-05T09:00:00+01:00' } },
    });
    assert.deepEqual(byDuration, {
      type: 'timer',
      timer: { type: 'duration', value: { type: 'literal', value: 'P2M' } },
    });
    assert.ok(inFeel.type === 'timer' && inFeel.timer.type === 'duration' && inFeel.timer.value.type === 'feel');
    assert.ok(byLimit.type === 'timer' && byLimit.timer.type === 'timeLimit');
    assert.deepEqual([byLimit.timer.key, byLimit.timer.base?.text], ['opposition', 'publishedOn']);
  });

  it('refuses timers that say nothing, too much or what cannot be read', async () => {
    for (const bad of [
      '<timerEventDefinition/>',
      '<timerEventDefinition officina:base="a" officina:timeLimit="b"><timeDuration>P1D</timeDuration></timerEventDefinition>',
      '<timerEventDefinition><timeDuration>P1D</timeDuration><timeDate>2026-01-01</timeDate></timerEventDefinition>',
      '<timerEventDefinition officina:base="a"><timeDuration>P1D</timeDuration></timerEventDefinition>',
      timer('timeDuration', ''),
      timer('timeDuration', '2026-01-01'),
      timer('timeDate', '31 January'),
    ]) {
      assert.deepEqual(await refused(bad), ['timer'], bad);
    }
    assert.deepEqual(await refused(timer('timeDuration', '= a (')), ['expression']);
    assert.deepEqual(await refused(timer('timeCycle', 'R3/PT10M')), ['unsupported-element']);
  });

  it('reads a message with key and mapping', async () => {
    const event = await eventOf(
      `<extensionElements><officina:output source="message.text" target="reply"/></extensionElements>
      <messageEventDefinition messageRef="m" officina:correlationKey="= number"/>`,
    );

    assert.ok(event.type === 'message');
    assert.deepEqual([event.message, event.correlationKey?.text], ['reply', 'number']);
    assert.deepEqual(
      event.output.map(({ source, target }) => [source.text, target]),
      [['message.text', 'reply']],
    );
  });

  it('refuses a message that is missing or whose name is an expression', async () => {
    assert.deepEqual(await refused('<messageEventDefinition/>'), ['message-name']);

    const xml = processOf(
      `<startEvent id="s"/><receiveTask id="x" messageRef="m"/>${flow('f', 's', 'x')}`,
      '<message id="m" name="=a"/>',
    );
    assert.deepEqual(
      (await problemsOf(xml)).map(({ rule, element }) => [rule, element]),
      [['message-name', 'x']],
    );
  });

  it('reads boundary events with their host', async () => {
    const boundary = (inner: string, attributes = ''): Promise<GraphNode> =>
      nodeOf(
        `<boundaryEvent id="x" attachedToRef="t" ${attributes}>${inner}</boundaryEvent><task id="u"/>${flow('g', 'x', 'u')}`,
      );

    const late = await boundary(timer('timeDuration', 'P1M'), 'cancelActivity="false"');
    const failed = await boundary('<errorEventDefinition errorRef="e"/>');
    const any = await boundary('<errorEventDefinition/>');
    const plain = await boundary('<errorEventDefinition errorRef="plain"/>');

    assert.ok(late.type === 'boundaryEvent' && failed.type === 'boundaryEvent');
    assert.deepEqual([late.attachedTo, late.interrupting, failed.interrupting], [1, false, true]);
    assert.deepEqual(failed.event, { type: 'error', code: 'NOT_PAID' });
    assert.ok(any.type === 'boundaryEvent' && plain.type === 'boundaryEvent');
    assert.deepEqual([any.event, plain.event], [{ type: 'error' }, { type: 'error', code: 'plain' }]);
  });

  it('refuses several triggers on one event', async () => {
    const two = `<messageEventDefinition messageRef="m"/>${timer('timeDuration', 'P1D')}`;

    assert.deepEqual(await refused(two), ['unsupported-element']);
  });
});
