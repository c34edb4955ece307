import assert from 'node:assert/strict';
import type { ScenarioExpectation, ScenarioStep } from '../../engine/contract/scenario.ts';
import { play, said } from './play.ts';

const deficient: readonly ScenarioStep[] = [{ complete: 'examine', outcome: 'deficient' }, { job: 'letter' }];

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
