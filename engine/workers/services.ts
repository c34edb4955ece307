import type { Connector } from '../connectors/connector.ts';
import type { Egress } from '../connectors/egress.ts';
import type { Runtime } from '../commands/shared/runtime.ts';
import type { Log } from '../contract/log.ts';
import type { LetterRenderer } from '../letters/renderLetter.ts';
import type { DocumentStore } from '../store/index.ts';

/** What the loops work with; made once by the wiring. */
export interface WorkerServices {
  readonly runtime: Runtime;
  readonly documents: DocumentStore;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly egress: Egress;
  readonly letters: LetterRenderer;
  readonly log: Log;
  readonly settings: WorkerSettings;
}

export interface WorkerSettings {
  /** Name of this process among the nodes, noted with every lease. */
  readonly name: string;
  /** Jobs and timers worked on at the same time. */
  readonly concurrency: number;
  readonly leaseSeconds: number;
  readonly minPauseMs: number;
  readonly maxPauseMs: number;
  /** How long jobs that run are waited for at a stop, before they are aborted and given back; 10,000 when left out. */
  readonly drainMs?: number;
  /** How long a client may ask again for the answer given under its idempotency key; 30 when left out. */
  readonly keepAnswersDays?: number;
  /** How long a draft outlives its task (data.md 1); 30 when left out. */
  readonly keepDraftsDays?: number;
  /** Rows that one transaction of the housekeeping removes; 1,000 when left out. */
  readonly housekeepingChunk?: number;
}
