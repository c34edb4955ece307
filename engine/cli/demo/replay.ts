import { completeTask } from '../../commands/completeTask.ts';
import { sendMessage } from '../../commands/sendMessage.ts';
import { startInstance } from '../../commands/startInstance.ts';
import { uuidv7 } from '../../commands/shared/ids.ts';
import type { Call, DeployedOffice, Runtime } from '../../commands/shared/runtime.ts';
import { dayOf, startOfDay } from '../../calendar/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import {
  createPartitions,
  instancesOfDossier,
  moveClock,
  nextTimerDueAt,
  readDossier,
  readInstance,
  readOffice,
  type StoredTask,
} from '../../store/index.ts';
import { runDueJobs } from '../../workers/jobs.ts';
import { inLanes } from '../../workers/lanes.ts';
import { deliverMessages } from '../../workers/messages.ts';
import { fireDueTimers } from '../../workers/timers.ts';
import type { WorkerServices } from '../../workers/services.ts';
import type { Installation } from '../../wiring.ts';
import { Actors } from './actors.ts';
import { applicationOf, arrivalExample, filled, payment } from './formData.ts';
import type { Arrival, Deed, Plan } from './plans.ts';

type OpenTask = Pick<
  StoredTask,
  'id' | 'element' | 'dossierId' | 'instanceId' | 'revision' | 'form' | 'candidateGroups'
>;

const LANES = 6;
/** Work begins at nine in the morning, office time. */
const MORNING_MS = 9 * 3_600_000;

interface Case {
  readonly plan: Plan;
  dossierId: string | null;
  readonly arrivals: Arrival[];
}

export interface ReplayOptions {
  readonly officeId: string;
  readonly plans: readonly Plan[];
  /** Last day of the office that is played. */
  readonly until: string;
  /** Goods and services by Nice class. */
  readonly terms: ReadonlyMap<number, string>;
  readonly say: (sentence: string) => void;
}

/**
 * Plays the people of an office and its applicants through the commands of the API, with a virtual clock that jumps from one thing
 * that is due to the next: a plan's day, or a timer. It never sets a state, a number or a date.
 */
export class Replay {
  readonly #installation: Installation;
  /** Nobody takes back what is played, so nothing waits for that. */
  readonly #runtime: Runtime;
  readonly #options: ReplayOptions;
  readonly #services: WorkerServices;
  readonly #cases: Case[];
  readonly #byDossier = new Map<string, Case>();
  #actors = new Actors();
  #inForce: DeployedOffice | undefined;
  #today = '';

  constructor(installation: Installation, options: ReplayOptions) {
    this.#installation = installation;
    this.#runtime = { ...installation.runtime, undoSeconds: 0 };
    this.#options = options;
    this.#services = installation.workerServices();
    this.#cases = options.plans.map((plan) => ({ plan, dossierId: null, arrivals: [...plan.arrivals] }));
  }

  /** Dossier id by application number of the register. */
  async run(): Promise<ReadonlyMap<string, string>> {
    const { officeId, until, plans } = this.#options;
    this.#actors = await Actors.of(this.#installation, officeId);
    this.#inForce = await this.#deployed();
    const days = [...new Set(plans.flatMap((plan) => plan.days))].filter((day) => day <= until).sort();
    // What is played lies in the past, for which no partitions of the history are made by themselves.
    await createPartitions(this.#installation.owner, (days[0] ?? until).slice(0, 7), until.slice(0, 7));
    for (const day of [...days, until]) {
      await this.#playTimers(this.#morning(day));
      await this.#playDay(day);
    }
    return new Map(
      this.#cases.flatMap((each) =>
        each.dossierId === null ? [] : [[each.plan.mark.applicationNumber, each.dossierId]],
      ),
    );
  }

