import { select, type Columns } from './columns.ts';
import { reading, writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** A fee owed on a dossier. */
export interface StoredFee {
  readonly id: string;
  readonly dossierId: string;
  readonly kind: string;
  /** In the minor unit of the currency (cents). */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** Office day. */
  readonly dueOn: string | null;
  readonly paidAt: string | null;
  /** What the payment is known by at the bank or provider. */
  readonly reference: string | null;
}

const columns: Columns<StoredFee> = {
  id: 'id',
  dossierId: 'dossier_id',
  kind: 'kind',
  amount: 'amount',
  currency: 'currency',
  dueOn: 'due_on',
  paidAt: 'paid_at',
  reference: 'reference',
};

const INSERT = writing(`
  insert into fees (office_id, id, dossier_id, kind, amount, currency, due_on, paid_at, reference, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (office_id, id) do nothing`);

/** Notes a fee, once per id. */
export async function insertFee(
  trx: Transaction,
  officeId: string,
  fee: StoredFee & { readonly at: string },
): Promise<void> {
  const { id, dossierId, kind, amount, currency, dueOn, paidAt, reference, at } = fee;
  await trx.run(INSERT, [officeId, id, dossierId, kind, amount, currency, dueOn, paidAt, reference, at]);
}

const PAY = writing(`
  update fees set paid_at = $3, reference = coalesce($4, reference) where office_id = $1 and id = $2 and paid_at is null
  returning true as paid`);

/** Notes the payment of a fee. @returns false when there is no such fee or it was paid before */
export async function payFee(
  trx: Transaction,
  officeId: string,
  payment: { readonly feeId: string; readonly at: string; readonly reference: string | null },
): Promise<boolean> {
  return (await trx.run(PAY, [officeId, payment.feeId, payment.at, payment.reference])).length === 1;
}

const OF_DOSSIER = reading(`
  select ${select(columns, 'f')} from fees f where f.office_id = $1 and f.dossier_id = $2 order by f.created_at, f.id`);

/** All fees of a dossier, oldest first. */
export function feesOfDossier(trx: Transaction, officeId: string, dossierId: string): Promise<readonly StoredFee[]> {
  return trx.run<StoredFee>(OF_DOSSIER, [officeId, dossierId]);
}
