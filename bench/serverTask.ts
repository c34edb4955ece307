import type { EmbeddedConnection } from '../engine/store/index.ts';

/** What the child is started with, as JSON. */
export interface ServerTask {
  readonly type: 'engine' | 'bare';
  readonly connection: EmbeddedConnection;
  readonly connections: number;
  /** Where the statements of each request are written (engine, when it is told to) or read from (bare). */
  readonly captured: string;
  readonly capturing: boolean;
}

/** The path of the bare route; the number of the request follows. */
export const BARE_PATH = '/play/';
