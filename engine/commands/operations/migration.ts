import { type JsonObject } from '../../contract/json.ts';
import { migrate, type Mapping, type Migrated, type TimerPolicy } from '../../core/index.ts';
import {
  changeVersion,
  lockInstances,
  openIncidents,
  readStep,
  writeSteps,
  type StoredIncident,
  type StoredInstance,
  type Transaction,
} from '../../store/index.ts';
import type { Draft } from '../shared/draft.ts';
import { Ids } from '../shared/ids.ts';
import { standing } from './operation.ts';
import { Lost } from '../shared/retry.ts';
import type { Call, DeployedOffice, Runtime } from '../shared/runtime.ts';
import { Session } from '../shared/session.ts';
import { worldOf } from '../shared/world.ts';
import { writesOf } from '../shared/writes.ts';

/** Where instances are to go, and how. */
export interface MigrationPlan {
  readonly deploymentId: string;
  readonly mapping: Mapping;
  readonly timers: TimerPolicy;
}

/** What has come of one instance. */
export interface Verdict {
  readonly state: 'done' | 'possible' | 'refused';
  readonly sentences: readonly string[];
  /** Something was written. */
  readonly hasChanged?: true;
}

const refused = (...sentences: readonly string[]): Verdict => ({ state: 'refused', sentences });

/**
 * Moves one instance to another deployment within the caller's transaction: locked, checked, and written with one entry in its
 * history. With `dryRun` it is only said whether it would move. What runs the deployment already is done.
 */
export async function migrateInstance(
  runtime: Runtime,
  call: Call,
  trx: Transaction,
  asked: {
    readonly instanceId: string;
    readonly plan: MigrationPlan;
    readonly reason: string;
    readonly dryRun: boolean;
  },
): Promise<Verdict> {
  const { instanceId, plan, dryRun } = asked;
  const [stored] = await lockInstances(trx, call.officeId, [instanceId]);
  if (!stored) return refused('The instance is not there any more.');
  if (stored.status !== 'active') return refused(`The case has ended (${stored.status}).`);
  if (stored.deploymentId === plan.deploymentId) return { state: dryRun ? 'possible' : 'done', sentences: [] };
  const from = await runtime.deployments.get(call.officeId, stored.deploymentId);
  const to = await runtime.deployments.get(call.officeId, plan.deploymentId);
  const incidents = await openIncidents(trx, call.officeId, instanceId);
  const session = await sessionFor(runtime, call, trx, stored);
  const answer = answerOf(session, stored, { from, to, plan });
  if (answer.type === 'refused') return refused(...answer.reasons.map(({ sentence }) => sentence));
  const lost = incidentsWithoutPlace(incidents, stored, to, plan.mapping);
  if (lost.length > 0) return refused(...lost);
  if (dryRun) return { state: 'possible', sentences: [] };
  await write(session, { stored, to, answer, incidents, ...asked });
  return { state: 'done', sentences: [], hasChanged: true };
}

async function sessionFor(runtime: Runtime, call: Call, trx: Transaction, stored: StoredInstance): Promise<Session> {
  const read = await readStep(trx, call.officeId, { type: 'instance', instanceId: stored.id });
  const inForce = await runtime.deployments.get(call.officeId, read.deploymentId ?? stored.deploymentId);
  return new Session({ runtime, call, trx, read, inForce, ids: new Ids(), rows: new Map([[stored.id, stored]]) });
}

interface Ways {
  readonly from: DeployedOffice;
  readonly to: DeployedOffice;
  readonly plan: MigrationPlan;
}

