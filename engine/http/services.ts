import type { Bundle } from '../bundles/index.ts';
import type { Runtime } from '../commands/shared/runtime.ts';
import type { Log } from '../contract/log.ts';
import type { DocumentStore, Store } from '../store/index.ts';
import type { EventHub } from './events/hub.ts';
import type { EventRhythm } from './events/rhythm.ts';
import type { JobWaits } from './outside/jobWaits.ts';

/** What routes work with; made by the wiring. */
export interface Services {
  readonly runtime: Runtime;
  readonly store: Store;
  readonly documents: DocumentStore;
  /** The standard bundle, below every office bundle that is deployed. */
  readonly standard: Bundle;
  readonly log: Log;
  readonly settings: HttpSettings;
  /** Aborted when the process is about to end: not ready any more, event streams end. */
  readonly stopping?: AbortSignal;
}

/** The services within one application. */
export interface AppServices extends Services {
  readonly events: EventHub;
  /** Workers outside who wait for jobs here. */
  readonly jobWaits: JobWaits;
}

/** Settings of the web side, from the configuration. */
export interface HttpSettings {
  /** Origin that browsers use; requests that change something from another one are refused. */
  readonly publicUrl: string;
  readonly sessionIdleMinutes: number;
  readonly sessionHours: number;
  readonly jsonLimitBytes: number;
  readonly documentLimitBytes: number;
  /** Folder of the built app; null = none is served. */
  readonly appFolder: string | null;
  /** The installation holds demo data; its people are shown on the sign-in page. */
  readonly demoPeople: readonly DemoPerson[];
  readonly installation: string;
  /** How often this node looks for jobs while workers outside wait here; 1,000 when left out. */
  readonly jobPollMilliseconds?: number;
  /** Rhythm of the event streams; every key has a default (`events/rhythm.ts`). */
  readonly events?: Partial<EventRhythm>;
}

/** A person of the demo data set, whose password is no secret. */
export interface DemoPerson {
  readonly login: string;
  readonly name: Readonly<Record<string, string>>;
  readonly roles: readonly string[];
  readonly password: string;
}
