export { advance } from './advance.ts';
export type { Advance } from './advance.ts';
export { startableActivities } from './startable.ts';
export type { StartableActivity } from './startable.ts';
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
export { isReadableState, newInstance } from './state.ts';
export type { Trigger, TriggerType, DossierChange } from './triggers.ts';
export type { KernelEvent, KernelEventType, EventOf, Ending } from './events.ts';
export type { World, DecisionAnswer } from './world.ts';
export { modify } from './operations/modify.ts';
export type { Modified } from './operations/modify.ts';
export type { Move } from './operations/moves.ts';
export { previewOf } from './operations/preview.ts';
export type { Preview } from './operations/preview.ts';
export { BY_HAND } from './operations/suspension.ts';
export { checkMapping } from './operations/mapping.ts';
export type { Mapping, Moved } from './operations/mapping.ts';
export { migrate } from './operations/migrate.ts';
export type { Migrated } from './operations/migrate.ts';
export type { Reason, Versions } from './operations/movable.ts';
export type { TimerPolicy } from './operations/retiming.ts';
