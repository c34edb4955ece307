import assert from 'node:assert/strict';
import {
  actorOf,
  may,
  mayAssign,
  mayClaim,
  mayComplete,
  mayRelease,
  mayRunJob,
  maySeeDossier,
  maySeeTask,
  mayWorkOn,
  permissionKeys,
  type AccessTask,
  type Actor,
  type MemberActor,
  type Permission,
} from '../../engine/access/index.ts';
import type { RolesFile } from '../../engine/contract/bundle.ts';

const roles: RolesFile['roles'] = {
  examiner: { name: { en: 'Examiner' }, permissions: ['task.work', 'dossier.view', 'history.view'], reach: 'office' },
  'unit-clerk': { name: { en: 'Clerk' }, permissions: ['task.work', 'dossier.view', 'task.assign'], reach: 'unit' },
  supervisor: {
    name: { en: 'Supervisor' },
    permissions: ['task.work', 'task.assign', 'task.viewAll', 'dossier.view', 'dossier.viewUnpublished'],
    reach: 'office',
  },
  applicant: { name: { en: 'Applicant' }, permissions: ['dossier.view', 'instance.view'], reach: 'own' },
};

function member(userId: string, memberRoles: readonly string[], unit: string | null = null): MemberActor {
  return actorOf({ userId, name: userId, office: 'xx', roles: memberRoles, unit }, { roles });
}
function task(more: Partial<AccessTask> = {}): AccessTask {
  return { assigneeId: null, candidateGroups: ['examiner'], candidateUsers: [], ...more };
}

const examiner = member('eva', ['examiner']);
const clerk = member('carl', ['unit-clerk'], 'north');
const supervisor = member('sam', ['supervisor']);
const applicant = member('ada', ['applicant']);
const worker: Actor = { type: 'worker', id: 'w1', office: 'xx', connectors: ['email'] };
const system: Actor = { type: 'system', id: 'timers' };

describe('access: what an actor may do', () => {
  const table: readonly [string, Actor, Permission, Parameters<typeof may>[2], boolean][] = [
    ['a member may what a role gives', examiner, 'task.work', undefined, true],
    ['a member may not what no role gives', examiner, 'deployment.create', undefined, false],
    ['nothing of another office', examiner, 'dossier.view', { office: 'yy' }, false],
    ['its own office', examiner, 'dossier.view', { office: 'xx' }, true],
    ['reach office sees any unit', examiner, 'dossier.view', { unit: 'south' }, true],
    ['reach unit sees its unit', clerk, 'dossier.view', { unit: 'north' }, true],
    ['reach unit does not see another unit', clerk, 'dossier.view', { unit: 'south' }, false],
    ['reach unit does not see what belongs to no unit', clerk, 'dossier.view', { unit: null }, false],
    ['reach unit sees what is not divided into units', clerk, 'dossier.view', {}, true],
    ['reach unit sees its own in another unit', clerk, 'dossier.view', { unit: 'south', ownerId: 'carl' }, true],
    ['reach own sees its own', applicant, 'dossier.view', { ownerId: 'ada' }, true],
    ['reach own does not see another’s', applicant, 'dossier.view', { ownerId: 'eva' }, false],
    ['reach own does not see nobody’s', applicant, 'dossier.view', { ownerId: null }, false],
    ['reach own has the permission in principle', applicant, 'dossier.view', undefined, true],
    ['a worker may record a message', worker, 'message.send', { office: 'xx' }, true],
    ['a worker may not do so in another office', worker, 'message.send', { office: 'yy' }, false],
    ['a worker may not complete tasks', worker, 'task.work', undefined, false],
    ['the system may everything', system, 'instance.cancel', { office: 'yy' }, true],
  ];
  for (const [sentence, actor, permission, object, expected] of table) {
    it(sentence, () => {
      assert.equal(may(actor, permission, object), expected);
    });
  }

  it('gives a member without roles nothing at all', () => {
    const nobody = member('nina', []);

    assert.deepEqual(
      permissionKeys.filter((permission) => may(nobody, permission)),
      [],
    );
  });

  it('gives a worker only its connectors’ jobs', () => {
    assert.equal(mayRunJob(worker, 'email'), true);
    assert.equal(mayRunJob(worker, 'payment'), false);
    assert.equal(mayRunJob(examiner, 'email'), false);
    assert.equal(mayRunJob(system, 'email'), true);
  });
});

