import { isDeepStrictEqual } from 'node:util';
import type { Graph } from '../bpmn/index.ts';
import type { Advance, Instance, Trigger, World } from '../core/index.ts';
import type { Stepper } from '../scenarios/index.ts';
import { createHost, hostedProcess, loadSource, type LoadedSource } from './createHost.ts';

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
  const saved = new Map<string, string>();
  const load = (process: string): Promise<LoadedSource> => {
    const source = sources.get(process);
    if (source === undefined) throw new Error(`There is no model of the process “${process}”.`);
    const known = loaded.get(source) ?? loadSource(source);
    loaded.set(source, known);
    return known;
  };
  return async (process, graph, instance, trigger, world) => {
    const source = await load(process);
    const state = trigger.type === 'start' ? undefined : saved.get(world.instanceId);
    const step = await takeStep({ source, process, graph, instance, trigger, world, state });
    saved.set(world.instanceId, step.state);
    return step.answer;
  };
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

async function takeStep(step: HostedStep): Promise<{ readonly answer: Advance; readonly state: string }> {
  const { source, process, graph, instance, trigger, world, state } = step;
  const isStart = trigger.type === 'start';
  const engine = createHost(source, {
    process,
    graph,
    world: () => world,
    start: isStart ? { ...trigger, instance } : {},
  });
  let answer: Advance;
  if (isStart) {
    await engine.execute();
    answer = (await hostedProcess(engine, process)).startAnswer;
  } else {
    if (state === undefined)
      throw new HostMismatch(`The instance ${world.instanceId} has not been started in the host.`);
    engine.recover(JSON.parse(state));
    await engine.resume();
    const hosted = await hostedProcess(engine, process);
    checkSame(hosted.instance, instance, world.instanceId);
    hosted.setDossier(instance);
    answer = hosted.apply(trigger);
  }
  const after = await engine.getState();
  // The model is the same for every step; bpmn-engine would write it into each state.
  const definitions = after.definitions.map(({ source: _model, ...rest }) => rest);
  return { answer, state: JSON.stringify({ ...after, definitions }) };
}

function checkSame(hosted: Instance, given: Instance, id: string): void {
  const plain = (instance: Instance): unknown => JSON.parse(JSON.stringify([instance.state, instance.variables]));
  if (!isDeepStrictEqual(plain(hosted), plain(given))) {
    throw new HostMismatch(`The instance ${id} differs between bpmn-engine and the caller.`);
  }
}
