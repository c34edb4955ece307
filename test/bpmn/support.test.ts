import assert from 'node:assert/strict';
import { readProcesses, refusedElements, supportedElements } from '../../engine/bpmn/index.ts';
import { flow, problemsOf, processOf } from './models.ts';

const roots = '<message id="m" name="reply"/><error id="e" errorCode="E"/><signal id="sg" name="news"/>';

const triggers: Readonly<Record<string, string>> = {
  none: '',
  message: '<messageEventDefinition messageRef="m"/>',
  timer: '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>',
  error: '<errorEventDefinition errorRef="e"/>',
  terminate: '<terminateEventDefinition/>',
  signal: '<signalEventDefinition signalRef="sg"/>',
  escalation: '<escalationEventDefinition/>',
  compensate: '<compensateEventDefinition/>',
  cancel: '<cancelEventDefinition/>',
  conditional: '<conditionalEventDefinition><condition>a</condition></conditionalEventDefinition>',
  link: '<linkEventDefinition name="a"/>',
  multiple: '<messageEventDefinition messageRef="m"/><signalEventDefinition signalRef="sg"/>',
};

const places: Readonly<Record<string, (inner: string) => string>> = {
  startEvent: (inner) => `<startEvent id="x">${inner}</startEvent>${flow('g', 'x', 't')}`,
  eventSubProcessStart: (inner) =>
    `<subProcess id="h" triggeredByEvent="true"><startEvent id="x">${inner}</startEvent></subProcess>`,
  intermediateCatchEvent: (inner) =>
    `<intermediateCatchEvent id="x">${inner}</intermediateCatchEvent>${flow('g', 't', 'x')}`,
  intermediateThrowEvent: (inner) =>
    `<intermediateThrowEvent id="x">${inner}</intermediateThrowEvent>${flow('g', 't', 'x')}`,
  boundaryEvent: (inner) =>
    `<boundaryEvent id="x" attachedToRef="t">${inner}</boundaryEvent><task id="u"/>${flow('g', 'x', 'u')}`,
  endEvent: (inner) => `<endEvent id="x">${inner}</endEvent>${flow('g', 't', 'x')}`,
};

const activities: Readonly<Record<string, string>> = {
  task: '<task id="x"/>',
  manualTask: '<manualTask id="x"/>',
  userTask: '<userTask id="x" officina:candidateGroups="examiner"/>',
  serviceTask: '<serviceTask id="x" officina:act="a"/>',
  sendTask: '<sendTask id="x" officina:letter="a"/>',
  receiveTask: '<receiveTask id="x" messageRef="m"/>',
  scriptTask: '<scriptTask id="x" scriptFormat="feel" officina:resultVariable="a"><script>1</script></scriptTask>',
  businessRuleTask: '<businessRuleTask id="x" officina:decision="a"/>',
  callActivity: '<callActivity id="x" calledElement="a"/>',
  subProcess: '<subProcess id="x"><startEvent id="i"/></subProcess>',
  exclusiveGateway: '<exclusiveGateway id="x"/>',
  parallelGateway: '<parallelGateway id="x"/>',
  inclusiveGateway: '<inclusiveGateway id="x"/>',
  complexGateway: '<complexGateway id="x"/>',
  adHocSubProcess: '<adHocSubProcess id="x"><task id="i"/></adHocSubProcess>',
  transaction: '<transaction id="x"><startEvent id="i"/></transaction>',
  standardLoopCharacteristics: '<task id="x"><standardLoopCharacteristics/></task>',
  multiInstanceLoopCharacteristics: '<task id="x"><multiInstanceLoopCharacteristics/></task>',
  isForCompensation: '<task id="x" isForCompensation="true"/>',
  instantiate: '<receiveTask id="x" messageRef="m" instantiate="true"/>',
  startQuantity: '<task id="x" startQuantity="2"/>',
};

function within(xml: string): string {
  return processOf(`<startEvent id="s"/><task id="t"/>${flow('f', 's', 't')}${xml}`, roots);
}

describe('supported and refused elements', () => {
  for (const [place, draw] of Object.entries(places)) {
    for (const [trigger, inner] of Object.entries(triggers)) {
      const isListed = supportedElements.some(({ element }) => element === `${place}:${trigger}`);
      it(`${isListed ? 'reads' : 'refuses'} ${place} with trigger ${trigger}`, async () => {
        const { graphs, problems } = await readProcesses(within(draw(inner)));
        const found = problems.map(({ rule, element, severity }) => `${severity} ${rule} ${String(element)}`);
        assert.deepEqual(found, isListed ? [] : ['error unsupported-element x']);
        assert.equal(graphs.length, isListed ? 1 : 0);
      });
    }
  }

  for (const [element, xml] of Object.entries(activities)) {
    const refusal = refusedElements.find((one) => one.element === element);
    it(`${refusal ? 'refuses' : 'reads'} ${element}`, async () => {
      const problems = await problemsOf(within(`${xml}${flow('g', 't', 'x')}`));
      if (!refusal) {
        assert.ok(supportedElements.some((one) => one.element === element));
        assert.deepEqual(problems, []);
        return;
      }
      assert.deepEqual(
        problems.map(({ rule, element: id }) => [rule, id]),
        [['unsupported-element', 'x']],
      );
      assert.ok(problems[0]!.sentence.endsWith(refusal.alternative));
    });
  }

  it('lists nothing as both', () => {
    const refused = new Set(refusedElements.map(({ element }) => element));

    assert.deepEqual(
      supportedElements.filter(({ element }) => refused.has(element)),
      [],
    );
  });

  it('gives every refused element an alternative', () => {
    for (const { alternative } of refusedElements) assert.match(alternative, /^[A-Z].*\.$/);
  });
});
