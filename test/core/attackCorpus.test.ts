import assert from 'node:assert/strict';
import type { Scenario } from '../../engine/contract/scenario.ts';
import { runBothWays } from '../../engine/host/index.ts';
import { attackModel } from '../corpora/attack.ts';
import { officeOf, read } from './office.ts';

type Play = Pick<Scenario, 'start' | 'steps' | 'expect'>;

const SECRET_LABEL = ['$', '{environment.variables.secret}'].join('');

/** What becomes of each model of the corpus that can be run; conditions and scripts are put into FEEL. */
const plays: Readonly<Record<string, Play>> = {
  'no-end': {
    steps: [{ expect: { tasks: ['t'] } }, { complete: 't' }],
    expect: { state: 'completed', visited: { t: 1 } },
  },
  'proto-ids': {
    steps: [{ expect: { state: 'active', tasks: ['toString'] } }, { complete: 'toString', with: { seen: true } }],
    expect: { state: 'completed', ended: ['then'], variables: { seen: true, toString: { outcome: 'complete' } } },
  },
  'data-secret-label': {
    start: { variables: { secret: 'hidden' } },
    // A label is a text and nothing else: it is never worked out.
    steps: [{ complete: SECRET_LABEL }],
    expect: { state: 'completed' },
  },
  'endless-gateway': {
    start: { variables: { never: false } },
    expect: { state: 'incident', incidents: ['ran through more than 10000 elements'] },
  },
  'endless-script': { expect: { state: 'incident', incidents: ['it probably loops without end at'] } },
  'error-loop': { expect: { state: 'incident', incidents: ['ran through more than 10000 elements'] } },
  'mi-million': { expect: { state: 'incident', incidents: ['would run 1000000 times at once'] } },
  'mi-nested': { expect: { state: 'incident', incidents: ['ran through more than 10000 elements'] } },
  'endless-call': { expect: { state: 'incident', incidents: ['“p” probably calls itself without end'] } },
  'endless-call-pair': { expect: { state: 'incident', incidents: ['More than 50 processes call each other'] } },
  'xor-no-match': {
    start: { variables: { no: false } },
    steps: [{ expect: { state: 'incident', incidents: ['No way leads on from “x”'] } }, { set: { no: true } }],
    expect: { state: 'completed', ended: ['e'] },
  },
  'xor-two-true': { expect: { state: 'active', tasks: ['a'], visited: { x: 1 } } },
  'xor-inside-and': {
    start: { variables: { needsReview: true } },
    steps: [
      { expect: { tasks: ['review'], visited: { auto: 1, skip: 0, join: 0 } } },
      { complete: 'review' },
      { expect: { tasks: ['after'], visited: { join: 1 } } },
      { complete: 'after' },
    ],
    expect: { state: 'completed' },
  },
  'and-join-repeat': {
    start: { variables: { again: true } },
    steps: [
      { complete: 'a' },
      { complete: 'b' },
      { expect: { tasks: ['a', 'b'], visited: { j: 1 } } },
      { complete: 'b' },
      { expect: { tasks: ['a'], visited: { j: 1 } } },
      { complete: 'a', with: { again: false } },
    ],
    expect: { state: 'completed', visited: { j: 2, a: 2, b: 2 } },
  },
};

function inFeel(name: string): string {
  return new TextDecoder()
    .decode(attackModel(name).bytes())
    .replace(/(<conditionExpression[^>]*>)\$\{(?:environment\.variables\.)?(\w+)\}/g, '$1$2')
    .replaceAll(
      'scriptFormat="javascript"><script>next()</script>',
      'scriptFormat="feel" xmlns:officina="urn:officina:bpmn:1" officina:resultVariable="n"><script>1</script>',
    );
}

describe('the attack corpus when it runs', () => {
  for (const [name, play] of Object.entries(plays)) {
    const { what, expected } = attackModel(name);
    it(`${name} (${what}): ${expected}`, async () => {
      const xml = inFeel(name);
      const graphs = await read(xml, true);
      const sources = new Map([...graphs.keys()].map((key) => [key, xml]));
      const scenario: Scenario = { name, process: 'p', start: {}, ...play };

      const { direct, differences } = await runBothWays(scenario, officeOf(graphs), sources);

      assert.deepEqual(direct.failures, []);
      assert.deepEqual(differences, []);
    });
  }

  it('leaves an endless loop without a step: it can be cancelled', async () => {
    const xml = inFeel('endless-call-pair');
    const graphs = await read(xml, true);
    const scenario: Scenario = {
      name: 'cancelled',
      process: 'p',
      start: {},
      steps: [{ cancel: 'runs in circles' }],
      expect: { state: 'terminated', trace: { mode: 'sequence', items: [] }, incidents: [] },
    };

    const { direct, differences } = await runBothWays(
      scenario,
      officeOf(graphs),
      new Map([...graphs.keys()].map((key) => [key, xml])),
    );

    assert.deepEqual([direct.failures, differences], [[], []]);
  });
});