describe('access: tasks', () => {
  type Predicate = (actor: Actor, task: AccessTask) => boolean;
  const table: readonly [string, Predicate, Actor, AccessTask, boolean][] = [
    ['work on a task of one’s group', mayWorkOn, examiner, task(), true],
    ['not on a task of another group', mayWorkOn, clerk, task(), false],
    ['on a task that names me', mayWorkOn, clerk, task({ candidateUsers: ['carl'] }), true],
    [
      'on a task of my group in my unit',
      mayWorkOn,
      clerk,
      task({ candidateGroups: ['unit-clerk'], unit: 'north' }),
      true,
    ],
    ['not in another unit', mayWorkOn, clerk, task({ candidateGroups: ['unit-clerk'], unit: 'south' }), false],
    ['not as the excluded one of two pairs of eyes', mayWorkOn, examiner, task({ excludedUsers: ['eva'] }), false],
    ['not in another office', mayWorkOn, examiner, task({ office: 'yy' }), false],
    ['not without task.work', mayWorkOn, applicant, task({ candidateUsers: ['ada'] }), false],
    ['not as a worker', mayWorkOn, worker, task(), false],
    ['claim a free task of one’s group', mayClaim, examiner, task(), true],
    ['not claim somebody’s task', mayClaim, examiner, task({ assigneeId: 'emil' }), false],
    ['not claim one’s own again', mayClaim, examiner, task({ assigneeId: 'eva' }), false],
    ['complete one’s own', mayComplete, examiner, task({ assigneeId: 'eva' }), true],
    ['complete one’s own although the group is another’s', mayComplete, clerk, task({ assigneeId: 'carl' }), true],
    ['complete a free one', mayComplete, examiner, task(), true],
    ['not complete somebody’s', mayComplete, examiner, task({ assigneeId: 'emil' }), false],
    ['not complete somebody’s even as supervisor', mayComplete, supervisor, task({ assigneeId: 'emil' }), false],
    [
      'not complete one’s own when excluded',
      mayComplete,
      examiner,
      task({ assigneeId: 'eva', excludedUsers: ['eva'] }),
      false,
    ],
    ['release one’s own', mayRelease, examiner, task({ assigneeId: 'eva' }), true],
    ['not release a free one', mayRelease, supervisor, task(), false],
    ['release somebody’s with task.assign', mayRelease, supervisor, task({ assigneeId: 'eva' }), true],
    ['not release somebody’s without', mayRelease, examiner, task({ assigneeId: 'emil' }), false],
    ['assign with task.assign', mayAssign, supervisor, task(), true],
    ['assign in one’s unit', mayAssign, clerk, task({ unit: 'north' }), true],
    ['not assign in another unit', mayAssign, clerk, task({ unit: 'south' }), false],
    ['not assign without task.assign', mayAssign, examiner, task(), false],
    ['see every task with task.viewAll', maySeeTask, supervisor, task({ candidateGroups: ['other'] }), true],
    ['see one’s own', maySeeTask, clerk, task({ assigneeId: 'carl' }), true],
    ['not see other groups’ tasks', maySeeTask, clerk, task(), false],
  ];
  for (const [sentence, predicate, actor, subject, expected] of table) {
    it(sentence, () => {
      assert.equal(predicate(actor, subject), expected);
    });
  }
});

describe('access: dossiers', () => {
  const table: readonly [string, Actor, boolean, boolean][] = [
    ['everybody with dossier.view sees a published one', examiner, true, true],
    ['an unpublished one does not exist without the right', examiner, false, false],
    ['an unpublished one is seen with the right', supervisor, false, true],
    ['nothing without dossier.view', member('nina', []), true, false],
    ['a worker sees none', worker, true, false],
  ];
  for (const [sentence, actor, published, expected] of table) {
    it(sentence, () => {
      assert.equal(maySeeDossier(actor, { published }), expected);
    });
  }
});
