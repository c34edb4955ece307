import assert from 'node:assert/strict';
import { readProcesses } from '../../engine/bpmn/index.ts';
import { around, graphOf, imported, mappings, nodeOf, said } from './imported.ts';

/* eslint-disable no-template-curly-in-string -- these are the other engines' expressions */
describe('a model of Camunda 7', () => {
  it('keeps who works on a task, by when and with which form', async () => {
    const node = await nodeOf(
      around(
        '<userTask id="t" camunda:assignee="${owner}" camunda:candidateGroups="examiners,clerks" camunda:candidateUsers="u-${unit}" camunda:priority="50" camunda:dueDate="P3D" camunda:formKey="embedded:app:forms/ApproveOrder.html" camunda:asyncBefore="true"/>',
      ),
    );

    assert.equal(node.type, 'userTask');
    assert.ok(node.type === 'userTask' && node.assignee?.type === 'feel' && node.candidateUsers?.type === 'feel');
    assert.equal(node.assignee.expression.text, 'owner');
    assert.deepEqual(node.candidateGroups, { type: 'literal', value: 'examiners,clerks' });
    assert.equal(node.candidateUsers.expression.text, '"u-" + string(unit)');
    assert.deepEqual(
      [node.form, node.target, node.priority],
      ['approve-order', 'P3D', { type: 'literal', value: '50' }],
    );
  });

  it('says of everything what became of it', () => {
    const { entries, origin } = imported(
      around(
        '<userTask id="t" camunda:assignee="anna" camunda:priority="500" camunda:dueDate="${due}" camunda:followUpDate="${x}"><extensionElements><camunda:taskListener event="create" class="X"/><camunda:formData><camunda:formField id="amount" type="long"/></camunda:formData></extensionElements></userTask>',
        { process: 'camunda:historyTimeToLive="P30D" camunda:versionTag="v2" camunda:candidateStarterGroups="all"' },
      ),
    );

    assert.equal(origin, 'camunda7');
    assert.deepEqual(said(entries), [
      'translated p camunda:versionTag',
      'dropped p camunda:historyTimeToLive',
      'dropped p camunda:candidateStarterGroups',
      'translated t camunda:assignee',
      'open t formData',
      'open t camunda:priority',
      'open t camunda:dueDate',
      'dropped t camunda:followUpDate',
      'dropped t camunda:taskListener',
    ]);
  });

  it('keeps external tasks, retries, inputs and outputs', async () => {
    const node = await nodeOf(
      around(
        '<serviceTask id="t" camunda:type="external" camunda:topic="notify"><extensionElements><camunda:failedJobRetryTimeCycle>R5/PT10M</camunda:failedJobRetryTimeCycle><camunda:inputOutput><camunda:inputParameter name="to">${applicant.mail}</camunda:inputParameter><camunda:inputParameter name="tags"><camunda:list><camunda:value>a</camunda:value><camunda:value>${b}</camunda:value></camunda:list></camunda:inputParameter><camunda:inputParameter name="head"><camunda:map><camunda:entry key="k">v</camunda:entry></camunda:map></camunda:inputParameter><camunda:outputParameter name="sent">${true}</camunda:outputParameter></camunda:inputOutput></extensionElements></serviceTask>',
      ),
    );

    assert.ok(node.type === 'serviceTask');
    assert.deepEqual([node.work, node.retries], [{ type: 'connector', key: 'notify' }, 5]);
    assert.deepEqual(mappings(node.input), ['to = applicant.mail', 'tags = ["a", b]', 'head = {"k": "v"}']);
    assert.deepEqual(mappings(node.output), ['sent = true']);
  });

  it('keeps variables that a task has for itself', async () => {
    const node = await nodeOf(
      around(
        '<userTask id="t" camunda:assignee="${who}"><extensionElements><camunda:inputOutput><camunda:inputParameter name="who">${order.owner}</camunda:inputParameter></camunda:inputOutput></extensionElements></userTask>',
      ),
    );

    assert.deepEqual(mappings(node.locals ?? []), ['who = order.owner']);
  });

  it('makes a script of a service task that only computes, and leaves programs to a person', async () => {
    const script = await nodeOf(
      around('<serviceTask id="t" camunda:expression="${amount * 2}" camunda:resultVariable="double"/>'),
    );
    const program = imported(around('<serviceTask id="t" camunda:class="org.example.Send"/>'));
    const { problems } = await readProcesses(program.xml);

    assert.ok(script.type === 'scriptTask');
    assert.deepEqual([script.script.text, script.resultVariable], ['amount * 2', 'double']);
    assert.deepEqual(said(program.entries), ['open t camunda:class']);
    assert.deepEqual(
      problems.filter(({ severity }) => severity === 'error').map(({ rule, element }) => [rule, element]),
      [['service-work', 't']],
    );
  });

  it('translates scripts of one value and leaves the others to a person', async () => {
    const task = (script: string, more = ''): string =>
      around(`<scriptTask id="t" scriptFormat="javascript" ${more}><script>${script}</script></scriptTask>`);
    const set = await nodeOf(task('// count\nexecution.setVariable("n", n + 1);'));
    const result = await nodeOf(task('a &amp;&amp; b', 'camunda:resultVariable="both"'));
    const prints = await nodeOf(task('console.log("x"); print("y");'));

    assert.ok(set.type === 'scriptTask' && result.type === 'scriptTask');
    assert.deepEqual([set.resultVariable, set.script.text], ['n', 'n + 1']);
    assert.deepEqual([result.resultVariable, result.script.text], ['both', 'a and b']);
    assert.equal(prints.type, 'task');
    assert.deepEqual(said(imported(task('x = 1; y = 2')).entries), ['open t script']);
    assert.deepEqual(said(imported(task('for (i of list) {}')).entries), ['open t script']);
  });

  it('keeps decisions and called processes with what goes in and comes back', async () => {
    const decision = await nodeOf(
      around(
        '<businessRuleTask id="t" camunda:decisionRef="fees" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="fee"/>',
      ),
    );
    const call = await nodeOf(
      around(
        '<callActivity id="t" calledElement="publication" camunda:calledElementBinding="deployment"><extensionElements><camunda:in businessKey="#{execution.processBusinessKey}"/><camunda:in source="mark" target="sign"/><camunda:in sourceExpression="${a + 1}" target="b"/><camunda:out source="number" target="number"/></extensionElements></callActivity>',
      ),
    );
    const all = imported(
      around(
        '<callActivity id="t" calledElement="x"><extensionElements><camunda:out variables="all"/></extensionElements></callActivity>',
      ),
    );

    assert.ok(decision.type === 'businessRuleTask' && call.type === 'callActivity');
    assert.deepEqual([decision.decision, decision.resultVariable], ['fees', 'fee']);
    assert.deepEqual([call.calledProcess, call.binding], ['publication', 'deployment']);
    assert.deepEqual(mappings(call.input), ['sign = mark', 'b = a + 1']);
    assert.deepEqual(mappings(call.output), ['number = number']);
    assert.deepEqual(said(all.entries), ['open t camunda:out variables']);
  });

  it('keeps repetition, conditions and times', async () => {
    const graph = await graphOf(
      around(
        '<userTask id="t" camunda:assignee="${each}"><multiInstanceLoopCharacteristics isSequential="true" camunda:collection="${people}" camunda:elementVariable="each"><completionCondition>${nrOfCompletedInstances == 2}</completionCondition></multiInstanceLoopCharacteristics></userTask><boundaryEvent id="b" attachedToRef="t"><timerEventDefinition id="x"><timeDuration>${wait}</timeDuration></timerEventDefinition></boundaryEvent><sequenceFlow id="h" sourceRef="b" targetRef="e"/>',
      ),
    );
    const task = graph.nodes[graph.byId.get('t') ?? -1];
    const timer = graph.nodes[graph.byId.get('b') ?? -1];

    assert.ok(task?.loop?.type === 'multiInstance');
    assert.deepEqual(
      [task.loop.collection?.text, task.loop.elementVariable, task.loop.completionCondition?.text],
      ['people', 'each', 'numberOfCompletedInstances = 2'],
    );
    assert.ok(timer?.type === 'boundaryEvent' && timer.event.type === 'timer' && timer.event.timer.type === 'duration');
    assert.ok(timer.event.timer.value.type === 'feel');
    assert.equal(timer.event.timer.value.expression.text, 'wait');
  });

  it('asks conditions behind a start event at a gateway, also in the drawing', async () => {
    const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="u"><process id="p" isExecutable="true"><startEvent id="s"/><endEvent id="a"/><endEvent id="b"/><sequenceFlow id="f" sourceRef="s" targetRef="a"><conditionExpression>\${x == 1}</conditionExpression></sequenceFlow><sequenceFlow id="g" sourceRef="s" targetRef="b"/></process><bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="pl" bpmnElement="p"><bpmndi:BPMNShape id="sh" bpmnElement="s"><dc:Bounds x="100" y="100" width="36" height="36"/></bpmndi:BPMNShape><bpmndi:BPMNEdge id="ed" bpmnElement="f"><di:waypoint x="1" y="1"/><di:waypoint x="2" y="1"/></bpmndi:BPMNEdge></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;
    const graph = await graphOf(xml, 'camunda7');
    const gateway = graph.nodes[graph.byId.get('s_choice') ?? -1];

    assert.equal(gateway?.type, 'inclusiveGateway');
    assert.equal(gateway.outgoing.length, 2);
    assert.match(imported(xml, 'camunda7').xml, /bpmnElement="s_choice"[^]*bpmnElement="s_to_choice"/);
  });

  it('names what other engines leave nameless: receive tasks, and errors by their code', async () => {
    const receive = await nodeOf(around('<receiveTask id="t" camunda:asyncBefore="true"/>'));
    const thrown = await graphOf(
      around('<task id="t"/>').replace(
        '<endEvent id="e"/>',
        '<endEvent id="e"><errorEventDefinition id="x" errorRef="lost"/></endEvent>',
      ),
      'camunda7',
    );
    const end = thrown.nodes[thrown.byId.get('e') ?? -1];

    assert.ok(receive.type === 'receiveTask' && receive.event.message === 't');
    assert.ok(end?.type === 'endEvent');
    assert.deepEqual(end.event, { type: 'error', code: 'lost' });
  });
});