function answerOf(session: Session, stored: StoredInstance, { from, to, plan }: Ways): Migrated {
  const key = stored.definitionKey;
  const [before, after] = [from.definitions.processes.get(key), to.definitions.processes.get(key)];
  if (!before || !after) {
    const sentence = `There is no process “${key}” in the deployment that it is to move to.`;
    return { type: 'refused', reasons: [{ element: key, sentence }] };
  }
  const { dossier } = session;
  const instance = {
    state: stored.state,
    variables: stored.variables,
    dossier: dossier?.data ?? null,
    dossierState: dossier?.state ?? null,
  };
  const world = worldOf({
    now: session.read.now,
    pinned: to.definitions,
    inForce: session.inForce.definitions,
    instanceId: stored.id,
    dossierId: stored.dossierId,
    called: stored.parentId !== null,
    nextNumber: (series) => session.numbers.next(series),
    newId: () => session.ids.next(),
  });
  // Names that this instance's version does not have are none of its business: the plan was checked as a whole.
  const { graph } = before;
  const own = Object.entries(plan.mapping).filter(
    ([id]) => graph.byId.has(id) || graph.flows.some((flow) => flow.id === id),
  );
  const mapping = Object.fromEntries(own);
  return migrate({ from: graph, to: after.graph, mapping }, instance, plan.timers, world);
}

/** An incident whose place is gone could never be tried again. */
function incidentsWithoutPlace(
  incidents: readonly StoredIncident[],
  stored: StoredInstance,
  to: DeployedOffice,
  mapping: Mapping,
): readonly string[] {
  const graph = to.definitions.processes.get(stored.definitionKey)?.graph;
  return incidents
    .map(({ element }) => element)
    .filter((element) => element !== stored.definitionKey && graph?.byId.has(mapping[element] ?? element) === false)
    .map((element) => `An incident is open at “${element}”, which is not in the new version: resolve it, or map it.`);
}

interface Written {
  readonly stored: StoredInstance;
  readonly to: DeployedOffice;
  readonly answer: Extract<Migrated, { type: 'migrated' }>;
  readonly incidents: readonly StoredIncident[];
  readonly plan: MigrationPlan;
  readonly reason: string;
}

async function write(session: Session, written: Written): Promise<void> {
  const { stored, to, answer, incidents, plan } = written;
  const { trx, call } = session;
  const key = stored.definitionKey;
  const process = to.definitions.processes.get(key);
  if (!process) throw new Error(`no process ${key}`);
  const definitionVersion = to.versions.get(`process/${key}`) ?? 1;
  const { graph } = process;
  const forms = Object.fromEntries(
    graph.nodes.flatMap((node) => (node.type === 'userTask' ? [[node.id, node.form ?? null] as const] : [])),
  );
  const named = (element: string): string => plan.mapping[element] ?? element;
  await changeVersion(trx, call.officeId, {
    instanceId: stored.id,
    deploymentId: plan.deploymentId,
    definitionVersion,
    mapping: plan.mapping,
    moved: answer.moved,
    forms,
    incidents: incidents.map(({ id, element, trigger }) => ({
      id,
      element: named(element),
      trigger: inNewWords(trigger, named),
    })),
  });
  const draft: Draft = {
    id: stored.id,
    stored: { ...stored, deploymentId: plan.deploymentId, definitionVersion },
    parent: stored.parentId === null ? null : { id: stored.parentId, token: stored.parentToken ?? 0 },
    deployed: to,
    process,
    before: answer.renamed,
    current: answer.instance,
    events: [...answer.events],
    entries: [{ type: 'instanceMigrated', data: entryOf(written, definitionVersion) }],
  };
  session.drafts.set(draft.id, draft);
  const writes = writesOf(session, draft, {}, null, 'migrateInstances');
  if ((await writeSteps(trx, call.officeId, writes)) === 'lost') throw new Lost();
}

/** What is tried again when an incident is resolved, at the place where it stands now. */
function inNewWords(trigger: StoredIncident['trigger'], named: (element: string) => string): unknown {
  if (trigger === null || !('element' in trigger)) return trigger;
  return { ...trigger, element: named(trigger.element) };
}

function entryOf({ stored, answer, plan, reason }: Written, version: number): JsonObject {
  return {
    reason,
    timers: plan.timers,
    mapping: plan.mapping,
    before: { deployment: stored.deploymentId, version: stored.definitionVersion, tokens: standing(stored.state) },
    after: { deployment: plan.deploymentId, version, tokens: standing(answer.instance.state) },
    events: answer.events.map((event) => {
      const { steps: _steps, ...kept } = event as typeof event & { readonly steps?: unknown };
      return kept;
    }) as unknown as JsonObject[],
  };
}
