import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Scenario, ScenarioExpectation, ScenarioStep } from '../../engine/contract/scenario.ts';
import type { Form } from '../../engine/forms/index.ts';
import { runBothWays } from '../../engine/host/index.ts';
import { graphsOf, officeOf } from '../core/kit.ts';
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

describe('the start of a scenario', () => {
  it('begins at the none start event, with variables, dossier and clock', async () => {
    const result = await play('registration', { at: '2026-02-02T08:00:00+01:00', start });

    assert.deepEqual(result.failures, []);
    assert.equal(result.state, 'active');
    assert.deepEqual(result.variables, { mark: 'OFFICINA' });
    assert.deepEqual(result.dossier, { number: 'XX-1' });
    assert.deepEqual(result.trace, ['filed', 'again']);
  });

  it('begins by a message, or at the start event that is named', async () => {
    const byMessage = await play('registration', { start: { message: 'application', variables: { a: 1 } } });
    const named = await play('registration', { start: { startEvent: 'received' } });

    assert.deepEqual([byMessage.failures, byMessage.trace], [[], ['received', 'again']]);
    assert.deepEqual(byMessage.variables, { a: 1 });
    assert.deepEqual([named.failures, named.trace], [[], ['received', 'again']]);
  });

  it('gives a process of a dossier kind an empty dossier', async () => {
    const result = await play('registration', {});

    assert.deepEqual(result.dossier, {});
  });

  it('left out starts nothing, until a message does', async () => {
    const none = await play('registration', { start: undefined as never });
    const early = await play('registration', { start: undefined as never, ...steps({ set: { a: 1 } }) });
    const message = await play('registration', {
      start: undefined as never,
      steps: [{ message: { name: 'application', variables: { a: 1 } } }, { expect: { tasks: ['examine'] } }],
    });

    assert.deepEqual([none.failures, none.state], [[], 'not started']);
    assert.deepEqual(said(early), ['0: The scenario has not started anything yet.']);
    assert.deepEqual([message.failures, message.state, message.variables], [[], 'active', { a: 1 }]);
  });

  it('that is not possible is a failure of the whole', async () => {
    const process = await play('registration', { process: 'nowhere' });
    const message = await play('registration', { start: { message: 'nothing' } });
    const event = await play('registration', { start: { startEvent: 'examine' } });

    assert.deepEqual(said(process), ['-1: There is no process “nowhere” in the bundle.']);
    assert.deepEqual(said(message), ['-1: “p” does not start by the message “nothing”.']);
    assert.deepEqual(said(event), ['-1: Expected “examine” to be a start event of “p”, but it is none.']);
  });

  it('may choose one of several processes of a file', async () => {
    const result = await play('pair', { processId: 'other', start: { message: 'question' } });

    assert.deepEqual([result.failures, result.trace], [[], ['asked']]);
  });
});

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

describe('messages between cases', () => {
  it('start the process that begins with them, and come back', async () => {
    const result = await play('pair', {
      start: { dossier: {} },
      steps: [
        { complete: 'ask' },
        { expect: { tasks: ['think'], waiting: ['await', 'think'] } },
        { complete: 'think' },
      ],
      expect: { state: 'completed', visited: { answered: 1, await: 1 } },
    });

    assert.deepEqual(result.failures, []);
  });

  it('are kept until their time to live ends', async () => {
    const kept = (days: string): Partial<Scenario> => ({
      start,
      steps: [{ message: { name: 'reply', variables: { text: 'early' } } }, { advance: days }, ...deficient],
    });
    const soon = await play('registration', { ...kept('P29D'), expect: { tasks: ['examine'] } });
    const late = await play('registration', { ...kept('P31D'), expect: { tasks: [], waiting: ['await'] } });

    assert.deepEqual([soon.failures, late.failures], [[], []]);
  });

  it('that answer each other without end are stopped', async () => {
    const result = await play('echo', { start: { dossier: {} } });

    assert.match(said(result)[0] ?? '', /^-1: More than 1000 messages followed from each other/);
  });
});

describe('a step whose consequence fails in another case', () => {
  it('has not happened at all: no task, no number, no event is left of it', async () => {
    const result = await play('failing-child', {
      start: { variables: { amount: 'much' }, dossier: {} },
      steps: [{ complete: 'a' }],
      expect: {
        state: 'incident',
        incidents: ['“amount * 2” at “twice” cannot be answered'],
        tasks: ['a'],
        statusEvents: [],
        trace: { mode: 'sequence', items: ['start'] },
      },
    });

    assert.deepEqual(result.failures, []);
    assert.deepEqual(result.dossier, {});
  });

  it('has not happened inside bpmn-engine either, and is taken there when it is mended', async () => {
    const xml = readFileSync(new URL('../bpmn/scenarios/failing-child.bpmn', import.meta.url), 'utf8');
    const graphs = await graphsOf('scenarios/failing-child');
    const scenario: Scenario = {
      name: 'mended',
      process: 'p',
      start: { variables: { amount: 'much' }, dossier: {} },
      steps: [
        { complete: 'a' },
        { expect: { state: 'incident', tasks: ['a'] } },
        { set: { amount: 4 } },
        { complete: 'work' },
      ],
      expect: { state: 'completed' },
    };

    const { direct, differences } = await runBothWays(
      scenario,
      officeOf(graphs),
      new Map([
        ['p', xml],
        ['child', xml],
      ]),
    );

    assert.deepEqual([direct.failures, differences], [[], []]);
  });
});

