import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('act fileDocument', () => {
  it('files a document with all that it is given', async () => {
    const it = await start('acts/file-document', { variables: { title: 'Opinion', pages: 3 } });

    await it.complete('a');

    it.isCompleted();
    assert.deepEqual(it.the('documentFiled'), [
      { type: 'documentFiled', kind: 'opinion', title: 'Opinion', details: { pages: 3 } },
    ]);
  });

  it('is an incident without a title', async () => {
    const it = await start('acts/file-document', { variables: { title: '', pages: 3 } });

    await it.complete('a');

    it.hasIncident('file', 'ACT_FAILED', /“file” needs “title”/);
  });
});
