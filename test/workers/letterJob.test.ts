import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readStandardBundle } from '../../engine/bundles/index.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import type { BundleFile } from '../../engine/contract/bundle.ts';
import { packageRoot } from '../../engine/packageRoot.ts';
import { documentsOfDossier } from '../../engine/store/index.ts';
import { OFFICE, openOffice, type TestOffice } from '../commands/kit.ts';
import { openMachines, type Machines } from '../commands/machines.ts';
import { officeFiles } from '../commands/officeFiles.ts';

describe('a letter', function () {
  this.timeout(60_000);
  let office: TestOffice;
  let machines: Machines;
  beforeEach(async () => {
    office = await openOffice();
    machines = await openMachines(office);
  });
  afterEach(async () => {
    await machines.close();
    await office.close();
  });

  it('has the text its case began with, and the name of the office as it is now', async () => {
    const id = await office.start('lettered', {}, { markText: 'ACME' });
    const changed = (await officeFiles()).map(({ path: file, content }): BundleFile => {
      const renamed = content.replace('Intellectual Property Office of Xanadu', 'Xanadu Registry');
      if (file === 'bundle.json') return { path: file, content: renamed };
      return { path: file, content: content.replace('We have received it.', 'It is here.') };
    });
    const call = { officeId: OFFICE, actor: { type: 'system', id: 'installation' } } as const;
    await deploy(office.runtime, call, { standard: await readStandardBundle(packageRoot), files: changed });

    await machines.drain();

    const [letter] = await lettersOf(id);
    assert.match(letter ?? '', /We have received it\./);
    assert.match(letter ?? '', /Xanadu Registry/);
    assert.doesNotMatch(letter ?? '', /Intellectual Property Office of Xanadu/);
  });

  /** The texts of the letters of a case's dossier. */
  async function lettersOf(instanceId: string): Promise<readonly string[]> {
    const { dossierId } = await office.instance(instanceId);
    const filed = await office.look((trx) => documentsOfDossier(trx, OFFICE, dossierId ?? assert.fail()));
    const letters = filed.filter(({ letterKey }) => letterKey !== null);
    return Promise.all(
      letters.map(async ({ sha256 }) => {
        const bytes = await buffer((await machines.documents.open(sha256 ?? assert.fail())).stream);
        return textOf(bytes);
      }),
    );
  }
});

async function textOf(pdf: Buffer): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'officina-letter-'));
  const file = path.join(folder, 'letter.pdf');
  await writeFile(file, pdf);
  const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
  await rm(folder, { recursive: true });
  return text.replaceAll(/\s+/g, ' ');
}
