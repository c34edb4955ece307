import { may } from '../access/index.ts';
import type { OfficeDefinitions } from '../bundles/index.ts';
import { Refusal } from '../contract/problem.ts';
import {
  appendDossierHistory,
  forgetInstances as forget,
  now,
  overdueInstances,
  readOffice,
  type Forgotten,
  type Retention,
  type Transaction,
} from '../store/index.ts';
import { uuidv7 } from './shared/ids.ts';
import { actorRecord, type Call, type Runtime } from './shared/runtime.ts';

const BATCH = 50;
const REASON = 'The history time to live of the process is over.';

/** Of a process, how many instances that nobody called. */
export interface ForgottenCount {
  readonly process: string;
  readonly count: number;
}

/**
 * How many finished instances are kept for longer than `officina:historyTimeToLive` of their process in force says. What is not in force
 * any more, or says nothing, is kept. Two statements.
 * @throws Refusal FORBIDDEN
 */
export async function overdue(runtime: Runtime, call: Call): Promise<readonly ForgottenCount[]> {
  const retentions = await retentionsFor(runtime, call);
  if (retentions.length === 0) return [];
  return runtime.store.transaction(call.officeId, (trx) => overdueInstances(trx, call.officeId, retentions));
}

/**
 * Deletes the finished instances whose time is over, with those they called, in batches of 50, each a transaction: a crash leaves whole
 * batches. What is left is the end of each history's chain, and an entry in the history of the dossier. Instances of a dossier whose
 * time limits run or are fixed stay. Per batch one statement and two for each instance with a dossier.
 * @param most at most so many batches
 * @throws Refusal FORBIDDEN
 */
export async function forgetInstances(
  runtime: Runtime,
  call: Call,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly Forgotten[]> {
  const retentions = await retentionsFor(runtime, call);
  const all: Forgotten[] = [];
  if (retentions.length === 0) return all;
  for (let batches = 0; batches < most; batches += 1) {
    const gone = await runtime.store.transaction(call.officeId, (trx) => forgetBatch(trx, call, retentions));
    all.push(...gone);
    if (gone.length === 0) break;
  }
  return all;
}

async function forgetBatch(
  trx: Transaction,
  call: Call,
  retentions: readonly Retention[],
): Promise<readonly Forgotten[]> {
  const { officeId } = call;
  const actor = actorRecord(call.actor);
  const gone = await forget(trx, officeId, retentions, { limit: BATCH, by: actor.name, reason: REASON });
  const at = await now(trx);
  for (const { id, process, dossierId, historySeq, historyHash } of gone) {
    if (dossierId === null) continue;
    const data = { instance: id, process, entries: historySeq, hash: historyHash, reason: REASON };
    await appendDossierHistory(trx, officeId, dossierId, { id: uuidv7(), at, type: 'instanceForgotten', actor, data });
  }
  return gone;
}

async function retentionsFor({ store, deployments }: Runtime, call: Call): Promise<readonly Retention[]> {
  const { officeId, actor } = call;
  if (!may(actor, 'instance.forget')) throw new Refusal('FORBIDDEN', 'You may not delete finished cases.');
  const office = await store.transaction(officeId, (trx) => readOffice(trx, officeId));
  if (!office?.deploymentId) return [];
  return retentionsOf((await deployments.get(officeId, office.deploymentId)).definitions);
}

function retentionsOf({ processes }: OfficeDefinitions): readonly Retention[] {
  return [...processes.values()].flatMap(({ key, graph: { historyTimeToLive } }) =>
    historyTimeToLive === undefined ? [] : [{ process: key, timeToLive: historyTimeToLive }],
  );
}
