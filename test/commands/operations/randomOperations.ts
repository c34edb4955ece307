import assert from 'node:assert/strict';
import { cancelInstance } from '../../../engine/commands/cancelInstance.ts';
import { modifyInstance } from '../../../engine/commands/operations/modifyInstance.ts';
import { resumeInstance } from '../../../engine/commands/operations/resumeInstance.ts';
import { setVariables } from '../../../engine/commands/operations/setVariables.ts';
import { startBatch } from '../../../engine/commands/operations/startBatch.ts';
import { suspendInstance } from '../../../engine/commands/operations/suspendInstance.ts';
import { sendMessage } from '../../../engine/commands/sendMessage.ts';
import { Refusal } from '../../../engine/contract/problem.ts';
import { readOffice, timersOfInstance, type StoredInstance } from '../../../engine/store/index.ts';
import { workBatches } from '../../../engine/workers/batches.ts';
import { rng } from '../../corpora/attack/tools/random-bpmn.mjs';
import { randomMoves } from '../../core/operations/randomMoves.ts';
import { OFFICE, openOffice, rows, type TestOffice } from '../kit.ts';
import { ADDRESS, openMachines, type Machines } from '../machines.ts';
import { deployChanged, longerRelay } from './versions.ts';

const processes = ['relay', 'fan', 'deadlines', 'correspondence', 'errand', 'caller', 'halting'] as const;
const OPERATIONS = 6;
/** Sequences under way at the same time. */
const AT_ONCE = 6;

/** Two versions of the models, and a way there and back for each process. */
interface Versions {
  readonly ids: readonly [string, string];
  readonly mappings: readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>];
}

async function twoVersions(office: TestOffice): Promise<Versions> {
  const first = await office.store.acrossOffices((trx) => readOffice(trx, OFFICE));
  const second = await deployChanged(office, {
    relay: longerRelay,
    deadlines: (xml) => xml.replace('PT1H', 'PT3H').replaceAll('"late"', '"too-late"'),
    correspondence: (xml) => xml.replace('id="note" name="test-note"', 'id="note" name="test-remark"'),
  });
  return {
    ids: [first?.deploymentId ?? assert.fail(), second],
    mappings: [
      { first: 'entry', late: 'too-late' },
      { entry: 'first', between: 'second', 'too-late': 'late' },
    ],
  };
}

type Choose = () => number;

/** What somebody does now and again; refusals are answers, anything else thrown is a defect. */
class Sequence {
  readonly #office: TestOffice;
  readonly #machines: Machines;
  readonly #versions: Versions;
  readonly #choose: Choose;

  constructor(office: TestOffice, machines: Machines, versions: Versions, seed: number) {
    this.#office = office;
    this.#machines = machines;
    this.#versions = versions;
    this.#choose = rng(seed * 101 + 13);
  }

  /** @returns how many of the operations were carried out, and how many refused */
  async run(): Promise<{ readonly id: string; readonly done: number; readonly refused: number }> {
    const process = this.#pick(processes);
    const id = await this.#office.start(process, { subject: 'Who?', address: ADDRESS });
    const counts = { done: 0, refused: 0 };
    for (let turn = 0; turn < OPERATIONS; turn++) {
      try {
        await this.#operate(id, process);
        counts.done += 1;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        counts.refused += 1;
      }
    }
    return { id, ...counts };
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#choose() * list.length)] ?? assert.fail();
  }

