import type { TestOffice } from '../../test/commands/kit.ts';
import { completion, prepare, type Course, type Deed } from '../course.ts';

export const ASSESSMENT = { amount: 500, remark: 'as filed' };
const CHAIN = 5;
const FORK = 4;

/** W2: completions of a chain of five user tasks, as many of each of the five. */
export function chain(count: number): Promise<Course> {
  return prepare(count, (office, index) => nthTask(office, 'bench-chain', index % CHAIN));
}

/** W3: completions of a fork of four user tasks, as many of each; the fourth one joins. */
export function fork(count: number): Promise<Course> {
  return prepare(count, (office, index) => nthTask(office, 'bench-fork', index % FORK));
}

/** The next task of an instance of which so many are completed. */
async function nthTask(office: TestOffice, process: string, completed: number): Promise<Deed> {
  const instance = await office.start(process);
  for (let each = 1; each <= completed; each += 1)
    await office.complete(instance, `desk-${each}`, 'complete', ASSESSMENT);
  return completion(office, await office.task(instance, `desk-${completed + 1}`), ASSESSMENT);
}
