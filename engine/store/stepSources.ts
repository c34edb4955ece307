import type { StepSql } from './stepSql.ts';
import type { StepWrite } from './stepTypes.ts';

/** The step is written only while what it comes from is still there: a signal that its receiver has not had, a start that is due. */
export function guardSources(sql: StepSql, write: StepWrite): void {
  const { consumedSignal, firedStart } = write;
  const require = (name: string, body: string): void => {
    sql.parts.push(`${name} as materialized (${body})`);
    sql.guards.push(`exists (select from ${name})`);
  };
  if (consumedSignal)
    require('guard_signal', `select from signal_receivers where ${receiver(sql, consumedSignal)} for update`);
  if (firedStart)
    require('guard_start', `select from timer_starts where ${startEvent(sql, firedStart)}
      and due_at = ${sql.parameters.add(firedStart.dueAt, 'timestamptz')} for update`);
}

/** What the step comes from is used up with it. */
export function useUpSources(sql: StepSql, write: StepWrite): void {
  const { consumedSignal, firedStart } = write;
  const { parameters, parts } = sql;
  if (consumedSignal)
    parts.push(
      `received as (delete from signal_receivers where ${receiver(sql, consumedSignal)} and exists (select from step))`,
    );
  if (firedStart)
    parts.push(`fired_start as (update timer_starts
      set due_at = ${parameters.add(firedStart.nextDueAt, 'timestamptz')}, locked_until = null
      where ${startEvent(sql, firedStart)} and exists (select from step))`);
}

function receiver({ parameters, office }: StepSql, place: NonNullable<StepWrite['consumedSignal']>): string {
  const id = parameters.once('signalId', place.signalId, 'uuid');
  const name = parameters.once('signalReceiver', place.receiver, 'text');
  const token = parameters.once('signalToken', place.token, 'integer');
  const element = parameters.once('signalElement', place.element, 'text');
  return `office_id = ${office} and receiver = ${name} and signal_id = ${id} and token = ${token} and element = ${element}`;
}

function startEvent({ parameters, office }: StepSql, { definitionKey, element }: NonNullable<StepWrite['firedStart']>) {
  const key = parameters.once('startKey', definitionKey, 'text');
  return `office_id = ${office} and definition_key = ${key} and element = ${parameters.once('startElement', element, 'text')}`;
}
