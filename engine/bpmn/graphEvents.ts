import type { CompiledExpression } from '../feel/index.ts';
import type { Mapping, Text } from './graph.ts';

/** When a timer is due (BPMN 2.0.2, 10.5.5, timer event definition), or a legal time limit by key. */
export type TimerSpec =
  | { readonly type: 'date'; readonly value: Text }
  | { readonly type: 'duration'; readonly value: Text }
  | { readonly type: 'cycle'; readonly value: Text }
  /** `base` is FEEL giving an ISO date; without it the day on which the timer is armed is the base. */
  | { readonly type: 'timeLimit'; readonly key: string; readonly base?: CompiledExpression };

/** What an event waits for or throws (BPMN 2.0.2, 10.5.5). */
export type EventDefinition =
  | { readonly type: 'none' }
  | { readonly type: 'timer'; readonly timer: TimerSpec }
  | MessageDefinition
  | SignalDefinition
  /** Without a code a catching event catches every error. */
  | { readonly type: 'error'; readonly code?: string }
  /** Without a code a catching event catches every escalation. */
  | { readonly type: 'escalation'; readonly code?: string }
  /** Occurs when the condition becomes true. */
  | { readonly type: 'conditional'; readonly condition: CompiledExpression }
  /** A jump within one scope, from a throwing to the catching event of the same name. */
  | { readonly type: 'link'; readonly link: string }
  /** Throwing: what is compensated, a node index; missing = all that has completed in the scope. */
  | { readonly type: 'compensation'; readonly activity?: number; readonly waitForCompletion: boolean }
  | { readonly type: 'cancel' }
  | { readonly type: 'terminate' }
  /** Catching: one of the definitions is enough, or all are needed (`parallel`). Throwing: all are thrown. */
  | { readonly type: 'multiple'; readonly parallel: boolean; readonly definitions: readonly EventDefinition[] };
export type EventType = EventDefinition['type'];

/** A signal by name; it reaches everybody who waits for it at the moment it is thrown. */
export interface SignalDefinition {
  readonly type: 'signal';
  readonly signal: string;
  /** Throwing: the payload. */
  readonly input: readonly Mapping[];
  /** Catching: `signal` is the payload in FEEL; without mappings every property becomes a variable. */
  readonly output: readonly Mapping[];
}

/** How an activity is repeated (BPMN 2.0.2, 13.3.6 and 13.3.7). */
export type LoopSpec =
  | {
      readonly type: 'loop';
      /** Goes on while true; missing = until the maximum. */
      readonly condition?: CompiledExpression;
      /** True: asked before each round, so that there may be none. */
      readonly testBefore: boolean;
      /** Rounds at most: FEEL giving a whole number. */
      readonly maximum?: CompiledExpression;
    }
  | {
      readonly type: 'multiInstance';
      readonly sequential: boolean;
      /** FEEL: how many instances, or the list they are made from; one of the two. */
      readonly cardinality?: CompiledExpression;
      readonly collection?: CompiledExpression;
      /** Variable that holds the instance's item of the collection. */
      readonly elementVariable?: string;
      /** Variable that takes the list of results, in the order of the instances. */
      readonly outputCollection?: string;
      /** FEEL in the instance's scope, evaluated when it completes. */
      readonly outputElement?: CompiledExpression;
      /** Asked after each instance; true ends the activity and what is left of it. */
      readonly completionCondition?: CompiledExpression;
    };

/** A message by name; one receiver is found by name and correlation key. */
export interface MessageDefinition {
  readonly type: 'message';
  readonly message: string;
  /** FEEL; missing = the instance's business key (its dossier id, else the instance id). */
  readonly correlationKey?: CompiledExpression;
  /** ISO 8601 duration a thrown message is kept when nobody waits for it. */
  readonly timeToLive?: string;
  /** Throwing: the payload. */
  readonly input: readonly Mapping[];
  /** Catching: `message` is the payload in FEEL; without mappings every property becomes a variable. */
  readonly output: readonly Mapping[];
}
