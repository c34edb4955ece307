import assert from 'node:assert/strict';
import { checkScenario } from '../../engine/scenarios/index.ts';
import { play, said } from './play.ts';

const sound = {
  name: 'sound',
  process: 'p',
  office: 'xx',
  at: '2026-01-05T09:00:00+01:00',
  connectors: 'simulate',
  start: { variables: { a: 1 }, dossier: {}, message: 'm', startEvent: 's' },
  steps: [
    { expect: { state: 'active', tasks: [], visited: { a: 1 }, trace: { mode: 'sequence', items: [] } } },
    { complete: 'a', outcome: 'ok', with: { a: null }, as: 'r', nth: 0 },
    { job: 'a', succeed: [1] },
    { job: 'a', fail: { message: 'x', retryable: true, code: 'y' } },
    { message: { name: 'm', key: 'k', variables: {} } },
    { advance: 'P1D' },
    { advanceTo: '2026-01-05' },
    { fireTimer: 't' },
    { set: { a: [] } },
    { cancel: true },
  ],
  expect: { timeLimits: [{ id: 'a', expiresOn: '2026-01-01', state: 'met' }], variables: { deep: { er: 1 } } },
  reload: true,
};

function sentences(value: unknown): readonly string[] {
  return checkScenario(value).map(({ step, sentence }) => `${step}: ${sentence}`);
}

describe('the form of a scenario', () => {
  it('is sound with every key there is', () => {
    assert.deepEqual(sentences(sound), []);
    assert.deepEqual(sentences({ name: 'nothing' }), []);
  });

  it('has no unknown keys, anywhere', () => {
    assert.deepEqual(
      sentences({
        ...sound,
        proces: 'p',
        start: { variable: {} },
        steps: [
          { complete: 'a', outcom: 'ok' },
          { expect: { task: [] } },
          { job: 'a', fail: { message: 'm', retry: 1 } },
        ],
        expect: { trace: { mode: 'sequence', items: [], order: 1 } },
      }),
      [
        '-1: There is no “variable” in “start”; there are “variables”, “dossier”, “message”, “signal”, “timer”, “startEvent”.',
        '-1: There is no “order” in “trace” of “expect”; there are “mode”, “items”.',
        '-1: There is no “proces” in the scenario; there are “name”, “process”, “file”, “files”, “processId”, “office”, “at”, “connectors”, “start”, “steps”, “expect”, “reload”.',
        '0: There is no “outcom” in “complete”; there are “complete”, “outcome”, “with”, “as”, “nth”.',
        '1: There is no “task” in “expect”; there are “state”, “tasks”, “jobs”, “waiting”, “ended”, “visited”, “trace”, “variables”, “dossier”, “dossierState”, “statusEvents”, “letters”, “timeLimits”, “incidents”.',
        '2: There is no “retry” in “fail” of “job”; there are “message”, “retryable”, “code”.',
      ],
    );
  });

  it('has steps that do one thing each', () => {
    assert.deepEqual(
      sentences({ name: 'n', steps: [{}, { signals: 's' }, { complete: 'a', job: 'b' }, 'complete', null] }),
      [
        '0: Expected a step with one of expect, complete, job, message, signal, advance, advanceTo, fireTimer, startStep, set, cancel, but it is empty.',
        '1: Expected a step with one of expect, complete, job, message, signal, advance, advanceTo, fireTimer, startStep, set, cancel, but it has “signals”.',
        '2: Expected a step to do one thing, but it asks for “complete” and “job”. Make them two steps.',
        '3: Expected a step to be an object, but it is "complete".',
        '4: Expected a step to be an object, but it is null.',
      ],
    );
  });

  it('has values of the right kind', () => {
    assert.deepEqual(
      sentences({
        name: 1,
        at: 'yesterday',
        connectors: 'live',
        reload: 'yes',
        start: { variables: [] },
        steps: [
          { complete: ['a'] },
          { complete: 'a', nth: -1 },
          { message: { key: 'k' } },
          { expect: { state: 'done', tasks: ['a', 1], visited: { a: -1 }, timeLimits: [{}] } },
        ],
      }),
      [
        '-1: Expected “name” to be a text, but it is 1.',
        '-1: Expected “connectors” to be "simulate", but it is "live".',
        '-1: Expected “reload” to be true or false, but it is "yes".',
        '-1: Expected “variables” of “start” to be an object, but it is [].',
        '-1: Expected “at” to be an instant such as 2026-01-05T09:00:00+01:00, but it is “yesterday”.',
        '-1: Expected “process” to name the process that is started, but it is missing.',
        '0: Expected “complete” to be a text, but it is ["a"].',
        '1: Expected “nth” of “complete” to be a whole number from 0 on, but it is -1.',
        '2: Expected “message” to have “name”, but it is missing.',
        '3: Expected “state” of “expect” to be one of "active", "completed", "terminated", "failed", "incident", but it is "done".',
        '3: Expected entry 1 of “tasks” of “expect” to be a text, but it is 1.',
        '3: Expected “a” of “visited” of “expect” to be a whole number from 0 on, but it is -1.',
        '3: Expected entry 0 of “timeLimits” of “expect” to have “id”, but it is missing.',
      ].sort((a, b) => Number(a.split(':')[0]) - Number(b.split(':')[0])),
    );
  });

  it('is an object with a name and a list of steps', () => {
    assert.deepEqual(sentences([]), ['-1: Expected a scenario to be an object, but it is [].']);
    assert.deepEqual(sentences({}), ['-1: Expected the scenario to have “name”, but it is missing.']);
    assert.deepEqual(sentences({ name: 'n', steps: {} }), ['-1: Expected “steps” to be a list, but it is {}.']);
  });

  it('is looked at before anything runs', async () => {
    const result = await play('registration', { steps: [{ complete: 'examine' }, { complte: 'a' }] as never });

    assert.match(said(result)[0] ?? '', /^1: Expected a step with one of .*, but it has “complte”\.$/);
    assert.deepEqual(result.trace, []);
  });
});
