import assert from 'node:assert/strict';
import { advance, newInstance, type Advance, type Instance, type World } from '../../engine/core/index.ts';
import { calendar, NOW, read } from './office.ts';

/** How often the kernel asks its lists and maps for anything, while an action runs: work counted, not timed. */
function counted(action: () => void): number {
  let work = 0;
  const undo: (() => void)[] = [];
  const wrap = (target: object, name: string, weight: (self: { length?: number; size?: number }) => number): void => {
    const original = Reflect.get(target, name) as (...args: unknown[]) => unknown;
    Reflect.set(target, name, function (this: never, ...args: unknown[]) {
      work += weight(this);
      return Reflect.apply(original, this, args);
    });
    undo.push(() => void Reflect.set(target, name, original));
  };
  for (const name of ['get', 'set', 'has', 'delete', 'add'])
    for (const type of [Map, Set]) if (name in type.prototype) wrap(type.prototype, name, () => 1);
  for (const name of ['shift', 'indexOf', 'includes', 'find', 'some', 'filter', 'map', 'flatMap'])
    wrap(Array.prototype, name, (self) => self.length ?? 1);
  try {
    action();
  } finally {
    for (const each of undo) each();
  }
  return work;
}

const world: World = {
  now: NOW,
  instanceId: 'instance',
  called: false,
  businessKey: 'key',
  office: {},
  calendar,
  timeLimits: new Map([['reply', { length: 'P2M' }]]),
  laneRoles: new Map(),
  decide: () => ({ ok: false, sentence: '' }),
  nextNumber: () => '1',
  newId: () => 'child',
  stepBudget: 1e6,
};

