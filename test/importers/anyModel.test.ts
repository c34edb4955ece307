import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readProcesses } from '../../engine/bpmn/index.ts';
import { importModel } from '../../engine/importers/index.ts';
import { attackModels, attackXml } from '../corpora/attack.ts';
import { home } from '../conformance/folder.ts';

/** Imports a file of any kind and reads what came out; nothing may throw. */
async function survives(file: string, source: string | Uint8Array): Promise<string> {
  for (const from of ['auto', 'camunda7', 'camunda8', 'flowable', 'jbpm', 'plain'] as const) {
    const imported = importModel(source, from);
    if (!imported.ok) assert.match(imported.sentence, /^[A-Z“][^]+\S$/, file);
    else {
      const again = importModel(imported.xml, from);
      assert.ok(again.ok, file);
      if (from === 'auto') await readProcesses(imported.xml);
    }
  }
  return file;
}

describe('models of any origin', function () {
  this.timeout(60_000);

  it('of the attack corpus are imported or refused, without a crash', async () => {
    for (const model of [...attackModels, ...attackXml])
      if (!model.file.endsWith('.gz')) await survives(model.file, model.bytes());
  });

  const folder = path.join(home, 'miwg');
  if (!existsSync(folder))
    it(`of the interchange working group are not looked at: there is no folder ${folder}`, () =>
      assert.ok(!existsSync(folder)));
  else
    it('of the interchange working group are imported and read, without a crash', async () => {
      const files = readdirSync(folder).filter((name) => name.endsWith('.bpmn'));
      for (const name of files) {
        const imported = importModel(readFileSync(path.join(folder, name)));

        assert.ok(imported.ok, name);
        await survives(name, imported.xml);
      }
    });
});
