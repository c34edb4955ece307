import assert from 'node:assert/strict';
import type { FeelContext } from '../../../engine/feel/index.ts';
import { evaluate, compileExpression, isFeelProblem } from '../../../engine/feel/index.ts';
import { start } from '../kit.ts';

/** What FEEL sees in a step, by way of a decision. */
async function seen(how: Parameters<typeof start>[1] = {}): Promise<FeelContext> {
  let context: FeelContext = {};
  await start('businessRuleTask/decide', {
    ...how,
    variables: { classes: [], ...how.variables },
    decide: (_key, given) => {
      context = given;
      return { ok: true, value: { total: 0 }, matched: [] };
    },
  });
  return context;
}

function feel(text: string, context: FeelContext): unknown {
  const compiled = compileExpression(text);
  assert.ok(!isFeelProblem(compiled));
  const { value, warnings } = evaluate(compiled, context);
  assert.deepEqual(warnings, []);
  return value;
}

describe('what FEEL sees in a step', () => {
  it('is the variables, the dossier with its state, the office, the instance and the clock', async () => {
    const context = await seen({ variables: { mark: 'OFFICINA' }, dossier: { number: 'XX-1' } });

    assert.equal(feel('mark', context), 'OFFICINA');
    assert.equal(feel('dossier.number', context), 'XX-1');
    assert.equal(feel('dossier.state', context), null);
    assert.equal(feel('office.fee', context), 100);
    assert.equal(feel('businessKey', context), 'dossier-1');
    assert.equal(feel('today', context), '2026-01-05');
    assert.equal(feel('now', context), '2026-01-05T09:00:00.000Z');
  });

  it('has the calendar of the office, by itself and under the office', async () => {
    const context = await seen();

    assert.equal(feel('addWorkingDays(today, 5)', context), '2026-01-12');
    assert.equal(feel('office.addWorkingDays(today, 5)', context), '2026-01-12');
    assert.equal(feel('lastDay("reply", today)', context), '2026-03-05');
    assert.equal(feel('office.lastDay("reply", "2026-01-01")', context), '2026-03-02');
    assert.equal(feel('isOpen("2026-05-01")', context), false);
  });

  it('gives applicants abroad their last day', async () => {
    const context = await seen({ dossier: { applicantAbroad: true } });

    assert.equal(feel('lastDay("reply", today)', context), '2026-04-06');
  });

  it('takes the day of the office, not of Greenwich', async () => {
    const context = await seen({ now: '2026-01-05T23:30:00.000Z' });

    assert.equal(feel('today', context), '2026-01-06');
  });

  it('is not hidden by variables of the same name', async () => {
    const context = await seen({
      variables: { dossier: 1, office: 2, today: 3, lastDay: 4 },
      dossier: { number: 'XX-1' },
    });

    assert.equal(feel('dossier.number', context), 'XX-1');
    assert.equal(feel('today', context), '2026-01-05');
    assert.equal(feel('lastDay("reply", today)', context), '2026-03-05');
  });

  it('changes with what the step writes', async () => {
    const it = await start('acts/change-dossier', {
      variables: { mark: 'A', goods: 1 },
      dossier: { goods: [] },
    });

    await it.complete('a', undefined, { mark: 'B' });

    assert.deepEqual(it.office.dossier, { mark: { text: 'B' }, goods: [1] });
  });
});
