import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Scenario } from '../../engine/contract/scenario.ts';
import { runBothWays } from '../../engine/host/index.ts';
import { graphsOf, officeOf } from '../core/office.ts';
import { play } from './play.ts';

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
