import { actorOf, mayAssign, mayWorkOn } from '../access/index.ts';
import { Refusal } from '../contract/problem.ts';
import type { TaskChanged } from '../contract/task.ts';
import { findMember } from '../store/index.ts';
import { changeAssignee } from './shared/assignment.ts';
import type { Call, Runtime } from './shared/runtime.ts';

/** Gives a task to a member who may work on it. @throws Refusal NOT_FOUND, FORBIDDEN, CONFLICT, INVALID_INPUT (no such member) */
export function assignTask(
  runtime: Runtime,
  call: Call,
  taskId: string,
  revision: number,
  userId: string,
): Promise<TaskChanged> {
  return changeAssignee(runtime, call, {
    command: 'assignTask',
    taskId,
    revision,
    userId,
    decide: async (task, trx) => {
      if (!mayAssign(call.actor, task)) throw new Refusal('FORBIDDEN', 'You may not assign tasks.');
      const member = await findMember(trx, call.officeId, userId);
      if (!member?.deploymentId) throw unknownMember();
      const { definitions } = await runtime.deployments.get(call.officeId, member.deploymentId);
      const assignee = actorOf(
        {
          userId,
          name: member.name,
          office: call.officeId,
          roles: member.roles,
          unit: member.unit,
          skills: member.skills,
        },
        definitions.roles,
      );
      if (!mayWorkOn(assignee, { ...task, assigneeId: null })) {
        throw new Refusal('INVALID_INPUT', `${member.name} may not work on this task.`, {
          places: [{ pointer: '/userId', sentence: 'Expected a member to whom the task is offered.' }],
        });
      }
      return {
        assignee: { id: userId, name: member.name },
        entry: {
          type: 'taskAssigned',
          data: { task: taskId, element: task.element, from: task.assigneeId, to: userId },
        },
      };
    },
  });
}

function unknownMember(): Refusal {
  return new Refusal('INVALID_INPUT', 'There is no such member.', {
    places: [{ pointer: '/userId', sentence: 'Expected a member of this office.' }],
  });
}
