import assert from 'node:assert/strict';
import type { FeelContext } from '../../../engine/feel/index.ts';
import { prepare, start } from '../kit.ts';

describe('business rule task (BPMN 2.0.2, 13.3.3: calls its business rule and is complete)', () => {
  it('hands its input to the decision and maps the result, or keeps it whole', async () => {
    const asked: [string, unknown, unknown][] = [];
    const decide = (key: string, context: FeelContext): { ok: true; value: object; matched: number[] } => {
      asked.push([key, context['classCount'], context['classes']]);
      return { ok: true, value: key === 'fees' ? { total: 250, lines: [] } : { word: true }, matched: [2] };
    };

    const it = await start('businessRuleTask/decide', { variables: { classes: [9, 35] }, decide: decide as never });

    it.isCompleted().went('start', 'fees', 'kind', 'end');
    assert.deepEqual(it.variables, { classes: [9, 35], feeDue: 250, markKind: { word: true } });
    assert.deepEqual(asked, [
      ['fees', 2, [9, 35]],
      ['kind', undefined, [9, 35]],
    ]);
    assert.deepEqual(
      it.the('decisionMade').map(({ element, decision, matched }) => [element, decision, matched]),
      [
        ['fees', 'fees', [2]],
        ['kind', 'kind', [2]],
      ],
    );
  });

  it('is an incident when the decision has no answer', async () => {
    const it = await prepare('businessRuleTask/decide', { variables: { classes: [] } });

    await it.begin();

    it.hasIncident(
      'fees',
      'DECISION_FAILED',
      /The decision “fees” at “fees” has no answer: There is no decision “fees”/,
    );
  });
});
