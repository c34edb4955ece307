import type { ModelProblem } from '../contract/problem.ts';
import type { Graph } from './graph.ts';

/** How a model is read. */
export interface ReadOptions {
  /** Name of the file, repeated in every problem. */
  readonly file?: string;
}

/** What is in a model file. */
export interface ReadResult {
  /** The executable processes without an error, in document order. */
  readonly graphs: readonly Graph[];
  /** Errors and warnings; one error means that the file must not be deployed. */
  readonly problems: readonly ModelProblem[];
}

export declare function readProcesses(xml: string | Uint8Array, options?: ReadOptions): Promise<ReadResult>;
