import type { Actor } from '../../access/index.ts';
import type { OfficeDefinitions } from '../../bundles/index.ts';
import type { SchemaValidator } from '../../forms/index.ts';
import type { ActorRecord, Store } from '../../store/index.ts';

/** What was deployed once: the definitions with the version of each process. */
export interface DeployedOffice {
  readonly deploymentId: string;
  readonly definitions: OfficeDefinitions;
  /** Version by `kind/key`. */
  readonly versions: ReadonlyMap<string, number>;
}

/** Loads deployments once and keeps them: they are immutable. */
export interface Deployments {
  /** @param officeId ST.3 code */
  get(officeId: string, deploymentId: string): Promise<DeployedOffice>;
}

/** What kinds of work a commit may have made due; a hint only, the loops poll as well. */
export type WorkKind = 'jobs' | 'timers' | 'messages' | 'signals' | 'batches';

/** What all commands share; made once by the wiring. */
export interface Runtime {
  readonly store: Store;
  readonly deployments: Deployments;
  /** Ajv, for forms and dossiers. */
  readonly validate: SchemaValidator;
  /** How long a task completion can be undone and what it opened waits; 0 = not at all. */
  readonly undoSeconds: number;
  /** Told after a commit. */
  readonly wake: (kind: WorkKind) => void;
}

/** Who asks for a command, for which office, under which idempotency key. */
export interface Call {
  /** ST.3 code in capitals, the `office_id` of every row. */
  readonly officeId: string;
  readonly actor: Actor;
  /** UUID made by the client per intent: the same key gives the same answer again. */
  readonly idempotencyKey?: string | undefined;
}

/** The actor as history keeps it. */
export function actorRecord(actor: Actor): ActorRecord {
  switch (actor.type) {
    case 'member':
      return { type: 'member', id: actor.userId, name: actor.name };
    case 'worker':
      return { type: 'worker', id: actor.id, name: actor.id };
    case 'system':
      return { type: 'system', id: actor.id, name: actor.id };
  }
}
