import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serverAccount } from '../../../engine/store/embedded/account.ts';
import { completeSymlinks, packagedProgram } from '../../../engine/store/embedded/program.ts';

describe('the packaged program', () => {
  it('is found for this platform and tells its major version', () => {
    const program = packagedProgram(serverAccount(undefined));

    assert.equal(program.major, 18);
    assert.equal(existsSync(path.join(program.binFolder, 'initdb')), true);
  });

  it('gets the library links that the install script was not allowed to make, and keeps those there are', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'officina-links-'));
    const native = path.join(folder, 'native');
    mkdirSync(path.join(native, 'lib'), { recursive: true });
    writeFileSync(path.join(native, 'lib', 'libpq.so.5.18'), 'library');
    writeFileSync(
      path.join(native, 'pg-symlinks.json'),
      JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' }]),
    );

    completeSymlinks(native);
    completeSymlinks(native);

    assert.equal(readlinkSync(path.join(native, 'lib', 'libpq.so')), 'libpq.so.5.18');
    rmSync(folder, { recursive: true });
  });
});
