import assert from 'node:assert/strict';
import { runBothWays } from '../../engine/host/index.ts';
import { runScenario } from '../../engine/scenarios/index.ts';
import { definitionsOfXx, officeXx, shippedScenarios } from './office.ts';
import { separateFeeScenarios } from './separateFees.ts';

describe('scenarios of the standard bundle', () => {
  it('hold, with a reload between any two stimuli, and in the same way inside bpmn-engine', async () => {
    const { processes } = await definitionsOfXx();
    const sources = new Map([...processes].map(([key, { xml }]) => [key, xml]));
    const scenarios = await shippedScenarios();
    assert.ok(scenarios.size >= 12, `there are ${scenarios.size}`);
    for (const [name, scenario] of scenarios) {
      const { direct, differences } = await runBothWays(scenario, await officeXx(), sources);
      assert.deepEqual(direct.failures, [], name);
      assert.deepEqual(differences, [], name);
    }
  }).timeout(60_000);

  it('hold without a reload as well', async () => {
    for (const [name, scenario] of await shippedScenarios()) {
      assert.deepEqual((await runScenario(scenario, await officeXx(), { reload: false })).failures, [], name);
    }
  }).timeout(60_000);

  it('hold for an office that asks for publication and registration fees apart', async () => {
    const office = await officeXx({ publicationFeeSeparate: true, registrationFeeSeparate: true });
    for (const scenario of separateFeeScenarios) {
      assert.deepEqual((await runScenario(scenario, office)).failures, [], scenario.name);
    }
  });

  it('visit every element of every process', async () => {
    const { processes } = await definitionsOfXx();
    const visited = new Set<string>();
    for (const scenario of (await shippedScenarios()).values()) {
      for (const element of (await runScenario(scenario, await officeXx())).trace) visited.add(element);
    }
    const apart = await officeXx({ publicationFeeSeparate: true, registrationFeeSeparate: true });
    for (const scenario of separateFeeScenarios) {
      for (const element of (await runScenario(scenario, apart)).trace) visited.add(element);
    }
    const left = [...processes.values()].flatMap(({ graph }) =>
      graph.nodes.filter(({ type, id }) => type !== 'eventSubProcess' && !visited.has(id)).map(({ id }) => id),
    );
    assert.deepEqual(left, []);
  }).timeout(60_000);
});
