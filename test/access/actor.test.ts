import assert from 'node:assert/strict';
import { actorOf } from '../../engine/access/index.ts';
import type { RolesFile } from '../../engine/contract/bundle.ts';

const rolesFile: RolesFile = {
  roles: {
    examiner: { name: { en: 'Examiner' }, permissions: ['task.work', 'dossier.view'], reach: 'unit' },
    registrar: { name: { en: 'Registrar' }, permissions: ['dossier.view', 'no.such.thing'], reach: 'office' },
  },
  lanes: {},
};

describe('actorOf', () => {
  it('joins the permissions of all roles, each with its farthest reach', () => {
    const membership = { userId: 'u1', name: 'Eva', office: 'xx', roles: ['registrar', 'examiner'], skills: ['marks'] };

    const actor = actorOf(membership, rolesFile);

    assert.deepEqual(actor, {
      type: 'member',
      userId: 'u1',
      name: 'Eva',
      office: 'xx',
      roles: ['registrar', 'examiner'],
      permissions: new Map([
        ['dossier.view', 'office'],
        ['task.work', 'unit'],
      ]),
      unit: null,
      skills: ['marks'],
    });
  });

  it('takes nothing from roles that do not exist, whatever they are called', () => {
    const membership = { userId: 'u1', name: 'Eva', office: 'xx', roles: ['__proto__', 'constructor', 'gone'] };

    const actor = actorOf(membership, rolesFile);

    assert.deepEqual([actor.roles, actor.permissions.size], [[], 0]);
  });
});
