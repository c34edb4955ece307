import assert from 'node:assert/strict';
import { diagram, problemsOf, testRule } from '../models.ts';

describe('rule unknown-role', () => {
  testRule(
    'unknown-role',
    { elements: ['x'], says: /"examinator"/ },
    { roles: new Set(['examiner']), laneRoles: new Map([['Examiner', 'examiner']]) },
  );

  it('finds a lane that stands for no role', async () => {
    const problems = await problemsOf(diagram('unknown-role/good'), {
      laneRoles: new Map([['Examiners', 'examiner']]),
    });

    assert.deepEqual(
      problems.map(({ rule, element, sentence }) => [rule, element, sentence]),
      [['unknown-role', 'x', 'The lane "Examiner" of the task stands for no role. Did you mean "Examiners"?']],
    );
  });

  it('finds a lane whose role does not exist', async () => {
    const problems = await problemsOf(diagram('unknown-role/good'), {
      roles: new Set(['registrar']),
      laneRoles: new Map([['Examiner', 'examiner']]),
    });

    assert.deepEqual(
      problems.map(({ rule }) => rule),
      ['unknown-role'],
    );
  });
});
