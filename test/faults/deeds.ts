import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { assignTask } from '../../engine/commands/assignTask.ts';
import { cancelInstance } from '../../engine/commands/cancelInstance.ts';
import { claimTask } from '../../engine/commands/claimTask.ts';
import { completeJob } from '../../engine/commands/completeJob.ts';
import { completeTask } from '../../engine/commands/completeTask.ts';
import { fireTimer } from '../../engine/commands/fireTimer.ts';
import { releaseTask } from '../../engine/commands/releaseTask.ts';
import { saveDraft } from '../../engine/commands/saveDraft.ts';
import { sendMessage } from '../../engine/commands/sendMessage.ts';
import { startInstance } from '../../engine/commands/startInstance.ts';
import type { Call, Runtime } from '../../engine/commands/shared/runtime.ts';
import { claimJobs } from '../../engine/store/index.ts';
import { HOUR, OFFICE, rows, type TestOffice } from '../commands/kit.ts';
import { ADDRESS } from '../commands/machines.ts';

/** A command that is about to be given, and what it must have done in the end, once. */
export interface Deed {
  readonly run: (runtime: Runtime, key: string) => Promise<unknown>;
  readonly check: () => Promise<void>;
}

/** How many statements a command sends, and a fresh one for each break. */
export interface DeedMaker {
  readonly statements: number;
  readonly prepare: () => Promise<Deed>;
}

/** Twelve commands by name. */
export function deedsIn(office: TestOffice): Readonly<Record<string, DeedMaker>> {
  const system = (id: string): Call => ({ officeId: OFFICE, actor: { type: 'system', id } });
  const typesOf = async (id: string): Promise<readonly string[]> => (await office.history(id)).map(({ type }) => type);

  return {
    completeTask: {
      statements: 5,
      prepare: async () => {
        const id = await office.start('assessment', { limit: 100 });
        const task = await office.task(id, 'assess');
        return {
          run: (at, key) =>
            completeTask(at, office.as('examiner', key), task.id, {
              revision: 1,
              outcome: 'complete',
              data: { amount: 500 },
            }),
          check: async () => {
            assert.deepEqual(await typesOf(id), ['instanceStarted', 'taskCompleted']);
            await office.task(id, 'review');
          },
        };
      },
    },
    'startInstance with a dossier': {
      statements: 5,
      prepare: () => {
        const markText = `MARK ${randomUUID()}`;
        return Promise.resolve({
          run: (at, key) => startInstance(at, office.as('reception', key), { process: 'filing', data: { markText } }),
          check: async () => {
            const made = (await rows(office, 'dossier_index')).filter((row) => row['title'] === markText);
            assert.equal(made.length, 1);
          },
        });
      },
    },
    'startInstance with a number': {
      statements: 6,
      prepare: async () => {
        const before = (await rows(office, 'numbers')).length;
        return {
          run: (at, key) =>
            startInstance(at, office.as('reception', key), { process: 'numbered', variables: { amount: 1 } }),
          check: async () => {
            assert.equal((await rows(office, 'numbers')).length, before + 1);
          },
        };
      },
    },
    'startInstance that calls another': {
      statements: 6,
      prepare: async () => {
        const before = (await rows(office, 'instances')).length;
        return {
          run: (at, key) =>
            startInstance(at, office.as('reception', key), { process: 'caller', variables: { subject: 'Who?' } }),
          check: async () => {
            assert.equal((await rows(office, 'instances')).length, before + 2);
          },
        };
      },
    },
    claimTask: {
      statements: 6,
      prepare: async () => {
        const id = await office.start('relay');
        const task = await office.task(id, 'first');
        return {
          run: (at, key) => claimTask(at, office.as('examiner', key), task.id, 1),
          check: async () => {
            assert.deepEqual(await typesOf(id), ['instanceStarted', 'taskClaimed']);
          },
        };
      },
    },
    completeJob: {
      statements: 5,
      prepare: async () => {
        const id = await office.start('errand', { address: ADDRESS });
        const claimed = await office.store.acrossOffices((trx) =>
          claimJobs(trx, { limit: 10, worker: 'somebody', leaseSeconds: 30 }),
        );
        const job = claimed.find((each) => each.instanceId === id) ?? assert.fail();
        return {
          run: (at) => completeJob(at, system('jobs'), job, { status: 200 }),
          check: async () => {
            assert.deepEqual(await typesOf(id), ['instanceStarted', 'jobCompleted']);
            await office.task(id, 'check');
          },
        };
      },
    },
    fireTimer: {
      statements: 5,
      prepare: async () => {
        const id = await office.start('deadlines');
        await office.pass(HOUR);
        return {
          run: (at) => fireTimer(at, system('timers'), { instanceId: id, token: 1, element: 'remind' }),
          check: async () => {
            assert.deepEqual(await typesOf(id), ['instanceStarted', 'timerFired']);
          },
        };
      },
    },
    releaseTask: {
      statements: 6,
      prepare: async () => {
        const id = await office.start('relay');
        const task = await office.task(id, 'first');
        await claimTask(office.runtime, office.as('examiner'), task.id, 1);
        return {
          run: (at, key) => releaseTask(at, office.as('examiner', key), task.id, 2),
          check: async () => {
            assert.deepEqual(await typesOf(id), ['instanceStarted', 'taskClaimed', 'taskReleased']);
          },
        };
      },
    },
    assignTask: {
      statements: 7,
      prepare: async () => {
        const id = await office.start('relay');
        const task = await office.task(id, 'first');
        const to = office.member('examiner').userId;
        return {
          run: (at, key) => assignTask(at, office.as('supervisor', key), task.id, 1, to),
          check: async () => {
            assert.deepEqual(await typesOf(id), ['instanceStarted', 'taskAssigned']);
          },
        };
      },
    },
    saveDraft: {
      statements: 9,
      prepare: async () => {
        const id = await office.start('assessment', { limit: 100 });
        const task = await office.task(id, 'assess');
        return {
          run: (at, key) =>
            saveDraft(at, office.as('examiner', key), task.id, { revision: 0, data: { remark: 'Half a word' } }),
          check: async () => {
            const drafts = (await rows(office, 'task_drafts')).filter((row) => row['task_id'] === task.id);
            assert.equal(drafts.length, 1);
          },
        };
      },
    },
    cancelInstance: {
      statements: 5,
      prepare: async () => {
        const id = await office.start('relay');
        return {
          run: (at, key) => cancelInstance(at, office.as('administrator', key), id, 'Filed twice.'),
          check: async () => {
            assert.deepEqual(await typesOf(id), ['instanceStarted', 'instanceCancelled']);
            assert.deepEqual(await office.tasks(id), []);
          },
        };
      },
    },
    sendMessage: {
      statements: 12,
      prepare: async () => {
        const id = await office.start('correspondence');
        return {
          run: (at, key) =>
            sendMessage(at, office.as('reception', key), {
              name: 'test-reply',
              key: id,
              payload: { replyText: 'Yes.' },
            }),
          check: async () => {
            assert.deepEqual(await typesOf(id), ['instanceStarted', 'messageReceived']);
          },
        };
      },
    },
  };
}
