import { startInstance } from '../../engine/commands/startInstance.ts';
import type { Runtime } from '../../engine/commands/shared/runtime.ts';
import { prepare, type Course } from '../course.ts';

/** W1: cases that run through ten service steps when they start, in one transaction. */
export function straight(count: number): Promise<Course> {
  return prepare(count, (office) => {
    const call = office.as('administrator');
    const input = { process: 'bench-straight', data: { markText: 'STRAIGHT' } };
    const run = async (runtime: Runtime): Promise<void> => {
      const { next } = await startInstance(runtime, call, input);
      if (next.length > 0) throw new Error('Expected the case to run to its end, but it waits.');
    };
    return Promise.resolve({ run, request: null });
  });
}
