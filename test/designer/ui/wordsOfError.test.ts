import assert from 'node:assert/strict';
import { refusalCodes } from '../../../engine/contract/problem.ts';
import { wordsOfError } from '../../../designer/ui/wordsOfError.ts';
import { wordsIn } from '../support/sources.ts';

describe('the words of an error', () => {
  const known = wordsIn('texts/en.json');
  const exists = (key: string): boolean => known.has(key);
  const translate = (key: string): string => known.get(key) ?? key;

  it('are there for every code that the server may answer, and for no answer', () => {
    for (const code of [...Object.keys(refusalCodes), 'DEFECT', 'UNREACHABLE']) {
      assert.ok(exists(`error.${code}.title`) && exists(`error.${code}.detail`), code);
    }
  });

  it('name the reference', () => {
    const words = wordsOfError({ code: 'FORBIDDEN', requestId: 'r-1' }, translate, exists);

    assert.deepEqual([words.title, words.reference], ['You may not do this', 'r-1']);
  });

  it('are those of a defect for whatever else was thrown', () => {
    for (const thrown of [undefined, 'x', new Error('x'), { code: 7 }, { code: 'NO_SUCH_CODE' }]) {
      assert.equal(wordsOfError(thrown, translate, exists).title, known.get('error.DEFECT.title'));
    }
  });
});
