import assert from 'node:assert/strict';
import { splitText } from '../../engine/letters/templateText.ts';

const feels = (text: string) => splitText(text)?.flatMap((piece) => (piece.type === 'field' ? [piece.feel] : []));

describe('splitText', () => {
  it('tells words from fields', () => {
    assert.deepEqual(splitText('a {{ b.c }}, {{d}}'), [
      { type: 'words', words: 'a ' },
      { type: 'field', feel: 'b.c' },
      { type: 'words', words: ', ' },
      { type: 'field', feel: 'd' },
    ]);
    assert.deepEqual(splitText(''), []);
    assert.deepEqual(splitText('a } b { c'), [{ type: 'words', words: 'a } b { c' }]);
  });

  it('finds the end of a field behind contexts and texts', () => {
    assert.deepEqual(feels('{{ {a: {b: 1}}.a.b }}'), ['{a: {b: 1}}.a.b']);
    assert.deepEqual(feels('{{ "}} \\" }}" }}'), ['"}} \\" }}"']);
  });

  it('says when a field is never closed', () => {
    assert.equal(splitText('a {{ b'), undefined);
    assert.equal(splitText('a {{ "}}'), undefined);
  });
});