  async #deployed(): Promise<DeployedOffice> {
    const { officeId } = this.#options;
    const office = await this.#installation.store.acrossOffices((trx) => readOffice(trx, officeId));
    if (!office?.deploymentId) throw new Error(`Nothing is deployed in office ${officeId}.`);
    return this.#installation.runtime.deployments.get(officeId, office.deploymentId);
  }

  #morning(day: string): string {
    const zone = this.#office().definitions.calendar.timeZone;
    return new Date(Date.parse(startOfDay(day, zone)) + MORNING_MS).toISOString();
  }

  #office(): DeployedOffice {
    if (!this.#inForce) throw new Error('The replay has not begun.');
    return this.#inForce;
  }

  async #moveTo(instant: string): Promise<void> {
    await this.#installation.store.acrossOffices((trx) => moveClock(trx, instant));
    this.#today = dayOf(instant, this.#office().definitions.calendar.timeZone);
  }

  /** Plays on to an instant: what is due by then happens, and what people do about it. */
  async playUntil(until: string): Promise<void> {
    await this.#playTimers(until);
    await this.#settle();
  }

  /** Lets the clock stop at every timer that is due before an instant. */
  async #playTimers(until: string): Promise<void> {
    for (;;) {
      const next = await this.#installation.store.acrossOffices(nextTimerDueAt);
      if (next === null || Date.parse(next) >= Date.parse(until)) break;
      await this.#moveTo(new Date(Date.parse(next) + 1000).toISOString());
      await this.#settle();
    }
    await this.#moveTo(until);
  }

  async #playDay(day: string): Promise<void> {
    const filing = this.#cases.filter((each) => each.dossierId === null && each.plan.filedOn <= day);
    if (filing.length > 0) this.#options.say(`${day}: ${filing.length} applications`);
    await inLanes(
      filing,
      (each) => each.plan.mark.applicationNumber,
      LANES,
      (each) => this.#file(each),
    );
    await this.#settle();
    const due = this.#cases.filter((each) => each.arrivals.some((arrival) => arrival.on <= day));
    await inLanes(
      due,
      (each) => each.plan.mark.applicationNumber,
      LANES,
      (each) => this.#arrive(each, day),
    );
    await this.#settle();
  }

  /** Machines and people work until nothing is left to do today. */
  async #settle(): Promise<void> {
    for (;;) {
      await this.#drain();
      const tasks = await this.#tasks();
      const todo = tasks.flatMap((task) => {
        const found = task.dossierId === null ? undefined : this.#byDossier.get(task.dossierId);
        const deed = found?.plan.deed(task.element, this.#today);
        return deed ? [{ task, deed }] : [];
      });
      if (todo.length === 0) return;
      await inLanes(
        todo,
        ({ task }) => task.dossierId ?? task.id,
        LANES,
        ({ task, deed }) => this.#complete(task, deed),
      );
    }
  }

  async #drain(): Promise<void> {
    for (let done = 1; done > 0;) {
      const rounds = [
        await fireDueTimers(this.#services),
        await runDueJobs(this.#services),
        await deliverMessages(this.#services),
      ];
      done = rounds.reduce((sum, round) => sum + round.done, 0);
    }
  }

  async #tasks(): Promise<readonly OpenTask[]> {
    const { officeId } = this.#options;
    return this.#installation.store.transaction(officeId, async (trx) =>
      trx.from('tasks').where({ office_id: officeId, state: 'open' }).select('id', 'element', 'revision', 'form', {
        dossierId: 'dossier_id',
        instanceId: 'instance_id',
        candidateGroups: 'candidate_groups',
      }),
    );
  }

  async #complete(task: OpenTask, deed: Deed): Promise<void> {
    const actor = this.#actors.in(...task.candidateGroups);
    const data = await this.#formData(task, deed);
    await completeTask(this.#runtime, this.#call(actor), task.id, {
      revision: task.revision,
      outcome: deed.outcome,
      data: { ...data },
    });
  }

  async #formData(task: OpenTask, deed: Deed): Promise<JsonObject> {
    const form = task.form === null ? undefined : this.#office().definitions.forms.get(task.form);
    if (!form) return {};
    const { officeId } = this.#options;
    const { dossier, instance } = await this.#installation.store.transaction(officeId, async (trx) => ({
      dossier: await readDossier(trx, officeId, task.dossierId ?? ''),
      instance: await readInstance(trx, officeId, task.instanceId),
    }));
    const data = dossier?.data ?? {};
    const more = task.element === 'reception' ? payment(this.#office().definitions, data, this.#today) : {};
    return filled(form, data, instance?.variables ?? {}, { ...more, ...deed.data });
  }

  async #file(each: Case): Promise<void> {
    const { mark, filedOn, isComplete } = each.plan;
    const form = this.#office().definitions.forms.get('application');
    const application = applicationOf(form?.example ?? {}, mark, filedOn, isComplete, this.#options.terms);
    const answer = await startInstance(this.#runtime, this.#call(this.#actors.in('reception')), {
      process: 'trademark-registration',
      data: application,
    });
    each.dossierId = answer.dossierId;
    if (answer.dossierId !== null) this.#byDossier.set(answer.dossierId, each);
  }

  async #arrive(each: Case, day: string): Promise<void> {
    const { officeId } = this.#options;
    for (const arrival of [...each.arrivals]) {
      if (arrival.on > day || each.dossierId === null) continue;
      each.arrivals.splice(each.arrivals.indexOf(arrival), 1);
      const key = arrival.toOpposition ? await this.#oppositionKey(each.dossierId) : each.dossierId;
      const payload = {
        ...arrivalExample(this.#office().definitions, arrival.message),
        ...arrival.payload,
      };
      const sent = await sendMessage(this.#runtime, this.#call(this.#actors.in('reception')), {
        name: arrival.message,
        key,
        payload,
      });
      if (sent.result !== 'correlated')
        throw new Error(
          `Nobody in office ${officeId} waited for “${arrival.message}” of ${each.plan.mark.applicationNumber}.`,
        );
    }
  }

  /** Messages to an opposition are addressed by its number. */
  async #oppositionKey(dossierId: string): Promise<string> {
    const { officeId } = this.#options;
    const instances = await this.#installation.store.transaction(officeId, (trx) =>
      instancesOfDossier(trx, officeId, dossierId),
    );
    const running = instances.find(
      (instance) => instance.definitionKey === 'opposition' && instance.status === 'active',
    );
    const key = running?.variables['oppositionNumber'];
    return typeof key === 'string' ? key : dossierId;
  }

  #call(actor: Call['actor']): Call {
    return { officeId: this.#options.officeId, actor, idempotencyKey: uuidv7() };
  }
}
