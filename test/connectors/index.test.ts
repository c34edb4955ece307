import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Json, JsonObject } from '../../engine/contract/json.ts';
import { ConnectorSimulator, ElementTemplate } from '../../engine/contract/connector.ts';
import { connectorDescriptions, createConnectors } from '../../engine/connectors/index.ts';
import { compileExpression, evaluateStrict } from '../../engine/feel/index.ts';

const folder = new URL('../../engine/connectors/', import.meta.url);
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted();
const ajv = new Ajv({ strict: true, allErrors: true });

/** One good and one bad input of each connector. */
const inputs: Readonly<Record<string, readonly [good: JsonObject, bad?: JsonObject]>> = {
  rest: [
    { method: 'GET', url: 'https://ok.example/' },
    { method: 'GET', url: 'file:///etc/passwd' },
  ],
  email: [{ to: ['a@ok.example', 'b@ok.example'], subject: 'x', text: 'y' }],
  payment: [
    { reference: 'r-1', amountMinor: 100, currency: 'EUR', description: 'fee' },
    { reference: 'r-1', amountMinor: 0, currency: 'EUR', description: 'fee' },
  ],
};

function simulated(feel: string, input: JsonObject): Json {
  const compiled = compileExpression(feel);
  assert.ok(compiled.type === 'expression', compiled.type === 'problem' ? compiled.sentence : '');
  const result = evaluateStrict(compiled, { input });
  assert.ok(result.ok, result.ok ? '' : result.sentence);
  return result.value;
}

describe('the list of connectors', () => {
  const connectors = createConnectors({
    email: { sender: 'office@xx.example', outgoingMailFolder: 'outgoing-mail' },
    payment: {},
  });

  it('has every folder of connectors', () => {
    assert.deepEqual([...connectors.keys()].toSorted(), folders);
    assert.deepEqual(connectorDescriptions.map((description) => description.key).toSorted(), folders);
  });

  for (const { key, template, simulator } of connectorDescriptions) {
    it(`simulates ${key} with results of its output`, () => {
      const [good, bad] = inputs[key] ?? assert.fail(`no inputs for ${key}`);
      const isOutput = ajv.compile(connectors.get(key)?.outputSchema ?? assert.fail());

      assert.equal(simulated(simulator.fail ?? 'null', good), null);
      assert.ok(isOutput(simulated(simulator.result, good)), JSON.stringify(isOutput.errors));
      if (bad) assert.match(JSON.stringify(simulated(simulator.fail ?? 'null', bad)), /"retryable":false/);
    });

    it(`presents ${key} with a template, a simulator and a README that agree with its input`, () => {
      const isTemplate = ajv.compile(ElementTemplate);
      const isSimulator = ajv.compile(ConnectorSimulator);
      const input = connectors.get(key)?.inputSchema as unknown as { properties: object; required: readonly string[] };
      const readme = readFileSync(new URL(`${key}/README.md`, folder), 'utf8');

      assert.ok(isTemplate(template), JSON.stringify(isTemplate.errors));
      assert.ok(isSimulator(simulator), JSON.stringify(isSimulator.errors));
      assert.equal(template.connector, key);
      assert.deepEqual(template.inputs.map((each) => each.name).toSorted(), Object.keys(input.properties).toSorted());
      assert.deepEqual(
        template.inputs
          .filter((each) => each.required)
          .map((each) => each.name)
          .toSorted(),
        input.required.toSorted(),
      );
      for (const { name } of [...template.inputs, ...template.outputs]) assert.ok(readme.includes(`\`${name}\``), name);
      for (const { label } of [...template.inputs, ...template.outputs]) assert.ok(label['en'] && label['ar']);
    });
  }
});
