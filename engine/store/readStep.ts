import { NOW } from './clock.ts';
import { select, take } from './columns.ts';
import { reading, type Statement } from './statements.ts';
import {
  dossierColumns,
  incidentColumns,
  instanceColumns,
  jobColumns,
  subscriptionColumns,
  taskColumns,
  timerColumns,
  type Answered,
  type StoredIncident,
  type StoredInstance,
  type StoredJob,
  type StoredSubscription,
  type StoredTask,
  type StoredTimer,
} from './stored.ts';
import type { DossierRow } from './stepTypes.ts';
import type { Row, Transaction } from './transaction.ts';

/** What a trigger addresses. */
export type StepAddress =
  | { readonly type: 'instance'; readonly instanceId: string }
  | { readonly type: 'task'; readonly taskId: string }
  | { readonly type: 'job'; readonly jobId: string }
  | { readonly type: 'incident'; readonly incidentId: string }
  | { readonly type: 'timer'; readonly instanceId: string; readonly token: number; readonly element: string }
  | { readonly type: 'subscription'; readonly instanceId: string; readonly token: number; readonly element: string }
  /** Nothing yet: the start of an instance, for an existing dossier or a new one. */
  | { readonly type: 'start'; readonly dossierId: string | null };

/** Everything a step decides on, as of one statement. What the address does not name, or what is gone, is null. */
export interface StepRead {
  readonly now: string;
  /** The deployment in force in the office. */
  readonly deploymentId: string | null;
  readonly instance: StoredInstance | null;
  readonly dossier: DossierRow | null;
  readonly task: StoredTask | null;
  readonly job: StoredJob | null;
  readonly timer: StoredTimer | null;
  readonly subscription: StoredSubscription | null;
  readonly incident: StoredIncident | null;
  /** Who completed the tasks of this instance, element id → actor id of the latest; read with a task only (four eyes). */
  readonly completedBy: Readonly<Record<string, string>>;
  /** The answer given before under this idempotency key. */
  readonly answered: Answered | null;
}

/** Parameters: $1 office, $2 actor and $3 key of the idempotency record, from $4 on the address. */
function statement(columns: string, addressed: string, instanceId: string, dossierId = 'i.dossier_id'): Statement {
  return reading(`
    select c.now, o.current_deployment_id as "deploymentId", k.command as "answered.command", k.response as "answered.response",
      ${select(instanceColumns, 'i', 'instance.')}, ${select(dossierColumns, 'd', 'dossier.')}${columns}
    from (select ${NOW} as now) c
    left join offices o on o.code = $1
    left join idempotency_keys k on k.office_id = $1 and k.actor_id = $2 and k.key = $3
    ${addressed}
    left join instances i on i.office_id = $1 and i.id = ${instanceId}
    left join dossiers d on d.office_id = $1 and d.id = ${dossierId}`);
}

const TASK = `, ${select(taskColumns, 't', 'task.')}, (
    select jsonb_object_agg(c.element, c.completed_by order by c.closed_at) from tasks c
    where c.office_id = $1 and c.instance_id = t.instance_id and c.state = 'completed') as "completedBy"`;
const BY_TOKEN = (alias: string): string =>
  `${alias}.office_id = $1 and ${alias}.instance_id = $4 and ${alias}.token = $5 and ${alias}.element = $6`;

const READ: Readonly<Record<StepAddress['type'], Statement>> = {
  instance: statement('', '', '$4'),
  task: statement(TASK, 'left join tasks t on t.office_id = $1 and t.id = $4', 't.instance_id'),
  job: statement(
    `, ${select(jobColumns, 'j', 'job.')}`,
    'left join jobs j on j.office_id = $1 and j.id = $4',
    'j.instance_id',
  ),
  incident: statement(
    `, ${select(incidentColumns, 'n', 'incident.')}`,
    'left join incidents n on n.office_id = $1 and n.id = $4',
    'n.instance_id',
  ),
  timer: statement(`, ${select(timerColumns, 'm', 'timer.')}`, `left join timers m on ${BY_TOKEN('m')}`, '$4'),
  subscription: statement(
    `, ${select(subscriptionColumns, 's', 'subscription.')}`,
    `left join subscriptions s on ${BY_TOKEN('s')}`,
    '$4',
  ),
  start: statement('', '', 'null', '$4'),
};

function addressValues(address: StepAddress): readonly unknown[] {
  switch (address.type) {
    case 'instance':
      return [address.instanceId];
    case 'task':
      return [address.taskId];
    case 'job':
      return [address.jobId];
    case 'incident':
      return [address.incidentId];
    case 'timer':
    case 'subscription':
      return [address.instanceId, address.token, address.element];
    case 'start':
      return [address.dossierId];
  }
}

/**
 * Reads what one step decides on in one statement: instance, its dossier, what the trigger addresses, the idempotency record and
 * now. With `begin` and the office's setting it is one round trip of three statements; nothing is locked.
 */
export async function readStep(
  trx: Transaction,
  officeId: string,
  address: StepAddress,
  idempotency?: { readonly actorId: string; readonly key: string },
): Promise<StepRead> {
  const values = [officeId, idempotency?.actorId ?? null, idempotency?.key ?? null, ...addressValues(address)];
  const [row] = await trx.run(READ[address.type], values);
  if (row === undefined) throw new Error('Expected one row of the step, but the database answered none.');
  return toStep(row);
}

function toStep(row: Row): StepRead {
  return {
    now: row['now'] as string,
    deploymentId: row['deploymentId'] as string | null,
    instance: take(row, instanceColumns, 'instance.'),
    dossier: take(row, dossierColumns, 'dossier.'),
    task: take(row, taskColumns, 'task.'),
    job: take(row, jobColumns, 'job.'),
    timer: take(row, timerColumns, 'timer.'),
    subscription: take(row, subscriptionColumns, 'subscription.'),
    incident: take(row, incidentColumns, 'incident.'),
    completedBy: (row['completedBy'] ?? {}) as Record<string, string>,
    answered: take<Answered>(row, { command: 'command', response: 'response' }, 'answered.'),
  };
}
