import { select, type Columns } from './columns.ts';
import { reading } from './statements.ts';
import type { TimeLimitWrite } from './stepTypes.ts';
import type { Transaction } from './transaction.ts';

/** A time limit of a dossier; dates are the office's days. */
export interface StoredTimeLimit extends TimeLimitWrite {
  readonly id: string;
  readonly instanceId: string;
  readonly dossierId: string | null;
  readonly changedAt: string;
}

export const timeLimitColumns: Columns<StoredTimeLimit> = {
  id: 'id',
  instanceId: 'instance_id',
  dossierId: 'dossier_id',
  token: 'token',
  element: 'element',
  key: 'key',
  baseOn: 'base_on',
  rawOn: 'raw_on',
  expiresOn: 'expires_on',
  extensions: 'extensions',
  state: 'state',
  steps: 'steps',
  changedAt: 'changed_at',
};

const OF_DOSSIER = reading(`
  select ${select(timeLimitColumns, 'l')} from time_limits l where l.office_id = $1 and l.dossier_id = $2 order by l.expires_on, l.key, l.id`);
const OF_INSTANCE = reading(`
  select ${select(timeLimitColumns, 'l')} from time_limits l where l.office_id = $1 and l.instance_id = $2 order by l.expires_on, l.key, l.id`);

/** All time limits of a dossier, in the order of expiry. */
export function timeLimitsOfDossier(
  trx: Transaction,
  officeId: string,
  dossierId: string,
): Promise<readonly StoredTimeLimit[]> {
  return trx.run<StoredTimeLimit>(OF_DOSSIER, [officeId, dossierId]);
}

/** All time limits of an instance, in the order of expiry. */
export function timeLimitsOfInstance(
  trx: Transaction,
  officeId: string,
  instanceId: string,
): Promise<readonly StoredTimeLimit[]> {
  return trx.run<StoredTimeLimit>(OF_INSTANCE, [officeId, instanceId]);
}
