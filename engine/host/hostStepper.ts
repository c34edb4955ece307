import { isDeepStrictEqual } from 'node:util';
import type { Graph } from '../bpmn/index.ts';
import type { Advance, Instance, Trigger, World } from '../core/index.ts';
import type { Stepper } from '../scenarios/index.ts';
import { createHost, hostedProcess, loadSource, type LoadedSource } from './createHost.ts';
import type { KernelProcess } from './kernelProcess.ts';

/** Thrown when bpmn-engine's copy of an instance is not the one the caller holds: a defect of the host. */
export class HostMismatch extends Error {
  override readonly name = 'HostMismatch';
}

/**
 * Takes every step inside bpmn-engine: a start executes a new engine, every later step recovers one from its saved state
 * (through JSON), resumes it and applies the trigger. `sources` has the model of each process key.
 */
export function hostStepper(sources: ReadonlyMap<string, string>): Stepper {
  const loaded = new Map<string, Promise<LoadedSource>>();
  const saved = new Map<string, readonly SavedStep[]>();
  const load = (process: string): Promise<LoadedSource> => {
    const source = sources.get(process);
    if (source === undefined) throw new Error(`There is no model of the process “${process}”.`);
    const known = loaded.get(source) ?? loadSource(source);
    loaded.set(source, known);
    return known;
  };
  return async (process, graph, instance, trigger, world) => {
    const source = await load(process);
    const { instanceId } = world;
    const standing = trigger.type === 'start' ? [{ instance, state: undefined }] : (saved.get(instanceId) ?? []);
    if (standing.length === 0) throw new HostMismatch(`The instance ${instanceId} has not been started in the host.`);
    // The caller drops a step when what followed from it in another instance failed: an earlier one stands then.
    const last = standing.findLastIndex((each) => isSame(each.instance, instance));
    const base = standing[last];
    if (!base) throw new HostMismatch(`The instance ${instanceId} differs between bpmn-engine and the caller.`);
    const step = await takeStep({ source, process, graph, instance, trigger, world, state: base.state });
    saved.set(instanceId, [...standing.slice(Math.max(0, last - KEPT_STEPS), last + 1), step.saved]);
    return step.answer;
  };
}

/** More steps of one instance than one command may take. */
const KEPT_STEPS = 60;

interface SavedStep {
  readonly instance: Instance;
  /** What bpmn-engine's `getState` gave; undefined: the start has not been taken. */
  readonly state: string | undefined;
}

interface HostedStep {
  readonly source: LoadedSource;
  readonly process: string;
  readonly graph: Graph;
  readonly instance: Instance;
  readonly trigger: Trigger;
  readonly world: World;
  /** What bpmn-engine's `getState` gave after the step before. */
  readonly state: string | undefined;
}

async function takeStep(step: HostedStep): Promise<{ readonly answer: Advance; readonly saved: SavedStep }> {
  const { source, process, graph, instance, trigger, world, state } = step;
  const engine = createHost(source, {
    process,
    graph,
    world: () => world,
    start: trigger.type === 'start' ? { ...trigger, instance } : { instance, stands: true },
  });
  let answer: Advance;
  let hosted: KernelProcess;
  if (state === undefined) {
    await engine.execute();
    hosted = await hostedProcess(engine, process);
    answer = trigger.type === 'start' ? hosted.startAnswer : hosted.apply(trigger);
  } else {
    engine.recover(JSON.parse(state));
    await engine.resume();
    hosted = await hostedProcess(engine, process);
    if (!isSame(hosted.instance, instance))
      throw new HostMismatch(`The instance ${world.instanceId} differs between bpmn-engine and the caller.`);
    hosted.setDossier(instance);
    answer = hosted.apply(trigger);
  }
  const after = await engine.getState();
  // The model is the same for every step; bpmn-engine would write it into each state.
  const definitions = after.definitions.map(({ source: _model, ...rest }) => rest);
  return { answer, saved: { instance: hosted.instance, state: JSON.stringify({ ...after, definitions }) } };
}

/** Variables and tokens alike; the dossier belongs to all instances and may have been changed by another. */
function isSame(a: Instance, b: Instance): boolean {
  const plain = (instance: Instance): unknown => JSON.parse(JSON.stringify([instance.state, instance.variables]));
  return isDeepStrictEqual(plain(a), plain(b));
}
