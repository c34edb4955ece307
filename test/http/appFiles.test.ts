import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startApp, type TestApp } from './support/app.ts';

describe('the built app', function () {
  this.timeout(60_000);
  let app: TestApp;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'officina-app-'));
    mkdirSync(path.join(folder, 'app', 'assets'), { recursive: true });
    mkdirSync(path.join(folder, 'app', '.vite'));
    writeFileSync(path.join(folder, 'secret.txt'), 'secret');
    writeFileSync(path.join(folder, 'app', 'index.html'), '<title>Officina</title>');
    writeFileSync(path.join(folder, 'app', 'assets', 'main-1a2b.js'), 'export {};');
    writeFileSync(path.join(folder, 'app', 'assets', 'main-1a2b.js.map'), '{}');
    writeFileSync(path.join(folder, 'app', '.vite', 'manifest.json'), '{}');
    app = await startApp({ settings: { appFolder: path.join(folder, 'app') } });
  });
  after(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  it('is one page at every address of the app, never kept', async () => {
    for (const address of ['/', '/sign-in', '/setup', '/o/xx/inbox', '/o/xx/inbox/tasks/01a2', '/o/xx/cases']) {
      const answer = await app.anybody().get(address);

      assert.equal(answer.status, 200, address);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
      assert.equal(answer.headers.get('cache-control'), 'no-cache');
    }
  });

  it('keeps its assets for ever', async () => {
    const answer = await app.anybody().get('/assets/main-1a2b.js');

    assert.match(answer.headers.get('content-type') ?? '', /javascript/);
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  });

  it('gives nothing else', async () => {
    for (const address of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/..%5c..%5csecret.txt',
      '/assets/main-1a2b.js.map',
      '/.vite/manifest.json',
      '/assets',
      '/assets/',
      '/nothing.js',
      '/actuator',
      '/metrics',
      '/%00',
      '/%zz',
      '/o%2fxx',
    ]) {
      const answer = await app.anybody().get(address);

      assert.ok(answer.status === 404 || answer.status === 400, `${address}: ${answer.status}`);
      assert.doesNotMatch(answer.text, /secret|manifest/);
    }
  });
});
