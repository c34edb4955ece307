import type { JsonObject } from '../contract/json.ts';
import type { Scenario, ScenarioResult } from '../contract/scenario.ts';
import { advance } from '../core/index.ts';
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

/** Runs a scenario in memory with a virtual clock. Stops at the first stimulus that is not possible; nothing is skipped. */
export async function runScenario(
  scenario: Scenario,
  office: ScenarioOffice,
  options: RunOptions = {},
): Promise<ScenarioResult> {
  const virtual = new VirtualOffice(
    office,
    options.stepper ?? directStepper,
    new Date(scenario.at ?? DEFAULT_START).toISOString(),
    scenario.reload ?? options.reload ?? true,
  );
  const failures: { step: number; sentence: string }[] = [];
  const settle = scenario.connectors === 'simulate' ? () => simulateJobs(virtual) : () => Promise.resolve();
  virtual.afterStimulus = settle;
  let root: VirtualInstance | undefined;
  try {
    root = await begin(virtual, scenario);
    await settle();
    for (const [index, step] of (scenario.steps ?? []).entries()) {
      if ('expect' in step) {
        failures.push(...unmet(virtual, root, step.expect).map((sentence) => ({ step: index, sentence })));
        continue;
      }
      const sentence = await stimulate(virtual, root, step);
      root ??= [...virtual.instances.values()][0];
      if (sentence !== null) {
        failures.push({ step: index, sentence });
        break;
      }
      await settle();
    }
    if (scenario.expect)
      failures.push(...unmet(virtual, root, scenario.expect).map((sentence) => ({ step: -1, sentence })));
  } catch (error) {
    failures.push({ step: -1, sentence: error instanceof Error ? error.message : String(error) });
  }
  return {
    name: scenario.name,
    ok: failures.length === 0,
    failures,
    trace: virtual.trace,
    state: stateOf(virtual, root),
    variables: root?.instance.variables ?? {},
    dossier: virtual.dossier,
  };
}

async function begin(virtual: VirtualOffice, scenario: Scenario): Promise<VirtualInstance | undefined> {
  const { start } = scenario;
  if (!start) return undefined;
  const process = scenario.processId ?? scenario.process ?? '';
  const graph = virtual.office.processes.get(process)?.graph;
  if (start.dossier || graph?.dossierKind !== undefined) virtual.dossier = (start.dossier ?? {}) as JsonObject;
  const at =
    start.startEvent ?? (start.message === undefined ? undefined : messageStart(virtual, process, start.message));
  return virtual.start(process, (start.variables ?? {}) as JsonObject, at === undefined ? {} : { at });
}

function messageStart(virtual: VirtualOffice, process: string, message: string): string {
  const graph = virtual.office.processes.get(process)?.graph;
  const node = graph?.messageStarts
    .map((index) => graph.nodes[index])
    .find((each) => each && 'event' in each && each.event.type === 'message' && each.event.message === message);
  if (!node) throw new Error(`“${process}” does not start by the message “${message}”.`);
  return node.id;
}
