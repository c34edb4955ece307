import { InclusiveGateway } from 'bpmn-elements';
import { Engine } from 'bpmn-engine';
import { extensionPackage, extensionPrefix } from '../bpmn/index.ts';
import { kernelOption, type HostKernel } from './kernel.ts';
import { KernelProcess } from './kernelProcess.ts';

/** Who hears what happens: bpmn-engine's events (`activity.wait`, `activity.end`, `activity.timer`, `flow.take` …). */
export interface HostListener {
  emit(event: string, ...args: readonly unknown[]): unknown;
}

/** How a model is hosted. */
export interface HostOptions extends HostKernel {
  readonly name?: string;
  readonly listener?: HostListener;
}

/** A model as bpmn-engine has read it; reading takes milliseconds and is done once per model. */
export type LoadedSource = object;

/** No script and no timer of bpmn-engine ever runs: scripts are FEEL, due timers are fired from outside. */
const inert = {
  scripts: { register: () => undefined, getScript: () => undefined },
  timers: { executing: [], register: () => ({}), setTimeout: () => ({}), clearTimeout: () => undefined },
};

/**
 * bpmn-engine with our kernel as its `bpmn:Process` (ADR 0002). `execute`, `getState`, `recover`, `resume`, `signal` and
 * `stop` are bpmn-engine's own. `source` is a model that `readProcesses` has accepted, as text or already loaded.
 */
export function createHost(source: string | LoadedSource, options: HostOptions): Engine {
  const { name = options.process, listener, process, graph, start } = options;
  const kernel: HostKernel = { process, graph, start, world: () => options.world() };
  const model = typeof source === 'string' ? { source } : { sourceContext: source };
  const given = { name, ...model, ...(listener === undefined ? {} : { listener }), ...kernelOption(kernel) };
  return new Engine({ ...engineOptions, ...given } as EngineOptions);
}

type EngineOptions = NonNullable<ConstructorParameters<typeof Engine>[0]>;

const engineOptions = {
  ...inert,
  moddleOptions: { [extensionPrefix]: extensionPackage },
  typeResolver(types: Record<string, unknown>): void {
    types['bpmn:Process'] = KernelProcess;
    // bpmn-engine has no such gateway; nothing but our process ever executes one.
    types['bpmn:ComplexGateway'] = InclusiveGateway;
  },
} as unknown as EngineOptions;

/** Lets bpmn-engine read a model once, for many hosts. Rejects when it cannot. */
export async function loadSource(source: string): Promise<LoadedSource> {
  const [definition] = await new Engine({ source, ...engineOptions }).getDefinitions();
  if (definition === undefined) throw new Error('bpmn-engine found no definitions in the model.');
  const { source: context } = definition.environment.options as { readonly source: LoadedSource };
  return context;
}

/** The process inside a host that is executed or resumed. */
export async function hostedProcess(engine: Engine, key: string): Promise<KernelProcess> {
  for (const definition of await engine.getDefinitions()) {
    const process: unknown = definition.getProcessById(key);
    if (process instanceof KernelProcess) return process;
  }
  throw new Error(`The host holds no process “${key}”.`);
}
