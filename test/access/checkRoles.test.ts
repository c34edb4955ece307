import assert from 'node:assert/strict';
import { checkRoles, permissionKeys } from '../../engine/access/index.ts';

const examiner = { name: { en: 'Examiner' }, permissions: [...permissionKeys], reach: 'office' as const };

describe('checkRoles', () => {
  it('accepts every permission of the table', () => {
    assert.deepEqual(checkRoles({ roles: { examiner }, lanes: { 'Examination / marks': 'examiner' } }), []);
  });

  it('refuses a permission that does not exist', () => {
    const problems = checkRoles({ roles: { examiner: { ...examiner, permissions: ['task.wrok'] } }, lanes: {} });

    assert.deepEqual(
      problems.map(({ rule, pointer, severity }) => ({ rule, pointer, severity })),
      [{ rule: 'unknown-permission', pointer: '/roles/examiner/permissions/0', severity: 'error' }],
    );
  });

  it('refuses a lane of a role that does not exist, such as one of the prototype', () => {
    const problems = checkRoles({ roles: { examiner }, lanes: { 'A/B': 'constructor' } });

    assert.deepEqual(
      problems.map(({ rule, pointer }) => ({ rule, pointer })),
      [{ rule: 'unknown-role', pointer: '/lanes/A~1B' }],
    );
  });
});
