import assert from 'node:assert/strict';
import { jsonTextProblem } from '../../engine/http/jsonText.ts';

const problem = (text: string): string | null => jsonTextProblem(text, 5);

describe('a JSON text', () => {
  it('is fine when its value says all that it says', () => {
    for (const text of [
      '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}',
      '{"a":"b","b":"a"}',
      '[0.1,0.30000000000000004,-5,9007199254740991,1e5,1.50,0,-0,0e7]',
      '{"a":"{\\"b\\":1,\\"b\\":2}"}',
      '{"a":"\\\\","b":"\\""}',
      '"12345678901234567890"',
      '[[[[[]]]]]',
    ])
      assert.equal(problem(text), null, text);
  });

  it('holds a member twice, however its name is spelled', () => {
    for (const text of ['{"a":1,"a":1}', '{"a":1,"b":[{}],"a":2}', '[{"x":{"b":1,"b":2}}]', '{"a":1,"\\u0061":2}'])
      assert.equal(problem(text), 'duplicate', text);
  });

  it('holds a number that would lose digits', () => {
    for (const text of [
      '9007199254740993',
      '1e400',
      '-1e400',
      '1e-400',
      '12345678901234567890.123',
      '0.12345678901234567890',
    ])
      assert.equal(problem(`{"a":[${text}]}`), 'number', text);
  });

  it('is nested too deep', () => {
    assert.equal(problem('[[[[[[]]]]]]'), 'depth');
    assert.equal(problem('{"a":[{"a":[{"a":[]}]}]}'), 'depth');
  });
});
