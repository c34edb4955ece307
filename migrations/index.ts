import { installation } from './0001_installation.ts';
import { deployments } from './0002_deployments.ts';
import { dossiers } from './0003_dossiers.ts';
import { instances } from './0004_instances.ts';
import { tasks } from './0005_tasks.ts';
import { waits } from './0006_waits.ts';
import { history } from './0007_history.ts';
import { repetition } from './0008_repetition.ts';
import { fees } from './0009_fees.ts';
import { ready } from './0010_ready.ts';
import { letterNumbers } from './0011_letterNumbers.ts';
import { heldJobs } from './0012_heldJobs.ts';
import { broadcasts } from './0013_broadcasts.ts';
import { batches } from './0014_batches.ts';
import { candidateElement } from './0015_candidateElement.ts';

/**
 * One step of the schema: forward only, never edited once released, one concern. Its position in the list is its number; its text
 * is noted as a checksum. Row-level security and rights are not its concern: the runner gives them to every table by rule.
 */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** False: one statement that must run outside a transaction (`create index concurrently if not exists`). */
  readonly transaction?: false;
}

/** All steps in order: imported, not searched for, so that the built server carries them. */
export const migrations: readonly Migration[] = [
  installation,
  deployments,
  dossiers,
  instances,
  tasks,
  waits,
  history,
  repetition,
  fees,
  ready,
  letterNumbers,
  heldJobs,
  broadcasts,
  batches,
  candidateElement,
];
