import assert from 'node:assert/strict';
import type { Scenario, ScenarioStep } from '../../engine/contract/scenario.ts';
import { checkThroughHost, runBothWays } from '../../engine/host/index.ts';
import { graphsOf, officeOf, source } from './office.ts';

const start = { dossier: { mark: 'OFFICINA' } };
const formalities: readonly ScenarioStep[] = [
  { complete: 'classification' },
  { complete: 'examination', outcome: 'ok', as: 'formalities-officer' },
];

const scenarios: readonly Scenario[] = [
  {
    name: 'straight through to registration',
    start,
    steps: [
      ...formalities,
      { expect: { tasks: ['decide'] } },
      { complete: 'decide', with: { upheld: false } },
      { message: { name: 'fee-paid' } },
      { job: 'register', succeed: { number: 'XX-7' } },
    ],
    expect: { state: 'completed', ended: ['closed', 'won', 'registered'], variables: { registrationNumber: 'XX-7' } },
  },
  {
    name: 'a deficiency is answered after a reminder',
    start,
    steps: [
      { fireTimer: 'reminder' },
      { complete: 'Examine formalities', outcome: 'deficient' },
      { job: 'letter' },
      { message: { name: 'reply-received', variables: { text: 'corrected' } } },
      ...formalities,
    ],
    expect: { tasks: ['decide'], letters: ['deficiency'], variables: { reminders: 1, text: 'corrected' } },
  },
  {
    name: 'a deficiency is not answered',
    start,
    steps: [{ complete: 'examination', outcome: 'deficient' }, { job: 'letter' }, { advance: 'P3M' }],
    expect: { state: 'completed', dossierState: 'ABANDONED', statusEvents: ['EXAMINED', 'ABANDONED'] },
  },
  {
    name: 'an opposition is upheld: the error leaves the sub-process',
    start,
    steps: [...formalities, { complete: 'decide', with: { upheld: true } }],
    expect: { state: 'completed', ended: ['closed', 'lost', 'refused'], dossierState: 'REFUSED' },
  },
  {
    name: 'a withdrawal cancels the called process',
    start,
    steps: [...formalities, { message: { name: 'withdrawn' } }],
    expect: { state: 'completed', tasks: [], dossierState: 'WITHDRAWN' },
  },
  {
    name: 'notes are read beside the examination',
    start,
    steps: [
      { message: { name: 'note-filed' } },
      { message: { name: 'note-filed' } },
      { complete: 'read-note', nth: 1 },
    ],
    expect: { tasks: ['examination', 'classification', 'read-note'] },
  },
  {
    name: 'a failed expression is mended by a variable',
    start,
    connectors: 'simulate',
    steps: [
      ...formalities,
      { complete: 'decide' },
      { expect: { state: 'incident' } },
      { set: { upheld: false } },
      { expect: { state: 'active', waiting: ['await-fee'] } },
    ],
  },
  {
    name: 'a job fails with a code nobody catches',
    start,
    steps: [
      { complete: 'examination', outcome: 'deficient' },
      { job: 'letter', fail: { code: 'BOUNCED', message: 'The address does not exist.' } },
    ],
    expect: { state: 'incident', incidents: ['BOUNCED'], jobs: ['letter'] },
  },
  {
    name: 'the case is cancelled from outside',
    start,
    steps: [...formalities, { cancel: 'filed by mistake' }],
    expect: { state: 'terminated', tasks: [] },
  },
];

describe('a scenario through bpmn-engine', () => {
  for (const scenario of scenarios) {
    it(`gives the same as the kernel called directly: ${scenario.name}`, async () => {
      const graphs = await graphsOf(source);
      const sources = new Map([...graphs.keys()].map((key) => [key, source]));

      const { direct, hosted, differences } = await runBothWays(
        { process: 'registration', ...scenario },
        officeOf(graphs),
        sources,
      );

      assert.deepEqual(differences, []);
      assert.deepEqual(hosted, direct);
      assert.deepEqual(direct.failures, []);
    });
  }

  it('gives the same failures when a scenario does not hold', async () => {
    const graphs = await graphsOf(source);
    const sources = new Map([...graphs.keys()].map((key) => [key, source]));
    const scenario: Scenario = { name: 'wrong', process: 'registration', start, steps: [{ complete: 'nothing' }] };

    const { direct, hosted } = await runBothWays(scenario, officeOf(graphs), sources);

    assert.equal(direct.ok, false);
    assert.deepEqual(hosted, direct);
  });

  it('says in which part the two ways differ', async () => {
    const graphs = await graphsOf(source);
    const scenario: Scenario = { name: 'no model', process: 'registration', start };

    const { differences } = await runBothWays(scenario, officeOf(graphs), new Map());

    assert.match(differences[0] ?? '', /Expected the same ok both ways/);
  });
});

describe('loading a model through bpmn-engine', () => {
  it('sees every process and element that we see', async () => {
    const graphs = await graphsOf(source);

    assert.deepEqual(await checkThroughHost(source, [...graphs.values()]), []);
  });

  it('names the element that bpmn-engine does not see', async () => {
    const graphs = await graphsOf(source);
    const other = source.replaceAll('"await-fee"', '"await-payment"').replaceAll('id="opposition"', 'id="appeal"');

    const problems = await checkThroughHost(other, [...graphs.values()]);

    assert.deepEqual(
      problems.map(({ rule, element }) => [rule, element]),
      [
        ['host', 'await-fee'],
        ['host', 'opposition'],
      ],
    );
  });

  it('says why a model cannot be loaded', async () => {
    const problems = await checkThroughHost('<html/>', []);

    assert.match(problems[0]?.sentence ?? '', /bpmn-engine cannot load the model/);
  });
});
