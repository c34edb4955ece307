import assert from 'node:assert/strict';
import { eventPlacesOf, type EventDefinition, type GraphNode } from '../../engine/bpmn/index.ts';
import { flow, graphOf, problemsOf, processOf } from './models.ts';

const roots = `<message id="m" name="reply"/><error id="e" errorCode="NOT_PAID"/><error id="plain"/>
  <signal id="sg" name="news"/><signal id="nameless"/><signalEventDefinition id="shared" signalRef="nameless"/>`;

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

async function refusedEnd(inner: string): Promise<readonly string[]> {
  const xml = `<startEvent id="s"/><endEvent id="x">${inner}</endEvent>${flow('f', 's', 'x')}`;
  const problems = await problemsOf(processOf(xml, roots));
  return problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
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
    assert.deepEqual(await refused(timer('timeCycle', 'R0/PT10M')), ['timer']);
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

  it('reads several triggers of one event, each with a place of its own', async () => {
    const two = `<messageEventDefinition messageRef="m"/>${timer('timeDuration', 'P1D')}`;
    const node = await nodeOf(`<intermediateCatchEvent id="x">${two}</intermediateCatchEvent>${flow('g', 't', 'x')}`);
    const all = await eventOf(two, 'parallelMultiple="true"');

    assert.deepEqual(
      eventPlacesOf(node).map(({ at, definition }) => [at, definition.type]),
      [
        ['x', 'message'],
        ['x#2', 'timer'],
      ],
    );
    assert.ok(all.type === 'multiple' && all.parallel);
  });

  it('refuses several triggers that cannot stand together', async () => {
    const ends = (inner: string): Promise<readonly string[]> => refusedEnd(inner);

    assert.deepEqual(await ends('<terminateEventDefinition/><errorEventDefinition errorRef="e"/>'), ['multiple']);
    assert.deepEqual(await ends('<messageEventDefinition messageRef="m"/><terminateEventDefinition/>'), []);
    assert.deepEqual(await refused(`<linkEventDefinition name="a"/>${timer('timeDuration', 'P1D')}`), ['multiple']);
  });

  it('reads signals, escalations, conditions and links by reference, name or id', async () => {
    const signal = await eventOf('<signalEventDefinition signalRef="sg"/>');
    const named = await eventOf('<eventDefinitionRef>shared</eventDefinitionRef>');
    const condition = await eventOf(
      '<conditionalEventDefinition><condition xsi:type="tFormalExpression">amount > 3</condition></conditionalEventDefinition>',
    );

    assert.deepEqual(signal, { type: 'signal', signal: 'news', input: [], output: [] });
    assert.deepEqual(named, { type: 'signal', signal: 'nameless', input: [], output: [] });
    assert.ok(condition.type === 'conditional');
    assert.equal(condition.condition.text, 'amount > 3');
  });

  it('refuses signals, escalations, conditions and links without what they need', async () => {
    assert.deepEqual(await refused('<signalEventDefinition/>'), ['signal-name']);
    assert.deepEqual(await refused('<conditionalEventDefinition/>'), ['condition']);
    assert.deepEqual(await refused('<linkEventDefinition name=""/>'), ['link']);
    assert.deepEqual(await refused('<linkEventDefinition name="a"/>'), ['link']);
    assert.deepEqual(await refusedEnd('<escalationEventDefinition/>'), ['escalation-code']);
    assert.deepEqual(await refusedEnd('<compensateEventDefinition activityRef="s"/>'), []);
  });

  it('refuses an association of a compensation boundary event with an activity that is not for compensation', async () => {
    const xml = (marker: string): string =>
      processOf(
        `<startEvent id="s"/><task id="t"/>${flow('f', 's', 't')}<task id="u"${marker}/>
        <boundaryEvent id="x" attachedToRef="t"><compensateEventDefinition/></boundaryEvent>
        <association id="as" sourceRef="x" targetRef="u"/>`,
      );
    const graph = await graphOf(xml(' isForCompensation="true"'));

    assert.equal(graph.nodes[graph.byId.get('t')!]!.compensatedBy, graph.byId.get('u'));
    assert.deepEqual(
      (await problemsOf(xml(''))).filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
      ['compensation-handler'],
    );
  });
});
