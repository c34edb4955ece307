import type { Instance, Trigger } from '../core/index.ts';

/** A step that could not be carried out; the instance stands where it stood. */
export interface HostIncident {
  readonly element: string;
  readonly code: string;
  readonly sentence: string;
  readonly trigger: Trigger;
}

/** Our part of what bpmn-engine's `getState` returns for a process. */
export interface KernelState {
  readonly executionId: string | undefined;
  readonly status: 'executing' | undefined;
  readonly instance: Instance;
  readonly incidents: readonly HostIncident[];
}
