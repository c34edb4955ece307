import assert from 'node:assert/strict';
import { moveClock } from '../../engine/store/index.ts';
import { startApp, type TestApp } from '../http/support/app.ts';
import { World } from '../http/support/world.ts';

describe('the search for dossiers', function () {
  this.timeout(60_000);
  let app: TestApp;
  let all: World;
  before(async () => {
    app = await startApp();
    all = new World(app, await app.as('all'));
    await all.file({ title: 'Red chair', applicant: 'Müller GmbH', classes: [6], filedOn: '2026-01-10' });
    await all.file({ title: 'كرسي أحمر', applicant: 'شركة النور', classes: [6, 20], filedOn: '2026-02-10' });
    await all.file({ title: 'Table', applicant: 'Smith', classes: [20], filedOn: '2026-03-10' });
  });
  after(() => app.close());

  const titles = async (query: string): Promise<readonly string[]> =>
    (await all.client.get(all.path(`/dossiers?${query}`))).body.items.map((row: { title: string }) => row.title);

  it('finds by words without accents, by parts, by numbers in any writing, in any script', async () => {
    assert.deepEqual(await titles('q=muller'), ['Red chair']);
    assert.deepEqual(await titles('q=chai'), ['Red chair']);
    assert.deepEqual(await titles(`q=${encodeURIComponent('كرسي احمر')}`), ['كرسي أحمر']);
    assert.deepEqual(await titles('q=d20260003'), ['Table']);
    assert.deepEqual(await titles(`q=${encodeURIComponent('D-2026-٠٠٠٣')}`), ['Table']);
  });

  it('finds by class, state and days of filing, both included', async () => {
    assert.deepEqual(await titles('class=20'), ['Table', 'كرسي أحمر']);
    assert.deepEqual(await titles('state=PUBLISHED'), []);
    assert.deepEqual(await titles('filedFrom=2026-01-10&filedTo=2026-02-10'), ['كرسي أحمر', 'Red chair']);
  });

  it('pages through everything, latest filing first', async () => {
    const found: string[] = [];
    let cursor = '';
    do {
      const { body } = await all.client.get(all.path(`/dossiers?limit=1${cursor}`));
      found.push(...body.items.map((row: { title: string }) => row.title));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');

    assert.deepEqual(found, ['Table', 'كرسي أحمر', 'Red chair']);
  });
});

describe('publication', function () {
  this.timeout(60_000);

  it('opens a dossier to the public once, at the office’s midnight by the time of the database', async () => {
    const app = await startApp();
    const all = new World(app, await app.as('all'));
    const ray = await app.as('ray');
    const { store } = app.services;
    const filed = await all.file({ title: 'Chair' });
    await all.publish(filed);
    const { data } = (await all.client.get(all.path(`/dossiers/${filed.dossierId}`))).body;
    // The office lies three hours ahead of UTC: its day of publication begins at 21:00 UTC of the day before.
    const midnight = Date.parse(`${data.publishedOn}T00:00:00.000Z`) - 3 * 3_600_000;
    const at = async (milliseconds: number) => {
      await store.acrossOffices((trx) => moveClock(trx, new Date(midnight + milliseconds).toISOString()));
      const page = await ray.get(all.path(`/dossiers/${filed.dossierId}`));
      const list = await ray.get(all.path('/dossiers'));
      const instances = await ray.get(all.path('/instances'));
      return [page.status, list.body.items.length, instances.body.items.length];
    };

    // A second is enough to ask three times.
    const before = await at(-2000);
    const after = await at(0);
    await app.close();

    assert.deepEqual(before, [404, 0, 0]);
    assert.deepEqual(after, [200, 1, 1]);
  });
});

describe('the page of a dossier', function () {
  this.timeout(60_000);
  let app: TestApp;
  let all: World;
  before(async () => {
    app = await startApp();
    all = new World(app, await app.as('all'));
  });
  after(() => app.close());

  it('says what is open, what it waits for with the form to record it, and the next time limit', async () => {
    const filed = await all.file({ title: 'Chair' });
    const open = (await all.client.get(all.path(`/dossiers/${filed.dossierId}`))).body;
    await all.complete(filed.taskId, 'ask');
    const waits = (await all.client.get(all.path(`/dossiers/${filed.dossierId}`))).body;

    assert.deepEqual(
      open.openTasks.map((task: { name: { en: string } }) => task.name.en),
      ['Examine'],
    );
    assert.equal(open.nextTimeLimit.key, 'examination');
    assert.equal(open.nextTimeLimit.legalBasis, 'Act, section 5');
    assert.deepEqual(waits.openTasks, []);
    assert.deepEqual(waits.awaited, [
      {
        instanceId: filed.instanceId,
        element: 'await-reply',
        message: 'reply-received',
        key: filed.dossierId,
        name: { en: 'Await the reply', ar: 'Await the reply' },
        form: 'reply',
      },
    ]);
    assert.equal(waits.nextTimeLimit, null);
  });

  it('counts open incidents of all its instances', async () => {
    const { dossierId } = await all.file();
    await all.client.post(all.path('/instances'), { process: 'search', dossierId });
    await all.failErrand();

    const { incidents, instances } = (await all.client.get(all.path(`/dossiers/${dossierId}`))).body;

    assert.equal(incidents, 1);
    assert.deepEqual(
      instances.map((one: { process: string }) => one.process),
      ['design', 'search'],
    );
  });

  it('takes six statements, whatever it shows', async () => {
    const { dossierId } = await all.file();
    const path = all.path(`/dossiers/${dossierId}`);
    await all.client.get(path);
    app.counter.reset();

    await all.client.get(path);

    const sent = app.counter.captured.filter(({ text }) => !/^(begin|commit|\s*select set_config)/.test(text));
    assert.equal(sent.length - 1, 6);
  });
});
