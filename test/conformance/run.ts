import { create, type ConformanceAdapter, type Snapshot } from './adapter.ts';
import type { Case, Folder } from './folder.ts';
import { modelsOf } from './models.ts';

/** What is wrong with a case; empty when it passes. */
export type Complaints = readonly string[];

type Stimulus = Exclude<keyof ConformanceAdapter, 'deploy' | 'snapshot' | 'dispose' | 'allSubscriptions'>;

/** Plays a case as the folder's own runner does, on models that only our importer has touched. Never throws. */
export async function play(folder: Folder, one: Case, models = modelsOf): Promise<Complaints> {
  try {
    return await judged(folder, one, models(folder, one));
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

async function judged(folder: Folder, one: Case, models: ReturnType<typeof modelsOf>): Promise<Complaints> {
  const adapter = create();
  try {
    await adapter.deploy(models, one);
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    const isWanted = [one.expected.state ?? []].flat().includes('rejected');
    const nothing = { tasks: [], taskNames: [], waiting: [], completed: [], marks: [], intervals: [], variables: {} };
    return isWanted
      ? folder.check(one.expected, { ...nothing, state: 'rejected', error: sentence })
      : [`rejected: ${sentence}`];
  }
  const complaints: string[] = [];
  for (const [index, step] of one.stimuli.entries()) {
    const [kind = ''] = Object.keys(step).filter((key) => key !== 'expect' && key !== 'fails');
    const refusal = await stimulate(adapter, kind as Stimulus, step[kind] === true ? {} : step[kind]);
    if (step['fails'] === true && refusal === undefined) complaints.push(`step ${index} ${kind}: wanted a refusal`);
    if (step['fails'] !== true && refusal !== undefined) return [...complaints, `step ${index} ${kind}: ${refusal}`];
    const snapshot = await adapter.snapshot();
    if (step['expect'] !== undefined)
      complaints.push(...check(folder, step['expect'], snapshot).map((each) => `after step ${index}: ${each}`));
  }
  return [...complaints, ...check(folder, one.expected, await adapter.snapshot())];
}

function check(folder: Folder, expected: unknown, snapshot: Snapshot): readonly string[] {
  return folder.check(expected, snapshot);
}

async function stimulate(adapter: ConformanceAdapter, kind: Stimulus, how: unknown): Promise<string | undefined> {
  try {
    await (adapter[kind] as (how: unknown) => Promise<void>)(how);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
