import { mayClaim } from '../access/index.ts';
import { Refusal } from '../contract/problem.ts';
import type { TaskChanged } from '../contract/task.ts';
import { changeAssignee } from './shared/assignment.ts';
import type { Call, Runtime } from './shared/runtime.ts';

/** Takes a task out of the pool for oneself. @throws Refusal NOT_FOUND, FORBIDDEN, CONFLICT with who has it */
export function claimTask(runtime: Runtime, call: Call, taskId: string, revision: number): Promise<TaskChanged> {
  return changeAssignee(runtime, call, {
    command: 'claimTask',
    taskId,
    revision,
    decide: (task) => {
      const { actor } = call;
      if (task.assigneeId !== null)
        throw new Refusal('CONFLICT', `Task ${taskId} is assigned already.`, {
          details: { assigneeId: task.assigneeId },
        });
      if (actor.type !== 'member' || !mayClaim(actor, task))
        throw new Refusal('FORBIDDEN', `Task ${taskId} is not offered to you.`);
      return Promise.resolve({
        assignee: { id: actor.userId, name: actor.name },
        entry: { type: 'taskClaimed', data: { task: taskId, element: task.element } },
      });
    },
  });
}
