import assert from 'node:assert/strict';
import { checkDurability } from '../../../engine/store/embedded/durability.ts';

const GOOD = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', server_version_num: '150018' };

describe('checkDurability', () => {
  const check = (settings: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    checkDurability(async () => Object.entries(settings).map(([name, setting]) => ({ name, setting })));

  it('has nothing to say of a server that holds what it acknowledged', async () => {
    assert.deepEqual(await check(GOOD), []);
    assert.deepEqual(await check({ ...GOOD, synchronous_commit: 'remote_apply' }), []);
  });

  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    it(`names ${name} where it is off`, async () => {
      const sentences = await check({ ...GOOD, [name]: 'off' });

      assert.deepEqual(sentences, [`Expected the PostgreSQL setting ${name} to be on, but it is off.`]);
    });
  }

  it('names a server older than 15', async () => {
    assert.deepEqual(await check({ ...GOOD, server_version_num: '140011' }), [
      'Expected PostgreSQL 15 or later, but the server is 14.',
    ]);
  });
});
