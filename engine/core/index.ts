export { advance } from './advance.ts';
export type { Advance } from './advance.ts';
export { acts } from './acts/index.ts';
export { valueAt, withDossierValue } from './behaviours/dossier.ts';
export { reservedNames } from './behaviours/expressions.ts';
export { DEFAULT_OUTCOME } from './elements/userTask.ts';
export { changesOf } from './changes.ts';
export type { Changes } from './changes.ts';
export type { LimitChange } from './limitChanges.ts';
export type { FailureCode } from './failure.ts';
export type {
  ArmedEvent,
  ArmedLimit,
  ArmedTimer,
  Compensation,
  Instance,
  InstanceState,
  Join,
  Token,
  Waits,
} from './state.ts';
export { MAX_FOLLOW_UPS } from './followUps.ts';
export { newInstance } from './state.ts';
export type { Trigger, TriggerType, DossierChange } from './triggers.ts';
export type { KernelEvent, KernelEventType, EventOf, Ending } from './events.ts';
export type { World, DecisionAnswer } from './world.ts';