describe('what a scenario expects', () => {
  const expecting = async (expect: ScenarioExpectation): Promise<readonly string[]> =>
    said(
      await play('registration', {
        at: '2026-01-05T09:00:00+01:00',
        start: { variables: { a: { b: 1, c: [1, 2] } }, dossier: { mark: { text: 'OFFICINA', kind: 'word' } } },
        steps: [...deficient, { expect }],
      }),
    );

  it('is compared key by key; one sentence for each difference, with the index of its step', async () => {
    assert.deepEqual(
      await expecting({
        state: 'completed',
        tasks: ['examine'],
        jobs: ['letter', 'letter'],
        waiting: [],
        ended: ['abandoned'],
        visited: { examine: 2, letter: 1 },
        variables: { a: { b: 2 }, z: 1 },
        dossier: { mark: { text: 'OTHER' } },
        dossierState: 'FILED',
        statusEvents: [],
        letters: ['receipt'],
        incidents: ['something'],
      }),
      [
        '2: Expected the state completed, but it is active.',
        '2: Expected the tasks examine, but found none.',
        '2: Expected the jobs letter, letter, but found none.',
        '2: Expected to wait at none, but found await.',
        '2: Expected the end events abandoned, but found none.',
        '2: Expected the status events none, but found EXAMINED.',
        '2: Expected the letters receipt, but found deficiency.',
        '2: Expected “examine” to complete 2 times, but it did 1 times.',
        '2: Expected the dossier in state FILED, but it is FORMAL.',
        '2: Expected the variable /a/b to be 2, but it is 1.',
        '2: Expected the variable /z to be 1, but it is null.',
        '2: Expected the dossier /mark/text to be "OTHER", but it is "OFFICINA".',
        '2: Expected an incident about “something”, but found none.',
      ],
    );
  });

  it('holds where it holds', async () => {
    assert.deepEqual(
      await expecting({
        state: 'active',
        tasks: [],
        jobs: [],
        waiting: ['await'],
        ended: [],
        visited: { examine: 1, publish: 0 },
        variables: { a: { c: [1, 2] }, none: null },
        dossier: { mark: { kind: 'word' } },
        dossierState: 'FORMAL',
        statusEvents: ['EXAMINED'],
        letters: ['deficiency'],
        timeLimits: [{ id: 'reply', expiresOn: '2026-03-05', state: 'running' }],
        incidents: [],
      }),
      [],
    );
  });

  it('compares traces as a sequence, a multiset, by what is in it or not', async () => {
    const trace = ['filed', 'again', 'examine', 'result', 'letter'];

    assert.deepEqual(await expecting({ trace: { mode: 'sequence', items: trace } }), []);
    assert.deepEqual(await expecting({ trace: { mode: 'multiset', items: trace.toReversed() } }), []);
    assert.deepEqual(await expecting({ trace: { mode: 'includes', items: ['letter', 'filed'] } }), []);
    assert.deepEqual(await expecting({ trace: { mode: 'excludes', items: ['publish'] } }), []);
    for (const mode of ['sequence', 'multiset', 'includes'] as const) {
      assert.deepEqual(await expecting({ trace: { mode, items: ['publish'] } }), [
        `2: Expected the trace (${mode}) publish, but it was ${trace.join(', ')}.`,
      ]);
    }
    assert.equal((await expecting({ trace: { mode: 'excludes', items: ['letter'] } })).length, 1);
  });

  it('tells how a time limit stands', async () => {
    assert.deepEqual(await expecting({ timeLimits: [{ id: 'reply', expiresOn: '2026-03-06' }] }), [
      '2: Expected the time limit “reply” to expire on 2026-03-06, but found 2026-03-05 (running).',
    ]);
    assert.deepEqual(await expecting({ timeLimits: [{ id: 'reply', expiresOn: '2026-03-05', state: 'met' }] }), [
      '2: Expected the time limit “reply” to expire on 2026-03-05 and to be met, but found 2026-03-05 (running).',
    ]);
    assert.deepEqual(await expecting({ timeLimits: [{ id: 'other' }] }), [
      '2: Expected the time limit “other” to be there, but found none.',
    ]);
  });

  it('says why it is an incident', async () => {
    const result = await play('failing-child', {
      start: { variables: { amount: 'much' }, dossier: {} },
      steps: [{ complete: 'a' }],
      expect: { state: 'active' },
    });

    assert.match(
      said(result)[0] ?? '',
      /^-1: Expected the state active, but it is incident \(.*“amount \* 2” at “twice”/,
    );
  });
});

describe('a reload between any two stimuli', () => {
  it('makes no difference', async () => {
    const scenario: Partial<Scenario> = { start, steps: [...deficient, { advance: 'P3M' }] };

    assert.deepEqual(
      await play('registration', { ...scenario, reload: false }),
      await play('registration', { ...scenario, reload: true }),
    );
  });
});
