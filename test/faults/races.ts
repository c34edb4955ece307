import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { completeTask } from '../../engine/commands/completeTask.ts';
import type { Runtime } from '../../engine/commands/shared/runtime.ts';
import { Refusal } from '../../engine/contract/problem.ts';
import { createStore, type Store } from '../../engine/store/index.ts';
import { openOffice, type TestOffice } from '../commands/kit.ts';
import { runtimeOn } from '../commands/officeTemplate.ts';

/** Instances that race at the same time. */
const ABREAST = 10;
const BRANCHES = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `desk-${number}`);
const CHAIN = ['first', 'second', 'third', 'fourth', 'fifth'];

/** Two nodes on one database: each with connections, definitions and a clock of its own, as two processes have. */
export interface TwoNodes {
  readonly office: TestOffice;
  readonly nodes: readonly [Runtime, Runtime];
  /** Verifies the tables and removes the database. */
  close(): Promise<void>;
}

export async function openTwoNodes(): Promise<TwoNodes> {
  const office = await openOffice();
  const second: Store = createStore({ app: office.database.app, poolSize: 16 });
  return {
    office,
    nodes: [office.runtime, runtimeOn(second)],
    close: async () => {
      await second.close();
      await office.close();
    },
  };
}

/** What came of two who did the same. */
export interface RaceResult {
  readonly races: number;
  /** Winners by race, each must be one. */
  readonly winners: number;
  /** Losers who were told who had done it, and when. */
  readonly told: number;
}

/** Two people complete the same task at once, on two nodes, `races` times in all. */
export async function raceForTasks({ office, nodes }: TwoNodes, races: number): Promise<RaceResult> {
  const result = { races: 0, winners: 0, told: 0 };
  while (result.races < races) {
    const ids = await Promise.all(Array.from({ length: ABREAST }, () => office.start('relay')));
    for (const element of CHAIN) {
      const open = await Promise.all(ids.map((id) => office.task(id, element)));
      const answers = await Promise.all(
        open.map((task, at) => {
          // Who begins changes, so that neither node is always a little ahead.
          const order = at % 2 === 0 ? nodes : nodes.toReversed();
          return Promise.allSettled(order.map((node, nth) => complete(node, office, task, nth)));
        }),
      );
      for (const both of answers) {
        result.races += 1;
        for (const answer of both) {
          if (answer.status === 'fulfilled') result.winners += 1;
          else if (saysWho(answer.reason)) result.told += 1;
        }
      }
    }
    for (const id of ids) assert.equal((await office.instance(id)).status, 'completed');
  }
  return result;
}

function complete(
  node: Runtime,
  office: TestOffice,
  task: { readonly id: string; readonly revision: number },
  nth: number,
): Promise<unknown> {
  const who = office.as(office.member('examiner', nth));
  return completeTask(node, who, task.id, { revision: task.revision, outcome: 'complete', data: {} });
}

function saysWho(reason: unknown): boolean {
  if (!(reason instanceof Refusal) || reason.code !== 'CONFLICT') throw reason;
  const { by, at } = (reason.details ?? {}) as { by?: unknown; at?: unknown };
  return typeof by === 'string' && typeof at === 'string';
}

/** Eight branches of one instance end at once on two nodes and join, `joins` times in all. @returns how often what follows was opened */
export async function raceToJoin(
  { office, nodes }: TwoNodes,
  joins: number,
): Promise<{ joins: number; opened: number }> {
  const result = { joins: 0, opened: 0 };
  while (result.joins < joins) {
    const ids = await Promise.all(Array.from({ length: ABREAST }, () => office.start('fan')));
    await Promise.all(ids.map((id) => endBranches(office, nodes, id)));
    for (const id of ids) {
      const tasks = await office.tasks(id);
      assert.deepEqual(
        tasks.map(({ element }) => element),
        ['sum'],
        id,
      );
      result.joins += 1;
      result.opened += tasks.length;
      await office.complete(id, 'sum');
      assert.equal((await office.instance(id)).status, 'completed');
    }
  }
  return result;
}

async function endBranches(office: TestOffice, nodes: readonly Runtime[], id: string): Promise<void> {
  const tasks = await office.tasks(id);
  assert.deepEqual(tasks.map(({ element }) => element).sort(), BRANCHES);
  await Promise.all(
    tasks.map(async (task, at) => {
      const key = randomUUID();
      const node = nodes[at % nodes.length] ?? assert.fail();
      for (;;) {
        try {
          return await completeTask(node, office.as('examiner', key), task.id, {
            revision: task.revision,
            outcome: 'complete',
            data: {},
          });
        } catch (error) {
          // Eight at once outlast the tries of one command; the person tries again.
          if (!(error instanceof Refusal) || error.code !== 'CONFLICT') throw error;
        }
      }
    }),
  );
}
