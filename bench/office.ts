import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readStandardBundle } from '../engine/bundles/index.ts';
import { deploy } from '../engine/commands/deploy.ts';
import { packageRoot } from '../engine/packageRoot.ts';
import { createStore } from '../engine/store/index.ts';
import { modelFiles, officeFiles } from '../test/commands/officeFiles.ts';
import { OFFICE, officeTemplate, runtimeOn } from '../test/commands/officeTemplate.ts';
import { createTestDatabase } from '../test/support/database.ts';

const MODELS = fileURLToPath(new URL('models', import.meta.url));

let template: Promise<string> | undefined;

/** Name of a database with office XX, its people and the models of the bench, to clone from; made once. */
export function benchTemplate(): Promise<string> {
  template ??= makeTemplate();
  return template;
}

async function makeTemplate(): Promise<string> {
  const database = await createTestDatabase(await officeTemplate());
  const store = createStore({ app: database.app });
  const keys = readdirSync(MODELS).map((name) => path.basename(name, '.bpmn'));
  const models = keys.map((key) => modelFiles(key, readFileSync(path.join(MODELS, `${key}.bpmn`), 'utf8')));
  await deploy(
    runtimeOn(store),
    { officeId: OFFICE, actor: { type: 'system', id: 'bench' } },
    {
      standard: await readStandardBundle(packageRoot),
      files: [...(await officeFiles()), ...(await Promise.all(models)).flat()],
    },
  );
  await store.close();
  return database.app.database;
}
