export { createHost, hostedProcess, loadSource } from './createHost.ts';
export type { HostListener, HostOptions, LoadedSource } from './createHost.ts';
export type { HostKernel, HostStart } from './kernel.ts';
export { KernelProcess } from './kernelProcess.ts';
export type { HostIncident } from './hostState.ts';
export type { SignalContent } from './stimulus.ts';
export { HostMismatch, hostStepper } from './hostStepper.ts';
export { checkThroughHost, runBothWays, runThroughHost } from './bothWays.ts';
export type { BothWays } from './bothWays.ts';
