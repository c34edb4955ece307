import { select } from './columns.ts';
import { reading, writing } from './statements.ts';
import { incidentColumns, type StoredIncident } from './stored.ts';
import type { IncidentWrite } from './stepTypes.ts';
import type { Transaction } from './transaction.ts';

const INSERT = writing(`
  insert into incidents (office_id, id, instance_id, token, element, code, sentence, trigger, job_id, state, opened_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, 'open', $10)
  on conflict (office_id, id) do nothing`);

/** Opens an incident outside a step, e.g. for a job that has no attempt left; once per id. */
export async function insertIncident(
  trx: Transaction,
  officeId: string,
  incident: IncidentWrite & { readonly instanceId: string; readonly at: string },
): Promise<void> {
  const { id, instanceId, token, element, code, sentence, trigger, jobId, at } = incident;
  const cause = trigger === null ? null : JSON.stringify(trigger);
  await trx.run(INSERT, [officeId, id, instanceId, token, element, code, sentence, cause, jobId, at]);
}

const READ = reading(`select ${select(incidentColumns, 'n')} from incidents n where n.office_id = $1 and n.id = $2`);

export async function readIncident(trx: Transaction, officeId: string, id: string): Promise<StoredIncident | null> {
  const [incident] = await trx.run<StoredIncident>(READ, [officeId, id]);
  return incident ?? null;
}

const RESOLVE = writing(`
  update incidents set state = 'resolved', resolved_at = $3, resolved_by = $4
  where office_id = $1 and id = $2 and state = 'open' returning true as resolved`);

/** Closes an incident outside a step, e.g. when its job is tried again. @returns false when it was not open */
export async function resolveIncident(
  trx: Transaction,
  officeId: string,
  incident: { readonly id: string; readonly at: string; readonly by: string },
): Promise<boolean> {
  return (await trx.run(RESOLVE, [officeId, incident.id, incident.at, incident.by])).length === 1;
}

const OPEN_OF_INSTANCE = reading(`
  select ${select(incidentColumns, 'n')} from incidents n
  where n.office_id = $1 and n.instance_id = $2 and n.state = 'open' order by n.opened_at, n.id`);

/** The open incidents of an instance, oldest first. */
export function openIncidents(
  trx: Transaction,
  officeId: string,
  instanceId: string,
): Promise<readonly StoredIncident[]> {
  return trx.run<StoredIncident>(OPEN_OF_INSTANCE, [officeId, instanceId]);
}
