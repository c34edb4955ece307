import type { Json, JsonObject } from '../contract/json.ts';
import type { ExplainStep } from '../calendar/index.ts';
import type { ArmedLimit } from './state.ts';

/** How a token ended. */
export type Ending = 'completed' | 'terminated';

/**
 * Everything that can happen to an instance, past tense, plain data, in order. `token` and `element` say where. A row that
 * belongs to a token (task, job, timer, subscription) is closed by `tokenClosed` of that token.
 */
export type KernelEvent =
  | { readonly type: 'instanceStarted'; readonly element: string }
  | { readonly type: 'tokenOpened'; readonly token: number; readonly element: string }
  | { readonly type: 'tokenClosed'; readonly token: number; readonly element: string; readonly ending: Ending }
  /** An element that ran to its end, with or without a token of its own. */
  | { readonly type: 'elementCompleted'; readonly element: string }
  | { readonly type: 'flowTaken'; readonly flow: string }
  | {
      readonly type: 'taskOpened';
      readonly token: number;
      readonly element: string;
      readonly form: string | null;
      readonly assignee: string | null;
      readonly candidateGroups: readonly string[];
      readonly candidateUsers: readonly string[];
      readonly priority: number;
      readonly immediate: boolean;
    }
  | { readonly type: 'taskCompleted'; readonly token: number; readonly element: string; readonly outcome: string }
  | {
      readonly type: 'jobOpened';
      readonly token: number;
      readonly element: string;
      readonly kind: 'connector' | 'letter' | 'act';
      readonly key: string;
      readonly input: JsonObject;
      readonly retries: number;
    }
  | {
      readonly type: 'timerArmed';
      readonly token: number;
      readonly element: string;
      readonly dueAt: string;
      readonly limit?: ArmedLimit;
      /** The arithmetic of the time limit in steps (calendar `explain` puts them into words). */
      readonly steps?: readonly ExplainStep[];
    }
  | {
      readonly type: 'timerFired';
      readonly token: number;
      readonly element: string;
      readonly dueAt: string;
      readonly limit?: string;
    }
  /** `isOver`: given up for good, not only standing still. */
  | {
      readonly type: 'timerDisarmed';
      readonly token: number;
      readonly element: string;
      readonly limit?: string;
      readonly isOver?: true;
    }
  /**
   * `kind` missing = message. `message` is the name of the message or signal; a condition has none (empty text) and its
   * correlation key is the instance's business key. A signal's correlation key is empty: it reaches everybody.
   */
  | {
      readonly type: 'subscribed';
      readonly kind?: 'message' | 'signal' | 'condition';
      readonly token: number;
      readonly element: string;
      readonly message: string;
      readonly correlationKey: string;
    }
  | { readonly type: 'unsubscribed'; readonly token: number; readonly element: string }
  | { readonly type: 'messageReceived'; readonly element: string; readonly message: string }
  | {
      readonly type: 'messageThrown';
      readonly element: string;
      readonly message: string;
      readonly correlationKey: string;
      readonly timeToLive: string | null;
      readonly payload: JsonObject;
    }
  | { readonly type: 'signalReceived'; readonly element: string; readonly signal: string }
  /** A signal for everybody who waits for it now, in other instances too; it is kept for nobody. */
  | {
      readonly type: 'signalThrown';
      readonly element: string;
      readonly signal: string;
      readonly payload: JsonObject;
    }
  /** `caught` false: nobody here; a called instance tells its caller, elsewhere nothing happens (BPMN 2.0.2, 10.5.7). */
  | {
      readonly type: 'escalationThrown';
      readonly element: string;
      readonly code: string;
      readonly caught: boolean;
    }
  | {
      readonly type: 'callStarted';
      readonly token: number;
      readonly element: string;
      readonly child: string;
      readonly process: string;
      readonly binding: 'latest' | 'deployment' | 'versionTag';
      readonly versionTag: string | null;
      readonly variables: JsonObject;
    }
  | { readonly type: 'callCancelled'; readonly child: string }
  /** `token`: whose own variable it is; missing = of the process. */
  | {
      readonly type: 'variableSet';
      readonly name: string;
      readonly before: Json;
      readonly after: Json;
      readonly token?: number;
    }
  | { readonly type: 'dossierChanged'; readonly pointer: string; readonly before: Json; readonly after: Json }
  | { readonly type: 'dossierStateChanged'; readonly before: string | null; readonly after: string }
  | {
      readonly type: 'statusEventRecorded';
      readonly element: string;
      readonly event: string;
      readonly on: string;
      readonly note: string | null;
    }
  | { readonly type: 'numberAssigned'; readonly series: string; readonly number: string; readonly pointer: string }
  /** A time limit without a timer of its own, e.g. the expiry of a registration. */
  | {
      readonly type: 'timeLimitFixed';
      readonly element: string;
      readonly limit: ArmedLimit;
      readonly steps: readonly ExplainStep[];
    }
  | {
      readonly type: 'timeLimitExtended';
      readonly token: number;
      readonly element: string;
      readonly limit: ArmedLimit;
      readonly beforeOn: string;
      readonly steps: readonly ExplainStep[];
    }
  | { readonly type: 'documentFiled'; readonly kind: string; readonly title: string; readonly details: JsonObject }
  | {
      readonly type: 'decisionMade';
      readonly element: string;
      readonly decision: string;
      readonly matched: readonly number[];
      readonly result: Json;
    }
  | { readonly type: 'suspended'; readonly element: string }
  | { readonly type: 'resumed'; readonly element: string; readonly policy: 'shift' | 'restart' | 'keep' }
  | { readonly type: 'errorThrown'; readonly element: string; readonly code: string; readonly message: string }
  | {
      readonly type: 'instanceEnded';
      readonly how: 'completed' | 'terminated' | 'failed';
      readonly error?: { readonly code: string; readonly message: string };
    };
export type KernelEventType = KernelEvent['type'];
/** One event by its type. */
export type EventOf<T extends KernelEventType> = Extract<KernelEvent, { type: T }>;
