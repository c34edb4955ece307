import { directStepper, runScenario, type Stepper } from '../engine/scenarios/index.ts';
import { officeXx, shippedScenarios } from '../test/processes/office.ts';

export interface KernelBench {
  readonly steps: number;
  /** Microseconds of each step, in the kernel alone. */
  readonly microseconds: readonly number[];
}

/** Every scenario of the trade mark process, again and again, with the time of each step of the kernel. */
export async function benchKernel(rounds: number): Promise<KernelBench> {
  const office = await officeXx();
  const scenarios = [...(await shippedScenarios())].filter(([name]) => name.startsWith('trademark-registration'));
  let microseconds: number[] = [];
  const stepper: Stepper = (...step) => {
    const began = process.hrtime.bigint();
    const answer = directStepper(...step);
    microseconds.push(Number(process.hrtime.bigint() - began) / 1000);
    return answer;
  };
  // The first round compiles; nobody measures it.
  for (let round = 0; round <= rounds; round += 1) {
    if (round === 1) microseconds = [];
    for (const [name, scenario] of scenarios) {
      const result = await runScenario(scenario, office, { stepper });
      if (!result.ok) throw new Error(`${name} does not come out: ${JSON.stringify(result.failures)}`);
    }
  }
  return { steps: microseconds.length, microseconds };
}
