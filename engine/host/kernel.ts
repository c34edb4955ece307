import type { Graph } from '../bpmn/index.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Instance, World } from '../core/index.ts';

/** What a process inside bpmn-engine is given; it travels in the options of bpmn-engine's environment and is never saved. */
export interface HostKernel {
  /** Key of the process that runs; the others of the file stay silent. */
  readonly process: string;
  readonly graph: Graph;
  /** Asked once per step. */
  world(): World;
  /** How the process starts when the engine is executed. */
  readonly start: HostStart;
}

/** The start of a hosted process. */
export interface HostStart {
  readonly variables?: JsonObject;
  /** Variables put right after a start that failed. */
  readonly corrected?: JsonObject;
  /** Element id of one of several start events. */
  readonly at?: string;
  /** The instance before its start, with the dossier it works on; an empty one when missing. */
  readonly instance?: Instance;
  /** The instance stands as it is and waits for a trigger: its start has failed. */
  readonly stands?: boolean;
}

const OPTION = 'officinaKernel';

/** The kernel as an option of `new Engine(…)`. */
export function kernelOption(kernel: HostKernel): Readonly<Record<string, HostKernel>> {
  return { [OPTION]: kernel };
}

/** The kernel that an environment carries; missing when a model is only looked at. */
export function kernelOf(environment: object): HostKernel | undefined {
  const { options } = environment as { readonly options?: Readonly<Record<string, unknown>> };
  return options?.[OPTION] as HostKernel | undefined;
}
