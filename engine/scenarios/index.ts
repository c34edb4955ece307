export { runScenario, directStepper } from './runScenario.ts';
export type { RunOptions } from './runScenario.ts';
export { checkScenario } from './checkScenario.ts';
export type { ScenarioOffice, Stepper } from './office.ts';
