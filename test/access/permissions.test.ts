import assert from 'node:assert/strict';
import { isPermission, permissionKeys, permissions } from '../../engine/access/index.ts';

describe('permissions', () => {
  it('says of each in a sentence what it lets a person do', () => {
    for (const key of permissionKeys) assert.match(permissions[key], /^[A-Z].*\.$/);
  });

  it('knows only its own keys', () => {
    assert.equal(isPermission('task.work'), true);
    assert.equal(isPermission('constructor'), false);
    assert.equal(isPermission('*'), false);
  });
});
