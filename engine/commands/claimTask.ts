import { mayClaim } from '../access/index.ts';
import { Refusal } from '../contract/problem.ts';
import type { TaskChanged } from '../contract/task.ts';
import { changeAssignee } from './shared/assignment.ts';
import { overtaken } from './shared/openTask.ts';
import type { Call, Runtime } from './shared/runtime.ts';

/** Takes a task out of the pool for oneself. @throws Refusal NOT_FOUND, FORBIDDEN, CONFLICT with who has it since when */
export function claimTask(runtime: Runtime, call: Call, taskId: string, revision: number): Promise<TaskChanged> {
  return changeAssignee(runtime, call, {
    command: 'claimTask',
    taskId,
    revision,
    decide: async (task, trx, instance) => {
      const { actor } = call;
      if (task.assigneeId !== null) throw await overtaken(trx, call.officeId, instance, task);
      if (actor.type !== 'member' || !mayClaim(actor, task))
        throw new Refusal('FORBIDDEN', `Task ${taskId} is not offered to you.`);
      return {
        assignee: { id: actor.userId, name: actor.name },
        entry: { type: 'taskClaimed', data: { task: taskId, element: task.element } },
      };
    },
  });
}
