import assert from 'node:assert/strict';
import type { Scenario, ScenarioStep } from '../../engine/contract/scenario.ts';
import { play, said } from './play.ts';

const steps = (...list: readonly ScenarioStep[]): Partial<Scenario> => ({ steps: [...list] });
const start = { variables: { mark: 'OFFICINA' }, dossier: { number: 'XX-1' } };
const deficient: readonly ScenarioStep[] = [{ complete: 'examine', outcome: 'deficient' }, { job: 'letter' }];

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

describe('a reload between any two stimuli', () => {
  it('makes no difference', async () => {
    const scenario: Partial<Scenario> = { start, steps: [...deficient, { advance: 'P3M' }] };

    assert.deepEqual(
      await play('registration', { ...scenario, reload: false }),
      await play('registration', { ...scenario, reload: true }),
    );
  });
});
