import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readBundleFolder, readStandardBundle } from '../../engine/bundles/index.ts';
import { officeBundle, standardBundle } from './exampleBundle.ts';

describe('readBundleFolder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'officina-bundle-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('reads an office’s folder without demo data', async () => {
    const bundle = await officeBundle();

    assert.equal(bundle.name, 'yy');
    assert.deepEqual(bundle.problems, []);
    assert.deepEqual(
      [...bundle.files.keys()],
      [
        'bundle.json',
        'calendar.json',
        'letters/receipt/receipt.json',
        'parameters.json',
        'roles.json',
        'texts/en.json',
      ],
    );
  });

  it('follows no link out of the folder', async () => {
    await writeFile(path.join(folder, 'bundle.json'), '{}');
    await symlink('/etc/hostname', path.join(folder, 'roles.json'));
    await symlink('/etc', path.join(folder, 'forms'));

    const bundle = await readBundleFolder(folder);

    assert.deepEqual([...bundle.files.keys()], ['bundle.json']);
    assert.deepEqual(bundle.problems.map(({ rule, file }) => `${rule} ${file}`).sort(), [
      'unsafe-path forms',
      'unsafe-path roles.json',
    ]);
  });

  it('refuses bytes that are no UTF-8 and leaves hidden files out', async () => {
    await writeFile(path.join(folder, 'roles.json'), Buffer.from([0x7b, 0xff, 0x7d]));
    await writeFile(path.join(folder, '.hidden.json'), '{}');
    await mkdir(path.join(folder, '.git'));
    await writeFile(path.join(folder, '.git', 'config'), '');

    const bundle = await readBundleFolder(folder);

    assert.equal(bundle.files.size, 0);
    assert.deepEqual(
      bundle.problems.map(({ rule, file }) => [rule, file]),
      [['encoding', 'roles.json']],
    );
  });

  it('refuses a file that is too large without reading it', async () => {
    await writeFile(path.join(folder, 'roles.json'), ' '.repeat(1024 * 1024 + 1));

    const { problems } = await readBundleFolder(folder);

    assert.deepEqual(
      problems.map(({ rule }) => rule),
      ['bundle-limit'],
    );
  });
});

describe('readStandardBundle', () => {
  it('flattens processes/ and forms/ into the normal layout', async () => {
    const { files, problems } = await standardBundle();

    assert.deepEqual(problems, []);
    for (const file of [
      'bundle.json',
      'decisions/fee.dmn',
      'letters/refusal/refusal.json',
      'forms/examination/examination.en.json',
    ]) {
      assert.equal(files.get(file)?.origin, 'standard', file);
    }
  });

  it('is empty where the folders are missing', async () => {
    const bundle = await readStandardBundle(path.join(tmpdir(), 'officina-there-is-no-such-folder'));

    assert.equal(bundle.files.size, 0);
  });
});
