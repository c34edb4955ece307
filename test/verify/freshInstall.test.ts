import assert from 'node:assert/strict';
import path from 'node:path';
import { addressOf, Program } from '../operations/support/program.ts';
import { newClone, newFolder } from '../operations/support/workplace.ts';

describe('npm start where nothing was installed', function () {
  this.timeout(900_000);

  it('installs, also after an installation that was cut short, and has nothing to do the next time', async () => {
    const clone = newClone();
    const dataDir = path.join(newFolder(), 'data');
    // npm's cache and settings are the user's own.
    const env = { DATA_DIR: dataDir, HOME: process.env['HOME'] ?? clone, npm_config_prefer_offline: 'true' };
    const start = (): Program => new Program(clone, [process.execPath, 'start.mjs'], { env });

    const cutShort = start();
    await cutShort.says(/Installing dependencies …/);
    assert.deepEqual(await cutShort.stop(), { code: 130, signal: null });

    const first = start();
    const url = await addressOf(first);
    assert.match(first.stderr, /^Installing dependencies … \(a minute or two, once\)\n/);
    assert.equal((await fetch(`${url}/api/ready`)).status, 200);
    assert.deepEqual(await first.stop(), { code: 0, signal: null });

    const later = start();
    await addressOf(later);
    assert.equal(later.stderr, '');
    assert.deepEqual(await later.stop(), { code: 0, signal: null });
  });
});
