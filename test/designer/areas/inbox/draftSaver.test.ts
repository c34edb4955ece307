import assert from 'node:assert/strict';
import { createDraftSaver, type DraftClock, type DraftStatus } from '../../../../designer/areas/inbox/draftSaver.ts';
import { ApiProblem, Unreachable } from '../../../../designer/api/problem.ts';

const SAVED_AT = '2026-03-27T10:42:00Z';

/** A desk with a clock that is turned by hand and a server that answers when told to. */
function desk(revision = 0) {
  let now = 0;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  const sent: {
    readonly revision: number;
    readonly data: unknown;
    readonly answer: (error?: Error) => Promise<void>;
  }[] = [];
  const statuses: DraftStatus[] = [];
  const clock: DraftClock = {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  const saver = createDraftSaver({
    clock,
    revision,
    onState: ({ status }) => statuses.push(status),
    save: (draft) =>
      new Promise((resolve, reject) => {
        const answer = async (error?: Error): Promise<void> => {
          if (error === undefined) resolve({ revision: draft.revision + 1, savedAt: SAVED_AT });
          else reject(error);
          await new Promise((settle) => setImmediate(settle));
        };
        sent.push({ ...draft, answer });
      }),
  });
  const pass = (ms: number): void => {
    now += ms;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { run } of due) run();
  };
  return { saver, sent, statuses, pass };
}

const conflict = new ApiProblem({
  type: 'about:blank',
  title: '',
  status: 409,
  detail: '',
  code: 'CONFLICT',
  requestId: '',
});

describe('the draft of a task', () => {
  it('is sent when the person pauses', () => {
    const { pass, saver, sent } = desk(4);

    saver.change({ a: 1 });
    pass(500);
    saver.change({ a: 12 });
    pass(500);
    assert.equal(sent.length, 0);
    pass(100);

    assert.deepEqual([sent[0]?.revision, sent[0]?.data], [4, { a: 12 }]);
  });

  it('is sent within two seconds of the first key, also without a pause', () => {
    const { pass, saver, sent } = desk();

    for (let typed = 0; typed < 20; typed += 1) {
      saver.change({ typed });
      pass(100);
    }

    assert.ok(sent.length >= 1);
    assert.deepEqual(sent[0]?.data, { typed: 14 });
  });

  it('replaces the draft it saved before', async () => {
    const { pass, saver, sent, statuses } = desk();

    saver.change({ a: 1 });
    pass(600);
    await sent[0]!.answer();
    saver.change({ a: 2 });
    pass(600);
    await sent[1]!.answer();

    assert.equal(sent[1]!.revision, 1);
    assert.deepEqual(statuses, ['unsaved', 'saving', 'saved', 'unsaved', 'saving', 'saved']);
  });

  it('sends what was typed meanwhile after the answer, one request at a time', async () => {
    const { pass, saver, sent } = desk();

    saver.change({ a: 1 });
    pass(600);
    saver.change({ a: 2 });
    pass(5000);
    assert.equal(sent.length, 1);
    await sent[0]!.answer();
    pass(600);

    assert.deepEqual([sent[1]!.revision, sent[1]!.data], [1, { a: 2 }]);
  });

  it('is sent at once when it must not wait', async () => {
    const { saver, sent } = desk();

    saver.change({ a: 1 });
    const flushed = saver.flush();
    await new Promise((settle) => setImmediate(settle));
    await sent[0]!.answer();
    await flushed;

    assert.deepEqual(sent[0]!.data, { a: 1 });
  });

  it('has nothing to send when nothing was typed', async () => {
    const { saver, sent } = desk();

    await saver.flush();

    assert.equal(sent.length, 0);
  });

  it('is tried again when the server is away, with the latest text', async () => {
    const { pass, saver, sent, statuses } = desk();

    saver.change({ a: 1 });
    pass(600);
    await sent[0]!.answer(new Unreachable(undefined));
    saver.change({ a: 2 });
    assert.equal(statuses.at(-1), 'failed');
    pass(3000);
    await sent[1]!.answer();

    assert.deepEqual([sent[1]!.data, statuses.at(-1)], [{ a: 2 }, 'saved']);
  });

  it('waits for a decision when another window saved a newer one', async () => {
    const { pass, saver, sent, statuses } = desk(1);

    saver.change({ a: 1 });
    pass(600);
    await sent[0]!.answer(conflict);
    saver.change({ a: 2 });
    pass(60_000);
    assert.deepEqual([sent.length, statuses.at(-1)], [1, 'conflict']);
    saver.restart(7);
    pass(0);

    assert.deepEqual([sent[1]!.revision, sent[1]!.data], [7, { a: 2 }]);
  });

  it('is at hand while the server does not have it', async () => {
    const { pass, saver, sent } = desk();

    saver.change({ a: 1 });
    pass(600);
    await sent[0]!.answer(new Unreachable(undefined));
    assert.deepEqual(saver.unsaved(), { a: 1 });
    pass(3000);
    await sent[1]!.answer();

    assert.equal(saver.unsaved(), undefined);
  });

  it('is not sent any more once the task is done', async () => {
    const { pass, saver, sent } = desk();

    saver.change({ a: 1 });
    saver.stop();
    pass(60_000);
    await saver.flush();

    assert.equal(sent.length, 0);
  });
});
