import assert from 'node:assert/strict';
import { importModel } from '../../engine/importers/index.ts';
import { around, graphOf, imported, mappings, nodeOf, said } from './imported.ts';

describe('a model of Camunda 8', () => {
  it('keeps tasks, jobs, decisions and scripts', async () => {
    const user = await nodeOf(
      around(
        '<userTask id="t"><extensionElements><zeebe:userTask/><zeebe:formDefinition formId="Approve"/><zeebe:assignmentDefinition assignee="=owner" candidateGroups="examiners"/><zeebe:priorityDefinition priority="40"/><zeebe:taskSchedule dueDate="P2D"/></extensionElements></userTask>',
      ),
    );
    const job = await nodeOf(
      around(
        '<serviceTask id="t"><extensionElements><zeebe:taskDefinition type="notify" retries="4"/><zeebe:ioMapping><zeebe:input source="=a.b" target="x"/><zeebe:input source="fixed" target="y"/><zeebe:output source="=z" target="w"/></zeebe:ioMapping></extensionElements></serviceTask>',
      ),
    );
    const decision = await nodeOf(
      around(
        '<businessRuleTask id="t"><extensionElements><zeebe:calledDecision decisionId="fees" resultVariable="fee"/></extensionElements></businessRuleTask>',
      ),
    );
    const script = await nodeOf(
      around(
        '<scriptTask id="t"><extensionElements><zeebe:script expression="=1 + 2" resultVariable="three"/></extensionElements></scriptTask>',
      ),
    );

    assert.ok(user.type === 'userTask' && user.assignee?.type === 'feel');
    assert.deepEqual([user.form, user.assignee.expression.text, user.target], ['approve', 'owner', 'P2D']);
    assert.ok(job.type === 'serviceTask');
    assert.deepEqual([job.work, job.retries], [{ type: 'connector', key: 'notify' }, 4]);
    assert.deepEqual([...mappings(job.input), ...mappings(job.output)], ['x = a.b', 'y = "fixed"', 'w = z']);
    assert.ok(decision.type === 'businessRuleTask');
    assert.deepEqual([decision.decision, decision.resultVariable], ['fees', 'fee']);
    assert.ok(script.type === 'scriptTask');
    assert.deepEqual([script.script.text, script.resultVariable], ['1 + 2', 'three']);
  });

  it('keeps correlation keys at the events, repetition, and what is called', async () => {
    const graph = await graphOf(
      around(
        '<callActivity id="t"><extensionElements><zeebe:calledElement processId="other" propagateAllChildVariables="false"/></extensionElements><multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=marks" inputElement="mark" outputCollection="results" outputElement="=mark.id"/></extensionElements></multiInstanceLoopCharacteristics></callActivity><boundaryEvent id="b" attachedToRef="t"><messageEventDefinition id="x" messageRef="m"/></boundaryEvent><sequenceFlow id="h" sourceRef="b" targetRef="e"/>',
        {
          roots:
            '<message id="m" name="paid"><extensionElements><zeebe:subscription correlationKey="=order.id"/></extensionElements></message>',
        },
      ),
    );
    const [call, event] = ['t', 'b'].map((id) => graph.nodes[graph.byId.get(id) ?? -1]);

    assert.ok(call?.type === 'callActivity' && call.loop?.type === 'multiInstance');
    assert.deepEqual(
      [
        call.calledProcess,
        call.loop.collection?.text,
        call.loop.elementVariable,
        call.loop.outputCollection,
        call.loop.outputElement?.text,
      ],
      ['other', 'marks', 'mark', 'results', 'mark.id'],
    );
    assert.ok(event?.type === 'boundaryEvent' && event.event.type === 'message');
    assert.equal(event.event.correlationKey?.text, 'order.id');
  });

  it('leaves to a person what only that engine can say', () => {
    const { entries, origin } = imported(
      around(
        '<callActivity id="t"><extensionElements><zeebe:calledElement processId="=which"/><zeebe:taskHeaders><zeebe:header key="k" value="v"/></zeebe:taskHeaders></extensionElements></callActivity>',
      ),
    );

    assert.equal(origin, 'camunda8');
    assert.deepEqual(said(entries), [
      'open t zeebe:processId',
      'translated t zeebe:calledElement',
      'open t zeebe:propagateAllChildVariables',
      'dropped t zeebe:taskHeaders',
    ]);
  });
});

