import { select, type Columns } from './columns.ts';
import { reading } from './statements.ts';
import type { StatusEventWrite } from './stepTypes.ts';
import type { Transaction } from './transaction.ts';

/** A legally relevant fact of a dossier; `on` is its office day. */
export interface StoredStatusEvent extends StatusEventWrite {
  readonly recordedAt: string;
}

export const statusEventColumns: Columns<StoredStatusEvent> = {
  id: 'id',
  event: 'event',
  on: 'on_date',
  element: 'element',
  note: 'note',
  recordedAt: 'recorded_at',
};

const OF_DOSSIER = reading(`
  select ${select(statusEventColumns, 'e')} from status_events e
  where e.office_id = $1 and e.dossier_id = $2 order by e.on_date, e.recorded_at, e.id`);

/** All status events of a dossier, in the order of their days. */
export function statusEventsOfDossier(
  trx: Transaction,
  officeId: string,
  dossierId: string,
): Promise<readonly StoredStatusEvent[]> {
  return trx.run<StoredStatusEvent>(OF_DOSSIER, [officeId, dossierId]);
}
