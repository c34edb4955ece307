import assert from 'node:assert/strict';
import { startApp, type TestApp } from '../support/app.ts';
import { attackCases } from '../support/attackCases.ts';
import { World } from '../support/world.ts';

describe('the JSON attack corpus', function () {
  this.timeout(120_000);
  interface JsonCase {
    readonly id: string;
    readonly name: string;
    readonly raw?: string;
    readonly base64?: string;
    readonly gen?: string;
    readonly n?: number;
  }
  let app: TestApp;
  let world: World;
  before(async () => {
    app = await startApp();
    world = new World(app, await app.as('all'));
  });
  after(() => app.close());

  /** The generators of the corpus that make bodies up to what a test can send; larger ones are refused by their length alone. */
  const generated = (kind: string, n: number): string => {
    const size = Math.min(n, 2_000_000);
    const list = (make: (at: number) => string): string =>
      Array.from({ length: Math.min(n, 200_000) }, (_, at) => make(at)).join();
    switch (kind) {
      case 'nest-array':
        return '['.repeat(size / 2) + ']'.repeat(size / 2);
      case 'nest-object':
        return '{"a":'.repeat(size / 5) + '1' + '}'.repeat(size / 5);
      case 'wide-object':
        return `{${list((at) => `"k${at}":${at}`)}}`;
      case 'wide-array':
        return `[${list(() => '1')}]`;
      case 'long-string':
        return `{"a":"${'x'.repeat(size)}"}`;
      case 'long-key':
        return `{"${'k'.repeat(size)}":1}`;
      case 'long-number':
        return `{"a":${'9'.repeat(size)}}`;
      case 'same-prefix-keys':
        return `{${list((at) => `"${'p'.repeat(5)}${at}":1`)}}`;
      default:
        return `{"a":${'[1,{"b":['.repeat(n)}${']}]'.repeat(n)}}`;
    }
  };

  it('is refused where a body has a shape, and never breaks anything', async () => {
    const { taskId } = await world.file();
    for (const each of attackCases<JsonCase>('json-abuse')) {
      const body =
        each.base64 === undefined
          ? (each.raw ?? generated(each.gen ?? '', each.n ?? 1))
          : Buffer.from(each.base64, 'base64');
      const answer = await world.client.call('POST', world.path(`/tasks/${taskId}/claim`), undefined, {
        raw: body,
        headers: { 'content-type': 'application/json' },
      });

      assert.ok(
        [413, 415, 422].includes(answer.status),
        `${each.id} ${each.name}: ${answer.status} ${answer.text.slice(0, 200)}`,
      );
      assert.deepEqual(app.logged.splice(0), [], each.id);
    }
    assert.equal((await world.client.get(world.path(`/tasks/${taskId}`))).body.task.assignee, null);
  });

  it('is kept exactly or refused where data are free: a draft', async () => {
    const { taskId } = await world.file();
    let revision = 0;
    for (const each of attackCases<JsonCase>('json-abuse').filter(({ raw: text }) => text?.startsWith('{') === true)) {
      const text = `{"revision":${revision},"data":${each.raw ?? ''}}`;
      const answer = await world.client.call('PUT', world.path(`/tasks/${taskId}/draft`), undefined, {
        raw: text,
        headers: { 'content-type': 'application/json' },
      });
      if (answer.status !== 200) {
        assert.equal(answer.status, 422, `${each.id}: ${answer.text}`);
        continue;
      }
      revision = answer.body.revision;
      const kept = await world.client.get(world.path(`/tasks/${taskId}`));
      // JSON has one zero: minus nothing is nothing.
      const sent: unknown = JSON.parse((each.raw ?? '').replace('-0}', '0}'));
      assert.deepEqual(kept.body.data, sent, each.id);
    }
    assert.deepEqual(app.logged, []);
  });
});
