import { Client } from 'pg';
import { countTasks, listTasks, openTasksOfInstance } from '../../engine/store/index.ts';
import { OFFICE, openOffice, type TestOffice } from '../../test/commands/kit.ts';
import { copyWaiting, EXAMINERS } from '../../test/support/waitingRows.ts';
import { completion, type Deed } from '../course.ts';
import { benchTemplate } from '../office.ts';
import { timed, type Measured } from '../measure.ts';
import { ASSESSMENT } from './people.ts';

/** Office XX with one real waiting case, and so many copies of it made by SQL through the real schema. */
export async function fillWaiting(count: number): Promise<TestOffice> {
  const office = await openOffice({ template: await benchTemplate() });
  await office.start('bench-waiting', {}, { markText: 'WAITING' });
  const owner = new Client(office.database.owner);
  await owner.connect();
  await copyWaiting(owner, 'bench-waiting', count);
  await owner.end();
  return office;
}

/** Completions of tasks that lie all over the tables: so many of those offered to examiners. */
export async function waitingDeeds(office: TestOffice, count: number): Promise<readonly Deed[]> {
  const owner = new Client(office.database.owner);
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>(
    `select instance_id as id from (select t.instance_id from tasks t where t.office_id = $1 and t.state = 'open'
       and t.candidate_groups = array['${EXAMINERS}'] and t.element = 'desk' order by md5(t.id::text) limit $2) x`,
    [OFFICE, count],
  );
  await owner.end();
  const deeds: Deed[] = [];
  for (const { id } of rows) {
    const [task] = await office.look((trx) => openTasksOfInstance(trx, OFFICE, id));
    if (task) deeds.push(completion(office, task, ASSESSMENT));
  }
  return deeds;
}

/** The same completions in a database that holds nothing else. */
export async function fewWaiting(count: number): Promise<{ office: TestOffice; deeds: readonly Deed[] }> {
  const office = await openOffice({ template: await benchTemplate() });
  for (let each = 0; each < count; each += 1) await office.start('bench-waiting', {}, { markText: 'WAITING' });
  const owner = new Client(office.database.owner);
  await owner.connect();
  await owner.query('vacuum analyze');
  await owner.end();
  return { office, deeds: await waitingDeeds(office, count) };
}

/** The first page of 50 of an examiner's shared queue, and the numbers beside it. */
export async function inboxPages(office: TestOffice, times: number): Promise<{ list: Measured; count: Measured }> {
  const { userId, roles } = office.member(EXAMINERS);
  const filter = { view: 'groups' as const, userId, candidates: [...roles, `user:${userId}`], timeZone: 'UTC' };
  const page = { order: 'urgency' as const, limit: 50 };
  const rounds = Array.from({ length: times }, (_, round) => round);
  const list = await timed(rounds, 1, () => office.look((trx) => listTasks(trx, OFFICE, filter, page)));
  const counting = { ...filter, withAll: false };
  const count = await timed(rounds, 1, () => office.look((trx) => countTasks(trx, OFFICE, counting)));
  return { list, count };
}
