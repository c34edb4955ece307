import assert from 'node:assert/strict';
import { Client } from 'pg';
import { moveClock, now } from '../../engine/store/index.ts';
import { PASSWORD, startApp, type TestApp } from './support/app.ts';
import { EventStream, type Heard } from './support/eventStream.ts';
import { World } from './support/world.ts';

const RHYTHM = {
  pollMilliseconds: 40,
  heartbeatMilliseconds: 60,
  recheckMilliseconds: 80,
  streamsPerPerson: 2,
} as const;

describe('the events of an office', function () {
  this.timeout(60_000);
  let app: TestApp;
  let world: World;
  const streams: EventStream[] = [];
  const listen = async (login: string, options: { office?: string; lastEventId?: string; app?: TestApp } = {}) => {
    const client = await (options.app ?? app).as(login);
    const stream = await EventStream.open(client, options.office ?? 'aa', options.lastEventId);
    streams.push(stream);
    return stream;
  };
  before(async () => {
    app = await startApp({ settings: { events: RHYTHM } });
    world = new World(app, await app.as('all'));
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
  });
  after(() => app.close());

  it('tell of tasks that open, are claimed and close, and of their dossier', async () => {
    const stream = await listen('ada');

    const { taskId, dossierId, instanceId } = await world.file();
    await stream.until(({ type, data }) => type === 'task' && data['taskId'] === taskId && data['change'] === 'opened');
    await world.client.post(world.path(`/tasks/${taskId}/claim`), { revision: 1 });
    await stream.until(({ data }) => data['taskId'] === taskId && data['change'] === 'claimed');
    await world.complete(taskId, 'ask');
    const closed = await stream.until(({ data }) => data['taskId'] === taskId && data['change'] === 'closed');
    await stream.until(({ type, data }) => type === 'dossier' && data['dossierId'] === dossierId);

    assert.equal(closed.data['instanceId'], instanceId);
    assert.match(closed.id, /^\d{4}-\d\d-\d\dT/);
  });

  it('tell of what another node did', async () => {
    const other = await startApp({ beside: app, settings: { events: RHYTHM } });
    const stream = await listen('ada', { app: other });

    const { taskId } = await world.file();
    await stream.until(({ data }) => data['taskId'] === taskId);

    stream.close();
    await other.close();
  });

  it('tell nobody what they may not see, and another office nothing', async () => {
    const ray = await listen('ray');
    const bob = await listen('bob', { office: 'bb' });
    const ada = await listen('ada');

    const filed = await world.file();
    await ada.until(({ data }) => data['dossierId'] === filed.dossierId);
    await world.publish(filed);
    await ray.until(({ data }) => data['dossierId'] === filed.dossierId);

    assert.ok(ray.events.every(({ type }) => type === 'dossier'));
    assert.equal(ray.events.length, 1);
    assert.deepEqual(bob.events, []);
  });

  it('are resumed after the last id that was heard', async () => {
    const first = await listen('ada');
    const heard = await world.file();
    const { id } = await first.until(({ data }) => data['taskId'] === heard.taskId);
    first.close();
    const missed = await world.file();

    const second = await listen('ada', { lastEventId: id });

    await second.until(({ data }) => data['taskId'] === missed.taskId);
  });

  it('are resumed with all that was missed, however much one look takes', async () => {
    // It looks when it is hinted at, never by itself.
    const events = { ...RHYTHM, pollMilliseconds: 3_600_000, entriesPerLook: 2 };
    const narrow = await startApp({ beside: app, settings: { events } });
    const there = new World(narrow, await narrow.as('all'));
    const first = await listen('ada', { app: narrow });
    const heard = await there.file();
    const { id } = await first.until(({ data }) => data['taskId'] === heard.taskId);
    first.close();
    const missed = [await there.file(), await there.file(), await there.file(), await there.file()];

    const second = await listen('ada', { app: narrow, lastEventId: id });

    for (const { taskId } of missed) await second.until(({ data }) => data['taskId'] === taskId);
    assert.ok(second.events.every((event) => event.id === id));
    second.close();
    await narrow.close();
  });

  it('begin with the present for who heard nothing, or something that is no id', async () => {
    await world.file();
    const stream = await listen('ada', { lastEventId: "'; select pg_sleep(5) --" });

    const { taskId } = await world.file();
    const told = await stream.until(({ type }) => type === 'task');

    assert.equal(told.data['taskId'], taskId);
  });

  it('breathe', async () => {
    const stream = await listen('ada');

    await stream.comment();
  });

  it('are limited per person, not for others', async () => {
    await listen('eve');
    await listen('eve');

    const third = await (await app.as('eve')).get(world.path('/events'));
    const other = await listen('ada');

    assert.equal(third.status, 429);
    assert.ok(other.isOpen);
  });

  it('end with the session', async () => {
    const client = app.anybody();
    await client.signIn('sue', PASSWORD);
    const stream = await EventStream.open(client, 'aa');

    await client.delete('/api/session');

    await stream.ended;
  });

  it('end with the membership, and narrow with the role', async () => {
    const stream = await listen('rex');
    const database = new Client(app.database.owner);
    await database.connect();
    await database.query('delete from memberships where user_id = $1', [app.userIds.get('rex')]);
    await database.end();

    await stream.ended;
  });

  it('end when the process is about to, and are refused then', async () => {
    const stopping = new AbortController();
    const other = await startApp({ beside: app, settings: { events: RHYTHM }, stopping: stopping.signal });
    const stream = await EventStream.open(await other.as('ada'), 'aa');

    stopping.abort();
    await stream.ended;
    const refused = await (await other.as('ada')).get(world.path('/events'));
    const ready = await other.anybody().get('/api/ready');
    const alive = await other.anybody().get('/api/health');
    await other.close();

    assert.deepEqual([refused.status, ready.status, alive.status], [503, 503, 200]);
  });

  it('do not keep a session alive', async () => {
    const client = app.anybody();
    await client.signIn('ada', PASSWORD);
    const stream = await EventStream.open(client, 'aa');
    const database = new Client(app.database.owner);
    await database.connect();
    await database.query(`update sessions set seen_at = clock_timestamp() - interval '31 minutes'`);
    await database.end();

    await stream.ended;
  });
});

describe('an event of a task behind an undo delay', function () {
  this.timeout(60_000);

  it('goes to the person who may undo at once, and to the others when the delay is over', async () => {
    const app = await startApp({ undoSeconds: 60, settings: { events: RHYTHM } });
    const world = new World(app, await app.as('all'));
    const ada = new World(app, await app.as('ada'));
    const { taskId, instanceId } = await world.bareTask('relay');
    const mine = await EventStream.open(ada.client, 'aa');
    const theirs = await EventStream.open(await app.as('eve'), 'aa');

    await ada.complete(taskId, 'complete');
    const opens = ({ data }: Heard): boolean => data['instanceId'] === instanceId && data['change'] === 'opened';
    const told = await mine.until(opens);
    const [early] = theirs.events.filter(opens);
    const { store } = app.services;
    await store.acrossOffices(async (trx) =>
      moveClock(trx, new Date(Date.parse(await now(trx)) + 61_000).toISOString()),
    );
    const later = await theirs.until(opens);

    assert.equal(early, undefined);
    assert.equal(later.data['taskId'], told.data['taskId']);
    mine.close();
    theirs.close();
    await app.close();
  });
});
