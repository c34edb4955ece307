import { may } from '../../access/index.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import { checkMapping } from '../../core/index.ts';
import {
  deploymentsOfChosen,
  insertBatch,
  readBatchEntry,
  readOffice,
  type BatchEntry,
  type BatchFilter,
  type Transaction,
} from '../../store/index.ts';
import { requestName } from '../shared/answered.ts';
import { uuidv7 } from '../shared/ids.ts';
import { once } from '../shared/once.ts';
import { actorRecord, type Call, type Runtime } from '../shared/runtime.ts';
import type { BatchChoice, BatchPlan } from './plans.ts';

/** An operation on many instances, as somebody orders it. */
export interface BatchOrder {
  readonly plan: BatchPlan;
  readonly instances: BatchChoice;
  readonly reason: string;
  /** True: only says of each instance whether it would be done. */
  readonly dryRun?: boolean | undefined;
}

/**
 * Orders an operation on many instances: those that are chosen now are noted, the loops of all nodes work on them one by one, each in a
 * transaction of its own.
 * @throws Refusal FORBIDDEN, NOT_FOUND (the deployment to move to), INVALID_INPUT (a mapping that names what is not there)
 */
export async function startBatch(runtime: Runtime, call: Call, order: BatchOrder): Promise<BatchEntry> {
  if (!may(call.actor, 'instance.operate')) throw new Refusal('FORBIDDEN', 'You may not operate on cases.');
  if (!may(call.actor, 'dossier.viewUnpublished'))
    throw new Refusal('FORBIDDEN', 'A batch reaches cases of unpublished dossiers too, which you may not see.');
  if (order.plan.kind === 'cancel' && !may(call.actor, 'instance.cancel'))
    throw new Refusal('FORBIDDEN', 'You may not cancel cases.');
  if (order.plan.kind === 'retryIncidents' && !may(call.actor, 'incident.resolve'))
    throw new Refusal('FORBIDDEN', 'You may not resolve incidents.');
  const { dryRun = false, reason, instances } = order;
  if (dryRun && order.plan.kind !== 'migrate')
    throw new Refusal('INVALID_INPUT', 'Only a migration can be tried without doing it.');
  const command = requestName('startBatch', order as unknown as Json);
  const batch = await once(runtime, call, command, async (trx) => {
    const { plan, filter } = await planned(runtime, call, trx, order);
    const id = uuidv7();
    const { kind } = order.plan;
    const row = { id, kind, dryRun, process: instances.process, plan, reason, createdBy: actorRecord(call.actor) };
    await insertBatch(trx, call.officeId, row, filter);
    const entry = await readBatchEntry(trx, call.officeId, id);
    if (!entry) throw new Error('the batch is gone');
    return entry;
  });
  runtime.wake('batches');
  return batch;
}

interface Planned {
  readonly plan: JsonObject;
  readonly filter: BatchFilter;
}

/** The plan as it is kept: everything that is decided now, so that nothing of it depends on when an instance's turn comes. */
async function planned(runtime: Runtime, call: Call, trx: Transaction, order: BatchOrder): Promise<Planned> {
  const { plan, instances } = order;
  const filter: BatchFilter = {
    instanceIds: instances.instanceIds ?? null,
    versions: instances.versions ?? null,
    element: instances.element ?? null,
    exceptDeploymentId: null,
    hasIncident: false,
  };
  switch (plan.kind) {
    case 'migrate':
      return plannedMigration(runtime, call, trx, { plan, filter, process: instances.process });
    case 'resume':
      return { plan: { policy: plan.policy ?? 'shift' }, filter };
    case 'setVariables':
      return { plan: { variables: plan.variables }, filter };
    case 'retryIncidents':
      return { plan: { variables: plan.variables ?? {} }, filter: { ...filter, hasIncident: true } };
    case 'cancel':
    case 'suspend':
      return { plan: {}, filter };
  }
}

async function plannedMigration(
  runtime: Runtime,
  call: Call,
  trx: Transaction,
  asked: {
    readonly plan: Extract<BatchPlan, { kind: 'migrate' }>;
    readonly filter: BatchFilter;
    readonly process: string;
  },
): Promise<Planned> {
  const { plan, process } = asked;
  const office = await readOffice(trx, call.officeId);
  const deploymentId = plan.deploymentId ?? office?.deploymentId;
  if (!deploymentId) throw new Refusal('NOT_FOUND', 'Nothing is deployed in this office.');
  const target = await runtime.deployments.get(call.officeId, deploymentId);
  const to = target.definitions.processes.get(process);
  if (!to) throw new Refusal('NOT_FOUND', `There is no process “${process}” in that deployment.`);
  const filter = { ...asked.filter, exceptDeploymentId: deploymentId };
  const mapping = plan.mapping ?? {};
  const sources = await deploymentsOfChosen(trx, call.officeId, process, filter);
  const wrong: (readonly string[])[] = [];
  for (const id of sources) {
    const { definitions } = await runtime.deployments.get(call.officeId, id);
    const from = definitions.processes.get(process);
    wrong.push(from ? checkMapping(from.graph, to.graph, mapping) : []);
  }
  // What one version does not have, another may: wrong is what is so for all of them.
  const [
    first = checkMapping(to.graph, to.graph, mapping).filter((sentence) => sentence.includes('move to')),
    ...rest
  ] = wrong;
  const always = first.filter((sentence) => rest.every((each) => each.includes(sentence)));
  if (always.length > 0) {
    throw new Refusal('INVALID_INPUT', 'The mapping names what is not there.', {
      places: always.map((sentence) => ({ pointer: '/plan/mapping', sentence, code: 'mapping' })),
    });
  }
  return { plan: { deploymentId, mapping, timers: plan.timers ?? 'keep' }, filter };
}
