import assert from 'node:assert/strict';
import { modify, type Modified, type Move } from '../../../engine/core/index.ts';
import { users, way } from '../drawn.ts';
import { start, startBody, type Case } from '../kit.ts';
import { asGiven, worldFor } from './migrating.ts';
import { playModified } from './playModified.ts';

const PROCESSES = 40;

function plan(it: Case, ...moves: readonly Move[]): Modified {
  return modify(it.root.graph, asGiven(it.office, it.root), moves, worldFor(it.office, it.root));
}

function refused(answer: Modified): string {
  assert.equal(answer.type, 'refused');
  return answer.sentence;
}

const doing = (it: Case, ...moves: readonly Move[]): Promise<string | null> =>
  it.takes({ type: 'modify', moves, reason: 'Asked for.' });

describe('modifying an instance', () => {
  it('shows what a plan would open, close and fire, and changes nothing', async () => {
    const it = await start('userTask/outcomes', { dossier: {} });
    const token = it.tokenAt('examine');

    const answer = plan(it, { type: 'skip', token, outcome: 'ok' });

    assert.equal(answer.type, 'modified');
    const { preview } = answer;
    assert.deepEqual(preview.closed.tokens, [{ token, element: 'examine' }]);
    assert.deepEqual(
      [preview.fired.statusEvents.map(({ event }) => event), preview.fired.variables, preview.ended],
      [['EXAMINED'], { examine: { outcome: 'ok' } }, 'completed'],
    );
    it.isWaitingAt('examine');
  });

  it('moves a token: what it held ends, the other element begins in the same scope', async () => {
    const it = await start('subProcess/scope');
    const [a, b] = [it.tokenAt('a'), it.tokenAt('b')];
    await it.complete('b');

    assert.match(refused(plan(it, { type: 'moveToken', token: b, to: 'a' })), /has ended/);
    assert.equal(await doing(it, { type: 'moveToken', token: a, to: 'b' }), null);

    it.isWaitingAt('b').offers('b');
    await it.complete('b');
    it.isWaitingAt('after');
  });

  it('leads out of a sub-process only when the sub-process itself is moved', async () => {
    const it = await start('subProcess/scope');
    const inner: Move = { type: 'moveToken', token: it.tokenAt('a'), to: 'after' };

    assert.equal(await doing(it, inner), null);
    it.isWaitingAt('after', 'b');
    const sub = it.tokenAt('examine');
    assert.match(
      refused(plan(it, { type: 'cancelToken', token: it.tokenAt('b') })),
      /Nothing would be left in “examine”/,
    );
    assert.equal(await doing(it, { type: 'moveToken', token: sub, to: 'after' }), null);

    it.isWaitingAt('after', 'after').offers('after', 'after');
  });

  it('starts before an element in the scope that is said, or the only one that there is', async () => {
    const it = await start('subProcess/scope');
    const scope = it.tokenAt('examine');

    assert.match(
      refused(plan(it, { type: 'startBefore', element: 'a', scope: 0 })),
      /does not lie in the process itself/,
    );
    assert.equal(
      await doing(it, { type: 'startBefore', element: 'a', scope }, { type: 'startBefore', element: 'a' }),
      null,
    );
    it.isWaitingAt('a', 'a', 'a', 'b');
    assert.equal(await doing(it, { type: 'skip', token: scope }), null);

    it.isWaitingAt('after').offers('after');
    assert.match(refused(plan(it, { type: 'startBefore', element: 'a' })), /“examine”, which does not run/);
    assert.equal(
      await doing(it, { type: 'startBefore', element: 'examine' }, { type: 'startBefore', element: 'examine' }),
      null,
    );
    assert.match(refused(plan(it, { type: 'startBefore', element: 'a' })), /runs more than once: say in which/);
  });

  it('comes into a join by a flow that is named', async () => {
    const it = await start('parallelGateway/fork-join');
    await it.complete('a');
    await it.complete('b');
    const token = it.tokenAt('c');

    assert.match(refused(plan(it, { type: 'moveToken', token, to: 'join' })), /say by which of f3, f5, f7/);
    assert.match(
      refused(plan(it, { type: 'moveToken', token, to: 'join', flow: 'f1' })),
      /Expected a flow “f1” into “join”/,
    );
    assert.match(refused(plan(it, { type: 'moveToken', token, to: 'join', flow: 'f3' })), /waits for what comes from/);
    assert.equal(await doing(it, { type: 'moveToken', token, to: 'join', flow: 'f7' }), null);

    it.isWaitingAt('after');
  });

  it('skips a race by the way that is named, a called process with what it had begun', async () => {
    const race = await start('eventBasedGateway/reply-or-time-limit', { dossier: {} });
    const token = race.tokenAt('wait');
    assert.match(refused(plan(race, { type: 'skip', token })), /name the one flow/);
    assert.match(refused(plan(race, { type: 'skip', token, flows: ['f9'] })), /Expected a flow “f9” out of “wait”/);
    assert.equal(await doing(race, { type: 'skip', token, flows: ['f2'] }), null);
    race.isWaitingAt('examine').listensAt();

    const call = await start('callActivity/call', { variables: { mark: 'X', fee: 1 } });
    assert.equal(await doing(call, { type: 'skip', token: call.tokenAt('hear-appeal') }), null);
    call.isWaitingAt('after').offers('after');
    assert.equal(call.called('appeal').instance.state.status, 'terminated');
  });

  it('needs an outcome where a task has some, and no other', async () => {
    const it = await start('userTask/outcomes', { dossier: {} });
    const token = it.tokenAt('examine');

    assert.match(refused(plan(it, { type: 'skip', token })), /Expected one of ok, deficient, refused/);
    assert.match(refused(plan(it, { type: 'skip', token, outcome: 'maybe' })), /it was “maybe”/);
    assert.match(refused(plan(it, { type: 'skip', token, flows: [] })), /Expected one of/);
  });

  it('never leaves a scope with nothing in it', async () => {
    const it = await start('userTask/outcomes', { dossier: {} });
    const token = it.tokenAt('examine');

    assert.match(refused(plan(it, { type: 'cancelToken', token })), /Nothing would be left in the process/);
    assert.equal(await doing(it, { type: 'cancelToken', token }, { type: 'startBefore', element: 'examine' }), null);
    it.isWaitingAt('examine').offers('examine');
  });

  it('refuses what begins by an event only, and what is not there', async () => {
    const it = await start('eventSubProcess/withdrawal');

    for (const element of ['withdrawal', 'withdrawn'])
      assert.match(refused(plan(it, { type: 'startBefore', element })), /begins by its event only/);
    assert.match(refused(plan(it, { type: 'startBefore', element: 'nowhere' })), /Expected an element “nowhere”/);
    assert.match(refused(plan(it, { type: 'cancelToken', token: 99 })), /Expected token 99 to be alive/);
  });

  it('lets a scope listen again once what had interrupted it is gone', async () => {
    const it = await start('eventSubProcess/withdrawal');
    await it.receives('withdrawn', { reason: 'sold' });
    it.isWaitingAt('confirm').listensAt();
    const token = it.tokenAt('withdrawal');

    assert.match(refused(plan(it, { type: 'startBefore', element: 'a' })), /has interrupted what “a” belongs to/);
    assert.equal(await doing(it, { type: 'cancelToken', token }, { type: 'startBefore', element: 'a' }), null);

    it.isWaitingAt('a').listensAt('noted', 'withdrawn');
  });

  it('skips one round of a repeated activity, or all of it', async () => {
    const many = `<userTask id="x" officina:candidateGroups="examiner"><multiInstanceLoopCharacteristics isSequential="false"
      officina:collection="classes" officina:elementVariable="class"/></userTask>`;
    const body = `<startEvent id="start"/>${many}${users('after')}${way('start', 'x', 'after')}`;
    const it = await startBody(body, { variables: { classes: [9, 35, 42] } });
    const [whole, round] = it.state.tokens.filter(({ at }) => at === 'x').map(({ id }) => id);
    const inside: Move = { type: 'skip', token: round ?? 0 };

    assert.match(refused(plan(it, { type: 'cancelToken', token: round ?? 0 })), /is one round of “x”: name token/);
    assert.match(refused(plan(it, { ...inside, flows: ['x-after'] })), /is one round of “x”, which leads nowhere/);
    assert.equal(await doing(it, inside), null);
    it.offers('x', 'x');
    assert.equal(await doing(it, { type: 'skip', token: whole ?? 0 }), null);

    it.isWaitingAt('after').offers('after');
  });

  it('leaves an ad-hoc sub-process with nothing in it to those who start its steps', async () => {
    const steps = `<adHocSubProcess id="hoc">${users('a', 'b')}</adHocSubProcess>`;
    const it = await startBody(`<startEvent id="start"/>${steps}${users('after')}${way('start', 'hoc', 'after')}`);
    assert.equal(await doing(it, { type: 'startBefore', element: 'a' }), null);

    assert.equal(await doing(it, { type: 'cancelToken', token: it.tokenAt('a') }), null);
    assert.equal(await doing(it, { type: 'skip', token: it.tokenAt('hoc') }), null);

    it.isWaitingAt('after');
  });

  it('refuses moves behind one that ends the case', async () => {
    const it = await startBody(`<startEvent id="start"/>${users('a')}${way('start', 'a')}`);
    const skipped: Move = { type: 'skip', token: it.tokenAt('a') };
    const started: Move = { type: 'startBefore', element: 'a' };

    assert.match(refused(plan(it, skipped, started)), /have ended the case already/);
    assert.equal(await doing(it, started, skipped), null);
    it.isWaitingAt('a');
  });

  it('is refused in an instance that has ended', async () => {
    const it = await start('eventSubProcess/withdrawal');
    await it.cancel();

    assert.match(refused(plan(it, { type: 'startBefore', element: 'a' })), /has ended/);
  });

  it(`keeps rows and state in agreement whatever is asked, in ${PROCESSES} random processes`, async () => {
    const counts = await playModified(1, PROCESSES);

    assert.ok(
      counts.made > PROCESSES && counts.refused > PROCESSES && counts.stuck < PROCESSES / 4,
      JSON.stringify(counts),
    );
  }).timeout(120_000);
});