  async #operate(id: string, process: string): Promise<void> {
    const office = this.#office;
    const who = office.as('administrator');
    const reason = 'At random.';
    const { state, deploymentId } = await office.instance(id);
    switch (
      this.#pick([
        'task',
        'task',
        'modify',
        'modify',
        'modify',
        'suspend',
        'resume',
        'variables',
        'migrate',
        'message',
        'work',
        'cancel',
      ])
    ) {
      case 'task':
        return this.#complete(id);
      case 'modify': {
        const { definitions } = await office.runtime.deployments.get(OFFICE, deploymentId);
        const { graph } = definitions.processes.get(process) ?? assert.fail();
        const moves = randomMoves(this.#choose, graph, state);
        if (moves.length > 0) await modifyInstance(office.runtime, who, id, { moves, reason });
        return;
      }
      case 'suspend':
        await suspendInstance(office.runtime, who, id, reason);
        return;
      case 'resume':
        await resumeInstance(office.runtime, who, id, { policy: this.#pick(['shift', 'restart', 'keep']), reason });
        return;
      case 'variables':
        await setVariables(office.runtime, who, id, { variables: { turn: this.#choose() }, reason });
        return;
      case 'migrate':
        return this.#migrate(id, process, deploymentId);
      case 'message':
        await sendMessage(office.runtime, office.as('reception'), {
          name: this.#pick(['test-reply', 'test-note', 'test-halt', 'test-go-on']),
          key: id,
        });
        return;
      case 'work':
        return this.#machines.drain();
      case 'cancel':
        if (this.#choose() < 0.3) await cancelInstance(office.runtime, who, id, reason);
    }
  }

  async #complete(id: string): Promise<void> {
    const tasks = await this.#office.tasks(id);
    if (tasks.length === 0) return;
    const { element } = this.#pick(tasks);
    await this.#office.complete(id, element);
  }

  async #migrate(id: string, process: string, from: string): Promise<void> {
    const way = from === this.#versions.ids[0] ? 0 : 1;
    const order = {
      plan: {
        kind: 'migrate',
        deploymentId: this.#versions.ids[way === 0 ? 1 : 0],
        mapping: this.#mappingFor(process, way),
        timers: this.#pick(['keep', 'shift', 'recompute'] as const),
      },
      instances: { process, instanceIds: [id] },
      reason: 'At random.',
    } as const;
    await startBatch(this.#office.runtime, this.#office.as('administrator'), order);
    await workBatches(this.#machines.services);
  }

  /** Names of other processes are no part of a plan. */
  #mappingFor(process: string, way: 0 | 1): Readonly<Record<string, string>> {
    const own: Readonly<Record<string, readonly string[]>> = {
      relay: ['first', 'entry', 'between'],
      deadlines: ['late', 'too-late'],
    };
    const names = own[process] ?? [];
    return Object.fromEntries(Object.entries(this.#versions.mappings[way]).filter(([name]) => names.includes(name)));
  }
}

/** Every row that an active instance has belongs to a live token, and every live token has its row. */
async function checkRows(office: TestOffice, instance: StoredInstance): Promise<void> {
  const { id, state, status, deploymentId, definitionKey } = instance;
  if (status !== 'active') return;
  const { definitions } = await office.runtime.deployments.get(OFFICE, deploymentId);
  const { graph } = definitions.processes.get(definitionKey) ?? assert.fail();
  const at = (type: string): readonly string[] =>
    state.tokens
      .filter((token) => graph.nodes[graph.byId.get(token.at) ?? -1]?.type === type)
      .map((token) => `${token.id} ${token.at}`)
      .sort();
  const tasks = (await office.tasks(id)).map(({ token, element }) => `${token} ${element}`).sort();
  assert.deepEqual(tasks, at('userTask'), `tasks of ${id}`);
  const timers = await office.look((trx) => timersOfInstance(trx, OFFICE, id));
  const armed = state.tokens.flatMap((token) =>
    (token.timers ?? []).map((timer) => `${token.id} ${timer.at} ${Date.parse(timer.dueAt)}`),
  );
  const found = timers.map(({ token, element, dueAt }) => `${token} ${element} ${Date.parse(dueAt)}`);
  if (state.suspended?.by === -1) assert.deepEqual(found, [], `timers of ${id}`);
  else if (!state.suspended) assert.deepEqual(found.sort(), armed.sort(), `timers of ${id}`);
}

/** Runs sequences of random operations on an office of their own, then looks through all of its tables. */
export async function playSequences(
  from: number,
  count: number,
): Promise<{ readonly done: number; readonly refused: number }> {
  const office = await openOffice();
  const machines = await openMachines(office);
  try {
    const versions = await twoVersions(office);
    const seeds = Array.from({ length: count }, (_, index) => from + index);
    const counts = { done: 0, refused: 0 };
    const runner = async (): Promise<void> => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
        try {
          const { done, refused } = await new Sequence(office, machines, versions, seed).run();
          counts.done += done;
          counts.refused += refused;
        } catch (error) {
          throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, runner));
    await machines.drain();
    for (const row of await rows(office, 'instances'))
      await checkRows(office, await office.instance(String(row['id'])));
    return counts;
  } finally {
    await machines.close();
    // Nothing in the tables that cannot be, and every chain of history unbroken.
    await office.close();
  }
}
