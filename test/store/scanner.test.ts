import assert from 'node:assert/strict';
import { commitSteps, scanOffice, type StepWrite } from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { sampleDossier, sampleHistory, sampleJob, sampleStart, sampleTask, AT } from './sampleStep.ts';

describe('the scanner', () => {
  let open: OpenStore;
  let start: StepWrite;

  beforeEach(async () => {
    open = await openStore();
    const dossier = sampleDossier();
    const state = { v: 1 as const, next: 3, status: 'active' as const, tokens: [token(1), token(2)], joins: [] };
    const base = sampleStart({}, { state, dossierId: dossier.id });
    const history = sampleHistory(base.instance.id, 2);
    start = {
      ...base,
      instance: { ...base.instance, historySeq: 2, historyHash: history[1]!.hash },
      dossier,
      history,
      tasks: [sampleTask(1)],
      jobs: [sampleJob(2)],
      timers: [{ token: 1, element: 'reply', dueAt: AT, limit: null }],
      subscriptions: [{ token: 0, element: 'withdrawn', message: 'withdrawal', correlationKey: dossier.id }],
    };
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [start]));
  });
  afterEach(() => open.close());

  const rules = async (): Promise<readonly string[]> =>
    (await open.store.transaction('XX', (trx) => scanOffice(trx, 'XX'))).map(({ rule }) => rule);
  const change = (table: string, values: Record<string, unknown>): Promise<number> =>
    open.store.transaction('XX', (trx) => trx.from(table).update(values));

  it('finds nothing where every step was written whole', async () => {
    assert.deepEqual(await rules(), []);
  });

  const damages: Readonly<Record<string, readonly [table: string, values: Record<string, unknown>]>> = {
    'open task without a live token': ['tasks', { token: 7 }],
    'job without a live token': ['jobs', { token: 7 }],
    'timer without a live token': ['timers', { token: 7 }],
    'subscription without a live token': ['subscriptions', { token: 7 }],
    'instance whose row and state differ': ['instances', { status: 'failed', ended_at: AT }],
    'held job of an instance that is not suspended': ['jobs', { held: true }],
    'job that stands still without an open incident': ['jobs', { state: 'failed' }],
    'candidates that are not those of their open task': ['tasks', { candidate_groups: ['registrar'] }],
    'history whose end is not that of its instance': ['instances', { history_seq: 1 }],
    'dossier that lists do not show as it is': ['dossiers', { state: 'registered' }],
  };

  for (const [rule, [table, values]] of Object.entries(damages)) {
    it(`finds: ${rule}`, async () => {
      await change(table, values);

      assert.ok((await rules()).includes(rule));
    });
  }

  it('finds an active instance that waits for nothing', async () => {
    await open.store.transaction('XX', async (trx) => {
      for (const table of ['tasks', 'jobs', 'timers', 'subscriptions']) await trx.from(table).delete();
    });

    assert.deepEqual(await rules(), ['active instance that waits for nothing']);
  });

  it('finds a completed batch with an instance that waits', async () => {
    const [office_id, batch_id] = ['XX', '00000000-0000-7000-8000-000000000001'];
    await open.store.transaction('XX', async (trx) => {
      const batch = {
        office_id,
        id: batch_id,
        kind: 'suspend',
        state: 'completed',
        dry_run: false,
        definition_key: 'p',
      };
      const order = { plan: '{}', reason: 'x', total: 1, created_at: AT, created_by: '{}', ended_at: AT };
      await trx.from('batches').insert({ ...batch, ...order });
      await trx.from('batch_items').insert({ office_id, batch_id, instance_id: start.instance.id, changed_at: AT });
    });

    assert.deepEqual(await rules(), ['completed batch with an instance that waits']);
  });

  it('looks at its own office only', async () => {
    await change('tasks', { token: 7 });

    assert.deepEqual(await open.store.transaction('YY', (trx) => scanOffice(trx, 'YY')), []);
  });
});

function token(id: number): { readonly id: number; readonly at: string; readonly in: number } {
  return { id, at: 'formal-examination', in: 0 };
}
