import assert from 'node:assert/strict';
import type { Scenario, ScenarioStep } from '../../engine/contract/scenario.ts';
import { play, said } from './play.ts';

const start = { variables: { mark: 'OFFICINA' }, dossier: { number: 'XX-1' } };
const deficient: readonly ScenarioStep[] = [{ complete: 'examine', outcome: 'deficient' }, { job: 'letter' }];

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

    assert.match(said(result)[0] ?? '', /^-1: More than 1000 messages and signals followed from each other/);
  });
});
