import assert from 'node:assert/strict';
import { modifyInstance } from '../../../engine/commands/operations/modifyInstance.ts';
import { OFFICE, openOffice, refusal, type TestOffice } from '../kit.ts';
import { childInstances } from '../../../engine/store/index.ts';
import type { Move } from '../../../engine/core/index.ts';

describe('modifying an instance', function () {
  this.timeout(60_000);
  let office: TestOffice;
  before(async () => {
    office = await openOffice();
  });
  after(() => office.close());

  const modify = (
    id: string,
    moves: readonly Move[],
    more: { readonly dryRun?: boolean; readonly version?: number; readonly who?: string; readonly key?: string } = {},
  ): ReturnType<typeof modifyInstance> =>
    modifyInstance(office.runtime, office.as(more.who ?? 'supervisor', more.key), id, {
      moves,
      reason: 'The desk is closed.',
      dryRun: more.dryRun,
      version: more.version,
    });

  it('previews without a trace, then does what it has shown, and history keeps who, why, before and after', async () => {
    const id = await office.start('relay');
    const { token } = await office.task(id, 'first');
    const plan: readonly Move[] = [{ type: 'moveToken', token, to: 'third' }];
    const before = [await office.instance(id), await office.history(id), await office.tasks(id)];

    const shown = await modify(id, plan, { dryRun: true });

    assert.deepEqual([await office.instance(id), await office.history(id), await office.tasks(id)], before);
    assert.deepEqual(
      [shown.preview.closed.tokens, shown.preview.opened.tasks.map(({ element }) => element)],
      [[{ token, element: 'first' }], ['third']],
    );
    const done = await modify(id, plan, { version: shown.version });
    assert.deepEqual(done.preview, shown.preview);
    const entry = (await office.history(id)).at(-1) ?? assert.fail();
    assert.deepEqual(
      [entry.type, entry.data['reason'], entry.data['before'], entry.actor.name],
      ['instanceModified', 'The desk is closed.', [{ token, element: 'first' }], office.member('supervisor').name],
    );
    await office.complete(id, 'third');
    await office.task(id, 'fourth');
  });

  it('lets one of two operators win, and tells the other', async () => {
    const id = await office.start('relay');
    const { token } = await office.task(id, 'first');
    const plans: readonly Move[][] = [[{ type: 'moveToken', token, to: 'second' }], [{ type: 'skip', token }]];

    const answers = await Promise.allSettled(plans.map((plan) => modify(id, plan)));

    assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    await office.task(id, 'second');
    assert.equal((await office.history(id)).filter(({ type }) => type === 'instanceModified').length, 1);
    await refusal(modify(id, [{ type: 'startBefore', element: 'fifth' }], { version: 1 }), 'CONFLICT');
  });

  it('gives the same answer to the same key, and does it once', async () => {
    const id = await office.start('relay');
    const key = '7f2c1a34-0000-4000-8000-000000000001';
    const plan: readonly Move[] = [{ type: 'startBefore', element: 'fifth' }];

    assert.deepEqual(await modify(id, plan, { key }), await modify(id, plan, { key }));

    assert.deepEqual((await office.tasks(id)).map(({ element }) => element).sort(), ['fifth', 'first']);
  });

  it('takes along what a called process had begun', async () => {
    const id = await office.start('caller', { subject: 'Who?' });
    const [child] = await office.look((trx) => childInstances(trx, OFFICE, id));
    const { state } = await office.instance(id);

    await modify(id, [{ type: 'moveToken', token: state.tokens[0]?.id ?? 0, to: 'repair' }]);

    await office.task(id, 'repair');
    assert.equal((await office.instance(child?.id ?? '')).status, 'terminated');
  });

  it('refuses what the process cannot do, without an incident', async () => {
    const id = await office.start('errand', { address: 'http://register.example/entries' });
    const { state } = await office.instance(id);
    const token = state.tokens[0]?.id ?? 0;

    const refused = await refusal(modify(id, [{ type: 'cancelToken', token }]), 'CONFLICT');
    assert.match(refused.message, /Nothing would be left/);
    await refusal(modify(id, [{ type: 'startBefore', element: 'nowhere' }]), 'CONFLICT');
    const fan = await office.start('fan');
    const { tokens } = (await office.instance(fan)).state;
    const toJoin = (flow: string): Move => ({ type: 'startBefore', element: 'join', flow });
    const away: readonly Move[] = tokens.map((each) => ({ type: 'cancelToken', token: each.id }));
    const stuck = await refusal(modify(fan, [toJoin('f3'), ...away]), 'INVALID_STATE');
    assert.match(stuck.message, /nothing is left that could bring it/);
    assert.deepEqual([await office.incidents(id), await office.incidents(fan)], [[], []]);
  });

  it('is refused without the permission, for what is not there and what has ended', async () => {
    const id = await office.start('relay');
    const plan: readonly Move[] = [{ type: 'startBefore', element: 'fifth' }];

    await refusal(modify(id, plan, { who: 'examiner' }), 'FORBIDDEN');
    await refusal(modify('00000000-0000-7000-8000-000000000000', plan), 'NOT_FOUND');
    await modify(id, [{ type: 'moveToken', token: 1, to: 'fifth' }]);
    await office.complete(id, 'fifth');
    await refusal(modify(id, plan), 'CONFLICT');
  });
});
