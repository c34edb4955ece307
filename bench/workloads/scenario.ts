import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '../../engine/contract/json.ts';
import { packageRoot } from '../../engine/packageRoot.ts';
import type { Step } from './trademark.ts';

/** The form with which a scenario of the trade mark process begins, and what its people complete. */
export async function scenarioOf(
  name: string,
): Promise<{ readonly application: JsonObject; readonly steps: readonly Step[] }> {
  const read = async (...parts: readonly string[]): Promise<JsonObject> =>
    JSON.parse(await readFile(path.join(packageRoot, ...parts), 'utf8')) as JsonObject;
  const scenario = await read('processes', 'trademark-registration', 'scenarios', `${name}.json`);
  const application = await read('forms', 'application', 'application.example.json');
  const steps = (scenario['steps'] as readonly JsonObject[]).filter((step) => typeof step['complete'] === 'string');
  return {
    application,
    steps: steps.map((step) => ({
      element: step['complete'] as string,
      role: step['as'] as string,
      outcome: (step['outcome'] as string | undefined) ?? 'complete',
      data: (step['with'] as JsonObject | undefined) ?? {},
    })),
  };
}
