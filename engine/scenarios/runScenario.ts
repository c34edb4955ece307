import { startPlaces } from '../bpmn/index.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Scenario, ScenarioResult } from '../contract/scenario.ts';
import { advance } from '../core/index.ts';
import { checkScenario } from './checkScenario.ts';
import { stateOf, unmet } from './expectations.ts';
import type { ScenarioOffice, Stepper } from './office.ts';
import { simulateJobs, stimulate } from './stimuli.ts';
import { VirtualOffice, type VirtualInstance } from './virtualOffice.ts';

const DEFAULT_START = '2026-01-05T08:00:00.000Z';

/** The kernel called directly. */
export const directStepper: Stepper = (_process, graph, instance, trigger, world) =>
  advance(graph, instance, trigger, world);

export interface RunOptions {
  readonly stepper?: Stepper;
  /** State goes through JSON between any two stimuli; a scenario may say so itself. */
  readonly reload?: boolean;
}

type Failure = ScenarioResult['failures'][number];

/**
 * Runs a scenario in memory with a virtual clock. Stops at the first stimulus that is not possible; nothing is skipped. Never
 * throws: what cannot be run is a failure with the index of its step, -1 for the scenario as a whole.
 */
export async function runScenario(
  scenario: Scenario,
  office: ScenarioOffice,
  options: RunOptions = {},
): Promise<ScenarioResult> {
  const problems = checkScenario(scenario);
  const at = new Date(scenario.at ?? DEFAULT_START);
  const stepper = options.stepper ?? directStepper;
  const reload = scenario.reload ?? options.reload ?? true;
  const now = problems.length > 0 ? DEFAULT_START : at.toISOString();
  const run = new Run(new VirtualOffice(office, stepper, now, reload), scenario);
  if (problems.length > 0) run.failures.push(...problems);
  else await run.play();
  return run.result();
}

class Run {
  readonly failures: Failure[] = [];
  readonly #office: VirtualOffice;
  readonly #scenario: Scenario;
  #root: VirtualInstance | undefined;

  constructor(office: VirtualOffice, scenario: Scenario) {
    this.#office = office;
    this.#scenario = scenario;
  }

  async play(): Promise<void> {
    if (!(await this.#guarded(-1, () => this.#begin()))) return;
    for (const [index, step] of (this.#scenario.steps ?? []).entries()) {
      if ('expect' in step) this.#compare(index, step.expect);
      else if (!(await this.#guarded(index, () => stimulate(this.#office, this.#root, step, this.#settle)))) return;
      this.#root ??= [...this.#office.instances.values()][0];
    }
    if (this.#scenario.expect) this.#compare(-1, this.#scenario.expect);
  }

  result(): ScenarioResult {
    const { failures } = this;
    return {
      name: this.#scenario.name,
      ok: failures.length === 0,
      failures,
      trace: this.#office.trace,
      state: stateOf(this.#office, this.#root),
      variables: this.#root?.instance.variables ?? {},
      dossier: this.#office.dossier,
    };
  }

  readonly #settle = (): Promise<string | null> =>
    this.#scenario.connectors === 'simulate' ? simulateJobs(this.#office) : Promise.resolve(null);

  #compare(step: number, expected: NonNullable<Scenario['expect']>): void {
    this.failures.push(...unmet(this.#office, this.#root, expected).map((sentence) => ({ step, sentence })));
  }

  /** Does what is asked and settles the jobs; false when it was not possible, which is a failure of that step. */
  async #guarded(step: number, action: () => Promise<string | null>): Promise<boolean> {
    let sentence: string | null;
    try {
      sentence = (await action()) ?? (await this.#settle());
    } catch (error) {
      sentence = error instanceof Error ? error.message : String(error);
    }
    if (sentence !== null) this.failures.push({ step, sentence });
    return sentence === null;
  }

  async #begin(): Promise<string | null> {
    const { start, processId, process = '' } = this.#scenario;
    if (!start) return null;
    const key = processId ?? process;
    if (start.dossier) this.#office.dossier = start.dossier as JsonObject;
    const at = start.startEvent ?? start.timer ?? this.#startPlace(key, start);
    const started = await this.#office.start(key, (start.variables ?? {}) as JsonObject, at);
    if (typeof started === 'string') return started;
    this.#root = started;
    return null;
  }

  #startPlace(process: string, { message, signal }: NonNullable<Scenario['start']>): string | undefined {
    const graph = this.#office.definitions.processes.get(process)?.graph;
    if (message === undefined && signal === undefined) return undefined;
    const place =
      message === undefined
        ? graph && startPlaces(graph, 'signal').find(({ definition }) => definition.signal === signal)
        : graph && startPlaces(graph, 'message').find(({ definition }) => definition.message === message);
    if (place) return place.at;
    const what = message === undefined ? `signal “${signal ?? ''}”` : `message “${message}”`;
    throw new Error(`“${process}” does not start by the ${what}.`);
  }
}
