import assert from 'node:assert/strict';
import { readProcesses, refusedElements, supportedElements } from '../../engine/bpmn/index.ts';
import { flow, problemsOf, processOf } from './models.ts';

const roots =
  '<message id="m" name="reply"/><error id="e" errorCode="E"/><signal id="sg" name="news"/><escalation id="es" escalationCode="S"/>';

const triggers: Readonly<Record<string, string>> = {
  none: '',
  message: '<messageEventDefinition messageRef="m"/>',
  timer: '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>',
  error: '<errorEventDefinition errorRef="e"/>',
  terminate: '<terminateEventDefinition/>',
  signal: '<signalEventDefinition signalRef="sg"/>',
  escalation: '<escalationEventDefinition escalationRef="es"/>',
  compensate: '<compensateEventDefinition/>',
  cancel: '<cancelEventDefinition/>',
  conditional: '<conditionalEventDefinition><condition>a</condition></conditionalEventDefinition>',
  link: '<linkEventDefinition name="a"/>',
  multiple: '<messageEventDefinition messageRef="m"/><signalEventDefinition signalRef="sg"/>',
  parallelMultiple: '<messageEventDefinition messageRef="m"/><signalEventDefinition signalRef="sg"/>',
};

/** What some triggers need around them. */
const needs: Readonly<Record<string, (xml: string) => string>> = {
  'intermediateCatchEvent:link': (xml) =>
    `${xml.replace(/<sequenceFlow id="g".*?<\/sequenceFlow>/, '')}<intermediateThrowEvent id="l"><linkEventDefinition name="a"/></intermediateThrowEvent>${flow('g', 't', 'l')}`,
  'intermediateThrowEvent:link': (xml) =>
    `${xml}<intermediateCatchEvent id="l"><linkEventDefinition name="a"/></intermediateCatchEvent>`,
  'boundaryEvent:compensate': (xml) =>
    `${xml.replace(/<task id="u".*/, '<task id="u" isForCompensation="true"/>')}<association id="as" sourceRef="x" targetRef="u"/>`,
  'boundaryEvent:cancel': (xml) =>
    `${xml.replace('attachedToRef="t"', 'attachedToRef="tr"')}<transaction id="tr"><startEvent id="ts"/></transaction>${flow('h', 't', 'tr')}`,
  'endEvent:cancel': (xml) =>
    `<transaction id="tr"><task id="tt"/>${xml.replace('sourceRef="t"', 'sourceRef="tt"')}</transaction>${flow('h', 't', 'tr')}`,
  'eventSubProcessStart:compensate': (xml) =>
    `<subProcess id="sp"><task id="st"/>${xml}</subProcess>${flow('h2', 't', 'sp')}`,
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
  standardLoopCharacteristics: '<task id="x"><standardLoopCharacteristics loopMaximum="3"/></task>',
  multiInstanceLoopCharacteristics: '<task id="x"><multiInstanceLoopCharacteristics officina:collection="a"/></task>',
  instantiate: '<receiveTask id="x" messageRef="m" instantiate="true"/>',
  parallelEventGateway: '<eventBasedGateway id="x" eventGatewayType="Parallel"/>',
  startQuantity: '<task id="x" startQuantity="2"/>',
  completionQuantity: '<task id="x" completionQuantity="2"/>',
};

function within(xml: string): string {
  return processOf(`<startEvent id="s"/><task id="t"/>${flow('f', 's', 't')}${xml}`, roots);
}

describe('supported and refused elements', () => {
  for (const [place, draw] of Object.entries(places)) {
    for (const [trigger, inner] of Object.entries(triggers)) {
      // What is thrown is thrown one after the other: the attribute is not known there.
      if (trigger === 'parallelMultiple' && (place === 'endEvent' || place === 'intermediateThrowEvent')) continue;
      const isListed = supportedElements.some(({ element }) => element === `${place}:${trigger}`);
      it(`${isListed ? 'reads' : 'refuses'} ${place} with trigger ${trigger}`, async () => {
        const isParallel = trigger === 'parallelMultiple';
        const drawn = draw(inner).replace(' id="x"', isParallel ? ' id="x" parallelMultiple="true"' : ' id="x"');
        const around = isListed ? needs[`${place}:${trigger}`] : undefined;
        const { graphs, problems } = await readProcesses(within(around?.(drawn) ?? drawn));
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
