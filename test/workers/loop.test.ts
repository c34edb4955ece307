import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Loop, type Round } from '../../engine/workers/loop.ts';

/** A loop whose rounds answer what the test says; time passes only when the test lets it. */
function playedLoop(...answers: readonly (Round | Error)[]): { loop: Loop; rounds: () => number; logged: string[] } {
  const logged: string[] = [];
  const note = (sentence: string): void => {
    logged.push(sentence);
  };
  let rounds = 0;
  const loop = new Loop({
    name: 'test',
    run: () => {
      const answer = answers[rounds] ?? { done: 0 };
      rounds += 1;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    log: { info: note, warn: note, error: note },
    minPauseMs: 200,
    maxPauseMs: 1000,
  });
  return { loop, rounds: () => rounds, logged };
}

/** Lets everything run that waits for no timer. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function pass(milliseconds: number): Promise<void> {
  mock.timers.tick(milliseconds);
  await settle();
}

describe('a loop', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  it('goes on at once while there is work', async () => {
    const { loop, rounds } = playedLoop({ done: 1 }, { done: 64 }, { done: 1 }, { done: 0 });
    await settle();

    assert.equal(rounds(), 4);
    await loop.stop();
  });

  it('pauses longer and longer while there is none, within its bounds, and shortly again after work', async () => {
    const { loop, rounds } = playedLoop(...Array.from({ length: 5 }, () => ({ done: 0 })), { done: 1 });
    await settle();

    for (const [at, pause] of [200, 400, 800, 1000, 1000].entries()) {
      await pass(pause - 1);
      assert.equal(rounds(), at + 1, `pause ${at}`);
      await pass(1);
      assert.ok(rounds() > at + 1, `pause ${at}`);
    }
    assert.equal(rounds(), 7);
    await pass(200);
    assert.equal(rounds(), 8);
    await loop.stop();
  });

  it('wakes when the next thing is due, but never spins on one that another node has', async () => {
    const { loop, rounds } = playedLoop(
      { done: 0 },
      { done: 0 },
      { done: 0, nextInMs: 250 },
      { done: 0, nextInMs: 0 },
      { done: 0, nextInMs: 3 },
    );
    await settle();
    await pass(200);
    await pass(400);
    assert.equal(rounds(), 3);

    await pass(250);
    assert.equal(rounds(), 4);
    await pass(999);
    assert.equal(rounds(), 4);
    await pass(1);
    assert.equal(rounds(), 5);
    await pass(199);
    assert.equal(rounds(), 5);
    await pass(1);
    assert.equal(rounds(), 6);
    await loop.stop();
  });

  it('is woken out of its pause', async () => {
    const { loop, rounds } = playedLoop();
    await settle();

    loop.wake();
    await settle();

    assert.equal(rounds(), 2);
    await loop.stop();
  });

  it('has another round when it is woken during one', async () => {
    let rounds = 0;
    const loop: Loop = new Loop({
      name: 'test',
      run: async () => {
        rounds += 1;
        await settle();
        if (rounds === 1) loop.wake();
        return { done: 0 };
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      minPauseMs: 200,
      maxPauseMs: 1000,
    });
    for (let turn = 0; turn < 6; turn += 1) await settle();

    assert.equal(rounds, 2);
    await loop.stop();
  });

  it('says that a round failed, takes its longest pause and goes on', async () => {
    const { loop, rounds, logged } = playedLoop(new Error('The database is away.'));
    await settle();

    await pass(999);
    assert.equal(rounds(), 1);
    await pass(1);
    assert.equal(rounds(), 2);
    assert.deepEqual(logged, ['The test loop failed and will try again.']);
    await loop.stop();
  });

  it('stops after the round that runs, and out of its pause at once', async () => {
    let end: (round: Round) => void = () => undefined;
    let rounds = 0;
    const loop = new Loop({
      name: 'test',
      run: () =>
        new Promise((resolve) => {
          rounds += 1;
          end = resolve;
        }),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      minPauseMs: 200,
      maxPauseMs: 1000,
    });
    let isStopped = false;
    const stopped = loop.stop().then(() => {
      isStopped = true;
    });
    await settle();
    assert.equal(isStopped, false);
    end({ done: 5 });
    await stopped;
    assert.equal(rounds, 1);

    const resting = playedLoop();
    await settle();
    await resting.loop.stop();
    assert.equal(resting.rounds(), 1);
  });
});
