import { select } from './columns.ts';
import { reading, writing } from './statements.ts';
import { instanceColumns, type StoredInstance } from './stored.ts';
import type { Transaction } from './transaction.ts';

const READ = reading(`select ${select(instanceColumns, 'i')} from instances i where i.office_id = $1 and i.id = $2`);

export async function readInstance(trx: Transaction, officeId: string, id: string): Promise<StoredInstance | null> {
  const [instance] = await trx.run<StoredInstance>(READ, [officeId, id]);
  return instance ?? null;
}

// Locks are taken in the order of the sort because it lies below them.
const LOCK = writing(`
  select ${select(instanceColumns, 'i')} from instances i
  where i.office_id = $1 and i.id = any($2::uuid[]) order by i.id for no key update`);

/** Reads and locks instances that are about to change together, in the order of their ids; ids that do not exist are left out. */
export function lockInstances(
  trx: Transaction,
  officeId: string,
  ids: readonly string[],
): Promise<readonly StoredInstance[]> {
  return trx.run<StoredInstance>(LOCK, [officeId, ids]);
}

const CHILDREN = reading(`
  select ${select(instanceColumns, 'i')} from instances i where i.office_id = $1 and i.parent_id = $2
  order by i.started_at, i.id`);

/** The instances that call activities of this one have started, oldest first. */
export function childInstances(
  trx: Transaction,
  officeId: string,
  parentId: string,
): Promise<readonly StoredInstance[]> {
  return trx.run<StoredInstance>(CHILDREN, [officeId, parentId]);
}

const OF_DOSSIER = reading(`
  select ${select(instanceColumns, 'i')} from instances i where i.office_id = $1 and i.dossier_id = $2
  order by i.started_at, i.id`);

/** All instances of a dossier, oldest first. */
export function instancesOfDossier(
  trx: Transaction,
  officeId: string,
  dossierId: string,
): Promise<readonly StoredInstance[]> {
  return trx.run<StoredInstance>(OF_DOSSIER, [officeId, dossierId]);
}
