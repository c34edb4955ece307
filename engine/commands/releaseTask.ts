import { mayRelease } from '../access/index.ts';
import { Refusal } from '../contract/problem.ts';
import type { TaskChanged } from '../contract/task.ts';
import { changeAssignee } from './shared/assignment.ts';
import type { Call, Runtime } from './shared/runtime.ts';

/** Puts a task back into its pool. @throws Refusal NOT_FOUND, FORBIDDEN, CONFLICT */
export function releaseTask(runtime: Runtime, call: Call, taskId: string, revision: number): Promise<TaskChanged> {
  return changeAssignee(runtime, call, {
    command: 'releaseTask',
    taskId,
    revision,
    decide: (task) => {
      if (!mayRelease(call.actor, task)) throw new Refusal('FORBIDDEN', `Task ${taskId} is not yours to release.`);
      return Promise.resolve({
        assignee: null,
        entry: { type: 'taskReleased', data: { task: taskId, element: task.element, from: task.assigneeId } },
      });
    },
  });
}
