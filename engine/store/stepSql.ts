import type { Parameters } from './parameters.ts';
import type { StepWrite } from './stepTypes.ts';

/** A statement under construction: its parameters, the conditions that must hold and the parts that follow from them. */
export interface StepSql {
  readonly parameters: Parameters;
  readonly office: string;
  readonly instance: string;
  readonly at: string;
  /** `name as (…)`, in order. */
  readonly parts: string[];
  /** Conditions of the one row of `step`; every part reads from `step` and does nothing without it. */
  readonly guards: string[];
}

/** Parameters used in many parts, sent once. */
export const dossierOf = (sql: StepSql, write: StepWrite): string =>
  sql.parameters.once('dossier', write.instance.dossierId ?? write.dossier?.id ?? null, 'uuid');
export const actorName = (sql: StepSql, write: StepWrite): string =>
  sql.parameters.once('actorName', write.actor.name, 'text');
