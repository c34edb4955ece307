export type { Instance, InstanceState, Token, ArmedTimer, ArmedLimit, Join } from './state.ts';
export { newInstance } from './state.ts';
export type { Trigger, TriggerType, DossierChange } from './triggers.ts';
export type { KernelEvent, KernelEventType, EventOf, Ending } from './events.ts';
export type { World, DecisionAnswer } from './world.ts';
