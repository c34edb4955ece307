import assert from 'node:assert/strict';
import { completeTask } from '../../engine/commands/completeTask.ts';
import { startInstance } from '../../engine/commands/startInstance.ts';
import { createStore } from '../../engine/store/index.ts';
import { openOffice } from '../commands/kit.ts';
import { runtimeOn } from '../commands/officeTemplate.ts';
import { openProxy } from './proxy.ts';

/** Completions at the same time. */
const ABREAST = 20;

/** Completions whose commit was done and whose answer never came; each is then given once more under the same key. */
export async function cutAnswers(count: number): Promise<{ readonly cut: number; readonly done: number }> {
  const office = await openOffice();
  const proxy = await openProxy(office.database.app);
  const store = createStore({ app: proxy.connection });
  const runtime = runtimeOn(store);
  const result = { cut: 0, done: 0 };
  try {
    // Read before the first cut: the definitions have a transaction of their own.
    await startInstance(runtime, office.as('administrator'), { process: 'relay' });
    while (result.cut < count) {
      const ids = await Promise.all(Array.from({ length: ABREAST }, () => office.start('relay')));
      const tasks = await Promise.all(ids.map((id) => office.task(id, 'first')));
      const calls = tasks.map(() => office.as('examiner'));
      const complete = (at: number): Promise<unknown> =>
        completeTask(runtime, calls[at] ?? assert.fail(), tasks[at]?.id ?? '', {
          revision: 1,
          outcome: 'complete',
          data: {},
        });
      proxy.cutCommits(tasks.length);
      const first = await Promise.allSettled(tasks.map((_task, at) => complete(at)));
      result.cut += first.filter(({ status }) => status === 'rejected').length;
      for (const id of ids) assert.equal((await office.history(id)).length, 2, 'done, although nobody heard of it');
      await Promise.all(tasks.map((_task, at) => complete(at)));
      for (const id of ids) {
        const types = (await office.history(id)).map(({ type }) => type);
        assert.deepEqual(types, ['instanceStarted', 'taskCompleted']);
        assert.deepEqual(
          (await office.tasks(id)).map(({ element }) => element),
          ['second'],
        );
        result.done += 1;
      }
    }
  } finally {
    await store.close();
    await proxy.close();
    await office.close();
  }
  return result;
}
