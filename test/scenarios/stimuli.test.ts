import assert from 'node:assert/strict';
import type { Scenario, ScenarioStep } from '../../engine/contract/scenario.ts';
import type { Form } from '../../engine/forms/index.ts';
import { graphsOf } from '../core/office.ts';
import { play, said } from './play.ts';

const steps = (...list: readonly ScenarioStep[]): Partial<Scenario> => ({ steps: [...list] });
const start = { variables: { mark: 'OFFICINA' }, dossier: { number: 'XX-1' } };
const deficient: readonly ScenarioStep[] = [{ complete: 'examine', outcome: 'deficient' }, { job: 'letter' }];

const form: Form = {
  key: 'reply',
  schema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'], additionalProperties: false },
  layout: { type: 'VerticalLayout', elements: [] },
  texts: {},
  example: null,
};

describe('the steps of a scenario', () => {
  it('complete a task by id or name, with outcome, variables and role', async () => {
    const result = await play('registration', {
      start,
      ...steps(
        { complete: 'Examine formalities', outcome: 'deficient', with: { reason: 'class' }, as: 'examiner' },
        { expect: { jobs: ['letter'], variables: { reason: 'class', examine: { outcome: 'deficient' } } } },
      ),
    });

    assert.deepEqual(result.failures, []);
  });

  it('complete with the first outcome when none is named', async () => {
    const result = await play('registration', steps({ complete: 'examine' }, { expect: { jobs: ['publish'] } }));

    assert.deepEqual(result.failures, []);
  });

  it('say what is open when the task is not', async () => {
    const other = await play('registration', steps({ complete: 'examination' }));
    const second = await play('registration', steps({ complete: 'examine', nth: 1 }));
    const none = await play('registration', steps({ cancel: true }, { complete: 'examine' }));

    assert.deepEqual(said(other), ['0: Expected an open task “examination”, but there is only examine.']);
    assert.deepEqual(said(second), ['0: Expected more than 1 open tasks “examine”, but there are 1.']);
    assert.deepEqual(said(none), ['1: Expected an open task “examine”, but there is none.']);
  });

  it('check the role and the outcome', async () => {
    const role = await play('registration', steps({ complete: 'examine', as: 'registrar' }));
    const outcome = await play('registration', steps({ complete: 'examine', outcome: 'perhaps' }));

    assert.match(said(role)[0] ?? '', /^0: Expected “registrar” to be allowed .*, but it is offered to examiner\.$/);
    assert.match(said(outcome)[0] ?? '', /^0: Expected one of ok, deficient as outcome of “examine”/);
  });

  it('answer jobs, fail them with an error code, for good or to be tried again', async () => {
    const done = await play('registration', {
      steps: [{ complete: 'examine' }, { job: 'publish', succeed: { issue: '2026/3' } }],
      expect: { state: 'completed', variables: { issue: '2026/3' } },
    });
    const rejected = await play('registration', {
      steps: [{ complete: 'examine' }, { job: 'publish', fail: { code: 'REJECTED', message: 'No colour.' } }],
      expect: { tasks: ['correct'] },
    });
    const again = await play('registration', {
      steps: [{ complete: 'examine' }, { job: 'publish', fail: { message: 'Busy.', retryable: true } }],
      expect: { state: 'active', jobs: ['publish'] },
    });

    assert.deepEqual([done.failures, rejected.failures, again.failures], [[], [], []]);
  });

  it('leave a job that failed for good open beside its incident, until it is tried again', async () => {
    const result = await play('registration', {
      steps: [
        { complete: 'examine' },
        { job: 'publish', fail: { message: 'The gazette is gone.' } },
        { expect: { state: 'incident', incidents: ['gazette is gone'], jobs: ['publish'] } },
        { set: { address: 'new' } },
        { expect: { state: 'active', jobs: ['publish'], variables: { address: 'new' } } },
        { job: 'publish', succeed: { issue: '1' } },
      ],
      expect: { state: 'completed' },
    });

    assert.deepEqual(result.failures, []);
  });

  it('say which jobs are open', async () => {
    const other = await play('registration', steps({ complete: 'examine' }, { job: 'letter' }));
    const none = await play('registration', steps({ job: 'letter' }));

    assert.deepEqual(said(other), ['1: Expected an open job “letter”, but there is only publish.']);
    assert.deepEqual(said(none), ['0: Expected an open job “letter”, but there is none.']);
  });

  it('send messages to whoever waits, and keep them for who comes later', async () => {
    const waiting = await play('registration', {
      start,
      steps: [...deficient, { message: { name: 'reply', key: 'dossier-1', variables: { text: 'here' } } }],
      expect: { tasks: ['examine'], variables: { reply: 'here' } },
    });
    const early = await play('registration', {
      start,
      steps: [{ message: { name: 'reply', variables: { text: 'early' } } }, ...deficient],
      expect: { tasks: ['examine'], variables: { reply: 'early' } },
    });
    const other = await play('registration', {
      start,
      steps: [...deficient, { message: { name: 'reply', key: 'dossier-2' } }],
      expect: { waiting: ['await'] },
    });

    assert.deepEqual([waiting.failures, early.failures, other.failures], [[], [], []]);
  });

  it('do not send what the form of the waiting element refuses', async () => {
    const graph = (await graphsOf('scenarios/registration')).get('p')!;
    const nodes = graph.nodes.map((node) => (node.id === 'replied' ? { ...node, form: 'reply' } : node));
    const processes = new Map([['p', { graph: { ...graph, nodes } }]]);
    const office = { processes, forms: new Map([['reply', form]]) };
    const wrong = await play('registration', steps(...deficient, { message: { name: 'reply' } }), office);
    const right = await play(
      'registration',
      steps(...deficient, { message: { name: 'reply', variables: { text: 'here' } } }),
      office,
    );

    assert.match(said(wrong)[0] ?? '', /^2: The form “reply” does not accept this: \/text /);
    assert.deepEqual(right.failures, []);
  });

  it('move the clock by a duration, to a day and to an instant', async () => {
    const result = await play('registration', {
      at: '2026-01-05T09:00:00+01:00',
      steps: [
        ...deficient,
        { expect: { timeLimits: [{ id: 'reply', expiresOn: '2026-03-05', state: 'running' }] } },
        { advance: 'P2M' },
        { advanceTo: '2026-03-05T22:59:59Z' },
        { expect: { waiting: ['await'] } },
        { advanceTo: '2026-03-06' },
      ],
      expect: {
        state: 'completed',
        ended: ['abandoned'],
        dossierState: 'ABANDONED',
        timeLimits: [{ id: 'reply', state: 'expired' }],
      },
    });

    assert.deepEqual(result.failures, []);
  });

  it('never move the clock back, nor to what is no time', async () => {
    const back = await play('registration', steps({ advanceTo: '2020-01-01' }));
    const day = await play('registration', steps({ advanceTo: 'Monday' }));
    const duration = await play('registration', steps({ expect: {} }, { advance: 'two weeks' }));
    const negative = await play('registration', steps({ advance: '-P1D' }));

    assert.match(said(back)[0] ?? '', /^0: The clock stands at .* and never goes back to 2019-12-31/);
    assert.deepEqual(said(day), ['0: “Monday” is no date and no instant.']);
    assert.match(said(duration)[0] ?? '', /^1: “two weeks” is not a date/);
    assert.match(said(negative)[0] ?? '', /^0: “-P1D” lies in the past/);
  });

  it('fire a timer when it is due', async () => {
    const result = await play('registration', {
      steps: [...deficient, { fireTimer: 'no-reply' }],
      expect: { state: 'completed', visited: { 'no-reply': 1 } },
    });
    const none = await play('registration', steps({ fireTimer: 'no-reply' }));

    assert.deepEqual(result.failures, []);
    assert.deepEqual(said(none), ['0: Expected an armed timer “no-reply”, but there is none.']);
  });

  it('do not fire a timer that is given up or moved on the way to it', async () => {
    const given = await play('../boundaryEvent/sub-process', steps({ complete: 'b' }, { fireTimer: 'wait' }));
    const overdue = await play('../intermediateCatchEvent/date-feel', {
      start: { variables: { publishOn: '2020-01-01' } },
      steps: [{ fireTimer: 'on' }],
      expect: { state: 'completed' },
    });

    assert.deepEqual(said(given), ['1: The timer “wait” was given up on the way there.']);
    assert.deepEqual(overdue.failures, []);
  });

  it('stop a clockwork that is due again at once', async () => {
    const slow = await play('clockwork', {
      start: { variables: { pause: 'PT1H' } },
      steps: [{ advance: 'P1D' }],
      expect: { visited: { tick: 24 } },
    });
    const endless = await play('clockwork', { start: { variables: { pause: 'PT0S' } }, ...steps({ advance: 'PT1S' }) });

    assert.deepEqual(slow.failures, []);
    assert.match(
      said(endless)[0] ?? '',
      /^0: More than 10000 timers fired before .*; “tick” is probably due again at once/,
    );
  }).timeout(60_000);

  it('cancel the case', async () => {
    const result = await play('registration', {
      steps: [{ cancel: 'filed by mistake' }],
      expect: { state: 'terminated', tasks: [] },
    });

    assert.deepEqual(result.failures, []);
  });

  it('set variables, and what failed is tried again with them', async () => {
    const result = await play('failing-child', {
      start: { variables: { amount: 'much' }, dossier: {} },
      steps: [
        { complete: 'a' },
        { expect: { state: 'incident', tasks: ['a'] } },
        { set: { amount: 4 } },
        { expect: { state: 'active', tasks: ['work'] } },
      ],
    });

    assert.deepEqual(result.failures, []);
    assert.deepEqual(result.dossier, { number: 'application-1' });
  });

  it('are answered by simulators where the scenario says so', async () => {
    const result = await play('registration', {
      connectors: 'simulate',
      steps: [{ complete: 'examine', outcome: 'deficient' }, { message: { name: 'reply' } }],
      expect: { tasks: ['examine'], letters: ['deficiency'], jobs: [] },
    });
    const endless = await play('jobs', { connectors: 'simulate' });
    const broken = await play(
      'jobs',
      { connectors: 'simulate' },
      {
        simulate() {
          throw new Error('There is no simulator of the connector “rest”.');
        },
      },
    );

    assert.deepEqual(result.failures, []);
    assert.match(said(endless)[0] ?? '', /^-1: More than 1000 jobs followed from each other/);
    assert.deepEqual(said(broken), ['-1: There is no simulator of the connector “rest”.']);
  });

  it('stop at the first that is not possible', async () => {
    const result = await play('registration', {
      steps: [{ complete: 'nothing' }, { complete: 'examine' }],
      expect: { state: 'completed' },
    });

    assert.equal(result.ok, false);
    assert.equal(result.failures.length, 1);
    assert.deepEqual(result.trace, ['filed', 'again']);
  });
});
