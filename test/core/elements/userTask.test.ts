import assert from 'node:assert/strict';
import type { Form } from '../../../engine/forms/index.ts';
import { prepare, start } from '../kit.ts';
import { graphsOf } from '../office.ts';

const form: Form = {
  key: 'mark',
  schema: {
    type: 'object',
    properties: {
      text: { type: 'string', minLength: 2, 'x-officina': { dossier: '/mark/text' } },
      remark: { type: 'string' },
    },
    required: ['text'],
    additionalProperties: false,
  },
  layout: { type: 'VerticalLayout', elements: [] },
  texts: {},
  example: null,
};

describe('user task (BPMN 2.0.2, 13.3.3: distributed to a person or group; complete when they say so)', () => {
  it('waits, and writes the outcome where gateways read it', async () => {
    const it = await start('userTask/outcomes', { variables: { mayRefuse: false } });

    it.isWaitingAt('examine');
    await it.complete('examine', 'deficient', { reason: 'no signature' });

    it.isCompleted()
      .went('start', 'examine', 'x', 'asked')
      .has({ examine: { outcome: 'deficient' }, reason: 'no signature' });
    assert.deepEqual(
      it.the('taskCompleted').map(({ element, outcome }) => [element, outcome]),
      [['examine', 'deficient']],
    );
  });

  it('records its status event when done and the state of the dossier when begun', async () => {
    const it = await start('userTask/outcomes', { variables: { mayRefuse: false }, dossier: {} });

    assert.equal(it.office.dossierState, 'FORMAL');
    assert.deepEqual(it.office.statusEvents, []);
    await it.complete('examine', 'ok');

    assert.deepEqual(it.the('statusEventRecorded'), [
      { type: 'statusEventRecorded', element: 'examine', event: 'EXAMINED', on: '2026-01-05', note: null },
    ]);
  });

  it('refuses an outcome that is not listed or not offered now', async () => {
    const it = await start('userTask/outcomes', { variables: { mayRefuse: false } });

    assert.match((await it.tries({ complete: 'examine', outcome: 'grand' })) ?? '', /one of ok, deficient, refused/);
    assert.match(
      (await it.tries({ complete: 'examine', outcome: 'refused' })) ?? '',
      /“refused” .* is not offered now/,
    );
    it.isWaitingAt('examine').hasNoIncident();

    await it.sets({ mayRefuse: true });
    await it.complete('examine', 'refused');
    it.isCompleted().went('start', 'examine', 'x', 'over');
  });

  it('is completed once', async () => {
    const it = await start('userTask/four-eyes');
    const token = it.tokenAt('propose');
    await it.complete('propose');

    const again = await it.takes({ type: 'completeTask', token, outcome: 'complete', variables: {}, dossier: [] });

    assert.match(again ?? '', /Expected token \d+ to be alive, but it has ended/);
    it.isWaitingAt('approve');
  });

  it('waits for completion only', async () => {
    const it = await start('userTask/four-eyes');
    const token = it.tokenAt('propose');

    const answers = [
      await it.takes({ type: 'completeJob', token, result: null }),
      await it.takes({ type: 'failJob', token, code: 'X', message: '' }),
      await it.takes({ type: 'childEnded', token, variables: {} }),
      await it.takes({ type: 'correlateMessage', token, element: 'approve', payload: {} }),
      await it.takes({ type: 'fireTimer', token, element: 'approve', dueAt: '2026-01-05T09:00:00.000Z' }),
    ];

    for (const answer of answers) assert.match(answer ?? '', /Expected .*, but /);
    it.isWaitingAt('propose');
  });

  it('names the task whose completer may not complete this one, for the command to ask', async () => {
    const graph = (await graphsOf('userTask/four-eyes')).get('p')!;

    const node = graph.nodes[graph.byId.get('approve')!]!;

    assert.equal(node.type === 'userTask' && node.fourEyesWith, 'propose');
  });

  it('puts the form’s data into variables and the dossier, output mappings after them', async () => {
    const it = await start('userTask/form', { forms: [form], dossier: { mark: { text: 'OLD' }, kept: 1 } });

    await it.complete('enter', 'done', { text: 'NEW', remark: 'seen' });

    it.isCompleted().has({ remark: 'seen', shout: 'SEEN' });
    assert.equal('text' in it.variables, false);
    assert.deepEqual(it.office.dossier, { mark: { text: 'NEW' }, kept: 1 });
    assert.deepEqual(it.the('dossierChanged'), [
      { type: 'dossierChanged', pointer: '/mark/text', before: 'OLD', after: 'NEW' },
    ]);
  });

  it('does not take data that its form refuses, unless the outcome needs none', async () => {
    const it = await start('userTask/form', { forms: [form], dossier: {}, variables: { remark: '' } });

    assert.match((await it.tries({ complete: 'enter', outcome: 'done', with: { text: 'N' } })) ?? '', /\/text /);
    it.isWaitingAt('enter');

    await it.complete('enter', 'return');
    it.isCompleted().went('start', 'enter', 'x', 'returned');
  });

  it('is offered to the role of its lane, to groups and users by text or FEEL, with a priority', async () => {
    const it = await start('userTask/offered', { variables: { groups: ['a', 'b'], owner: 'user-1', isUrgent: true } });

    const offered = it
      .the('taskOpened')
      .map((task) => [
        task.element,
        task.candidateGroups,
        task.candidateUsers,
        task.assignee,
        task.priority,
        task.immediate,
      ]);
    assert.deepEqual(offered, [
      ['by-lane', ['examiner'], [], null, 50, false],
      ['by-feel', ['a', 'b'], ['user-1'], 'user-1', 90, false],
      ['by-text', ['examiner', 'supervisor'], [], null, 70, true],
    ]);
  });

  it('is an incident when it cannot be said whom it is offered to', async () => {
    const missing = await prepare('userTask/offered', { variables: { owner: 'user-1', isUrgent: true } });
    await missing.begin();
    const wrong = await prepare('userTask/offered', { variables: { groups: [1], owner: 'u', isUrgent: true } });
    await wrong.begin();

    missing.hasIncident('by-feel', 'EXPRESSION_FAILED', /“groups” at “by-feel” cannot be answered/);
    wrong.hasIncident('by-feel', 'EXPRESSION_FAILED', /must be texts, but it holds 1/);
  });

  it('is interrupted by its time limit, after a reminder that lets it go on', async () => {
    const it = await start('userTask/time-limit');

    it.isDue('reminder', '2026-02-05T10:00+01:00').isDue('too-late', '2026-03-06T00:00+01:00');
    it.hasLimit('reply', '2026-03-05', 'running');
    await it.advanceTo('2026-02-06');
    it.isWaitingAt('examine', 'reminded').isNotArmed('reminder');
    await it.advanceTo('2026-03-06');

    it.isWaitingAt('reminded').went('start', 'reminder', 'too-late', 'expired');
    it.hasLimit('reply', '2026-03-05', 'expired').offers('reminded');
  });

  it('gives up its timers when it is completed: the time limit is met', async () => {
    const it = await start('userTask/time-limit');

    await it.complete('examine');

    it.isCompleted().hasLimit('reply', '2026-03-05', 'met');
    await it.advanceTo('2027-01-01');
    it.went('start', 'examine', 'end');
  });

  it('is ended by a message on its boundary', async () => {
    const it = await start('userTask/message');

    it.listensAt('withdrawn');
    await it.receives('withdrawn', { reason: 'no interest' });

    it.isCompleted().went('start', 'withdrawn', 'over').has({ reason: 'no interest' });
  });
});