describe('a model of Flowable', () => {
  it('is read like one of Camunda 7, with its own kinds of task', async () => {
    const decision = await nodeOf(
      around(
        '<businessRuleTask id="t"><extensionElements><flowable:field name="decisionTableReferenceKey"><flowable:string>fees</flowable:string></flowable:field></extensionElements></businessRuleTask>',
      ),
    );
    const { entries, origin } = imported(
      around(
        '<serviceTask id="t" flowable:type="mail"><extensionElements><flowable:field name="to"/></extensionElements></serviceTask>',
      ),
    );

    assert.ok(decision.type === 'businessRuleTask' && decision.decision === 'fees');
    assert.equal(origin, 'flowable');
    assert.deepEqual(said(entries), ['open t flowable:type', 'dropped t flowable:field']);
  });
});

describe('a model of jBPM', () => {
  const data = (name: string, value: string): string =>
    `<dataInputAssociation><targetRef>${name}In</targetRef><assignment><from xsi:type="tFormalExpression">${value}</from><to xsi:type="tFormalExpression">${name}In</to></assignment></dataInputAssociation>`;

  it('keeps people by their data inputs and owners', async () => {
    const node = await nodeOf(
      around(
        `<userTask id="t"><ioSpecification><dataInput id="TaskNameIn" name="TaskName"/><dataInput id="GroupIdIn" name="GroupId"/><inputSet/><outputSet/></ioSpecification>${data('TaskName', 'Approve Order')}${data('GroupId', 'examiners')}<potentialOwner><resourceAssignmentExpression><formalExpression>#{owner}</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>`,
      ),
      'jbpm',
    );

    assert.ok(node.type === 'userTask' && node.assignee?.type === 'feel');
    assert.deepEqual([node.form, node.assignee.expression.text], ['approve-order', 'owner']);
    assert.deepEqual(node.candidateGroups, { type: 'literal', value: 'examiners' });
  });

  it('makes connectors of work items, and declares signals that events only name', async () => {
    const item = await nodeOf(
      around(
        `<task id="t" drools:taskName="Email"><ioSpecification><dataInput id="ToIn" name="To"/><inputSet/><outputSet/></ioSpecification>${data('To', 'mail-#{who}')}</task>`,
      ),
    );
    const graph = await graphOf(
      around('<intermediateCatchEvent id="t"><signalEventDefinition signalRef="go"/></intermediateCatchEvent>'),
      'jbpm',
    );
    const wait = graph.nodes[graph.byId.get('t') ?? -1];

    assert.ok(item.type === 'serviceTask' && item.work.type === 'connector');
    assert.equal(item.work.key, 'Email');
    assert.deepEqual(mappings(item.input), ['To = "mail-" + string(who)']);
    assert.ok(wait?.type === 'intermediateCatchEvent' && wait.event.type === 'signal');
    assert.equal(wait.event.signal, 'go');
  });
});

describe('a model without a vendor', () => {
  it('gets processes of its global tasks and messages of its message flows', async () => {
    const call = await nodeOf(
      around('<callActivity id="t" calledElement="g1"/>', { roots: '<globalTask id="g1" name="Ask"/>' }),
    );
    const flow = imported(
      around('<sendTask id="t"/>', {
        roots:
          '<collaboration id="c"><participant id="a" processRef="p"/><participant id="b"/><messageFlow id="mf" name="request" sourceRef="t" targetRef="b"/></collaboration>',
      }),
      'plain',
    );

    assert.ok(call.type === 'callActivity' && call.calledProcess === 'g1');
    assert.match(flow.xml, /<message id="message_mf" name="request"\/>/);
  });

  it('stays as it is, with its drawing', () => {
    const xml = around('<userTask id="t" name="A &lt; B"/>');

    assert.deepEqual(imported(xml, 'plain').entries, []);
    assert.match(imported(xml, 'plain').xml, /name="A &lt; B"/);
  });
});

describe('a file that is no model', () => {
  it('is refused with a sentence', () => {
    const sentence = (source: string | Uint8Array): string => {
      const result = importModel(source);
      return result.ok ? 'imported' : result.sentence;
    };

    assert.match(sentence(''), /empty|not well-formed/);
    assert.match(sentence('<a/>'), /root element <definitions>/);
    assert.match(sentence('<a><b></a>'), /not well-formed/);
    assert.match(sentence('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), /DOCTYPE/);
    assert.match(sentence('<a>'.repeat(500)), /levels/);
    assert.match(sentence(new Uint8Array([0xff, 0xff, 0x00])), /cannot be read|not well-formed/);
  });

  it('is read in the encoding that it declares', () => {
    const text = around('<task id="t" name="Prüfung"/>').replace('UTF-8', 'ISO-8859-1');
    const result = importModel(Buffer.from(text, 'latin1'));

    assert.ok(result.ok);
    assert.match(result.xml, /Prüfung/);
  });
});