const flow = (id: string, from: string, to: string): string =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`;
const timer = (host: string): string =>
  `<boundaryEvent id="${host}-late" attachedToRef="${host}"><timerEventDefinition officina:timeLimit="reply"/></boundaryEvent>
   <endEvent id="${host}-over"/>${flow(`${host}-out`, `${host}-late`, `${host}-over`)}`;

/** A fork of `n` branches; `branch` is one of them from the fork on. */
const fork = (n: number, branch: (i: number) => string, rest = ''): string =>
  `<startEvent id="s"/><parallelGateway id="g"/>${flow('f', 's', 'g')}${rest}${Array.from({ length: n }, (_, i) => branch(i)).join('')}`;

const withResults = 'officina:elementVariable="i" officina:outputCollection="all" officina:outputElement="i"';

/** A repeated activity `x` over `n` items. */
const repeated = (n: number, attributes: string, activity: (marker: string) => string, condition?: string): string => {
  const until = condition === undefined ? '' : `<completionCondition><![CDATA[${condition}]]></completionCondition>`;
  const marker = `<multiInstanceLoopCharacteristics officina:collection="for i in 1..${n} return i" ${attributes}>${until}</multiInstanceLoopCharacteristics>`;
  return `<startEvent id="s"/>${activity(marker)}${flow('f', 's', 'x')}`;
};

const models: Readonly<Record<string, (n: number) => string>> = {
  'user tasks beside each other, each with a time limit': (n) =>
    fork(n, (i) => `<userTask id="u${i}"/>${flow(`a${i}`, 'g', `u${i}`)}${timer(`u${i}`)}`),
  'branches that join': (n) =>
    fork(
      n,
      (i) => `<task id="t${i}"/>${flow(`a${i}`, 'g', `t${i}`)}${flow(`b${i}`, `t${i}`, 'j')}`,
      `<parallelGateway id="j"/><endEvent id="e"/>${flow('z', 'j', 'e')}`,
    ),
  'tokens that come to a join by one flow': (n) =>
    fork(
      n,
      (i) => flow(`a${i}`, 'g', 'm'),
      `<exclusiveGateway id="m"/><userTask id="u"/><parallelGateway id="j"/><endEvent id="e"/>
       ${flow('gu', 'g', 'u')}${flow('mj', 'm', 'j')}${flow('uj', 'u', 'j')}${flow('je', 'j', 'e')}`,
    ),
  'branches that end': (n) => fork(n, (i) => `<endEvent id="e${i}"/>${flow(`a${i}`, 'g', `e${i}`)}`),
  'sub-processes beside each other': (n) =>
    fork(
      n,
      (i) =>
        `<subProcess id="p${i}"><startEvent id="s${i}"/><task id="t${i}"/>${flow(`x${i}`, `s${i}`, `t${i}`)}</subProcess>${flow(`a${i}`, 'g', `p${i}`)}`,
    ),
  'instances of one user task beside each other': (n) =>
    repeated(n, '', (marker) => `<userTask id="x">${marker}</userTask>`),
  'instances that are done at once, with their results': (n) =>
    repeated(
      n,
      withResults,
      (marker) =>
        `<scriptTask id="x" scriptFormat="feel" officina:resultVariable="v">${marker}<script>i</script></scriptTask>`,
    ),
  'instances one after the other, with their results': (n) =>
    repeated(n, `isSequential="true" ${withResults}`, (marker) => `<task id="x">${marker}</task>`),
  'instances of a sub-process': (n) =>
    repeated(
      n,
      withResults,
      (marker) =>
        `<subProcess id="x">${marker}<startEvent id="s1"/><task id="t1"/>${flow('f1', 's1', 't1')}</subProcess>`,
    ),
  'instances that a completion condition cancels': (n) =>
    repeated(n, '', (marker) => `<task id="x">${marker}</task>`, 'numberOfCompletedInstances * 2 >= numberOfInstances'),
  'rounds of a loop': (n) =>
    `<startEvent id="s"/><task id="x"><standardLoopCharacteristics loopMaximum="${n}"/></task>${flow('f', 's', 'x')}`,
  'tokens that an activity gives': (n) =>
    `<startEvent id="s"/><task id="x" completionQuantity="${n / 2}"/><task id="y"/>${flow('f', 's', 'x')}${flow('g', 'x', 'y')}`,
  'branches of an inclusive gateway': (n) =>
    `<startEvent id="s"/><inclusiveGateway id="g"/><inclusiveGateway id="j"/><endEvent id="e"/>${flow('f', 's', 'g')}${flow('z', 'j', 'e')}${Array.from(
      { length: n },
      (_, i) => `<task id="t${i}"/>${flow(`a${i}`, 'g', `t${i}`)}${flow(`b${i}`, `t${i}`, 'j')}`,
    ).join('')}`,
  'branches that one of them terminates': (n) =>
    fork(
      n,
      (i) => `<userTask id="u${i}"/>${flow(`a${i}`, 'g', `u${i}`)}`,
      `<endEvent id="stop"><terminateEventDefinition/></endEvent>${flow('gs', 'g', 'stop')}`,
    ),
};

async function workOf(body: string): Promise<{ readonly answer: Advance; readonly work: number }> {
  const graphs = await read(
    `<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:officina="urn:officina:bpmn:1" id="d"
      targetNamespace="t"><process id="p" isExecutable="true">${body}</process></definitions>`,
    true,
  );
  let answer: Advance | undefined;
  const work = counted(() => {
    answer = advance(graphs.get('p')!, newInstance(), { type: 'start', variables: {} }, world);
  });
  assert.equal(answer?.type, 'advanced');
  return { answer, work };
}

describe('the work of a step', () => {
  for (const [name, model] of Object.entries(models)) {
    it(`grows with the elements entered, not with their square: ${name}`, async () => {
      const small = await workOf(model(200));
      const large = await workOf(model(2_000));

      // Ten times the elements: ten times the work, a hundred times if it were a square.
      const growth = large.work / small.work;
      assert.ok(growth < 12, `${small.work} → ${large.work}: ${growth.toFixed(1)} times the work`);
    }).timeout(60_000);
  }

  it('of a task among many does not grow with the square of the others', async () => {
    const model = models['user tasks beside each other, each with a time limit']!;
    const work = async (n: number): Promise<number> => {
      const { answer } = await workOf(model(n));
      const instance = (answer as { instance: Instance }).instance;
      const graph = (
        await read(
          `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
         xmlns:officina="urn:officina:bpmn:1" id="d" targetNamespace="t"><process id="p" isExecutable="true">${model(n)}</process></definitions>`,
          true,
        )
      ).get('p')!;
      const token = instance.state.tokens[n >> 1]!.id;
      return counted(() => {
        const done = advance(
          graph,
          instance,
          { type: 'completeTask', token, outcome: 'complete', variables: {}, dossier: [] },
          world,
        );
        assert.equal(done.type, 'advanced');
      });
    };

    const growth = (await work(2_000)) / (await work(200));

    assert.ok(growth < 12, `${growth.toFixed(1)} times the work`);
  }).timeout(60_000);
});
