import assert from 'node:assert/strict';
import { evaluateDecision, readDecisions } from '../../engine/decisions/index.ts';
import { attackFile, modelOf, problemsOf } from './models.ts';

const index = JSON.parse(attackFile('index.json')) as { readonly files: readonly { readonly file: string }[] };

/** Rule and element of the first problem. */
const refused: Readonly<Record<string, readonly [rule: string, element: string | undefined]>> = {
  'missing-ref': ['dmn-reference', 'r1'],
  'dup-id': ['dmn-duplicate-id', 'a'],
  'external-function': ['dmn-feel', 'l_a'],
  prototype: ['dmn-feel', 'l_a'],
  // The import has no id of its own.
  import: ['dmn-unsupported', 'd'],
  'syntax-error': ['dmn-feel', 'l_a'],
  'script-language': ['dmn-unsupported', 'l'],
};

/** What the sentence says when the decision is evaluated with x = 3. */
const failing: Readonly<Record<string, RegExp>> = {
  'unique-overlap': /Rules 1 \(r0\) and 2 \(r1\) both match/,
  'any-conflict': /different answers/,
  recursion: /calls itself without end/,
};

describe('DMN of the attack corpus', () => {
  for (const [name, [rule, element]] of Object.entries(refused)) {
    it(`${name} is refused`, async () => {
      const [first] = await problemsOf(attackFile(`${name}.dmn`));

      assert.deepEqual([first?.rule, first?.element], [rule, element]);
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
      assert.equal((globalThis as Record<string, unknown>)['__pwned'], undefined);
    });
  }

  for (const [name, sentence] of Object.entries(failing)) {
    it(`${name} ends in a sentence`, async () => {
      const model = await modelOf(attackFile(`${name}.dmn`));

      const result = evaluateDecision(model, 'a', { x: 3 });
      assert.ok(!result.ok);
      assert.match(result.sentence, sentence);
    });
  }

  it('rules-2000 is accepted and finds its rule', async () => {
    const model = await modelOf(attackFile('rules-2000.dmn'));

    assert.deepEqual(evaluateDecision(model, 'a', { x: 1999 }), { ok: true, value: 'v1999', matched: [1999] });
  });

  it('is covered as a whole', () => {
    const names = index.files.map(({ file }) => file.replace(/^dmn\/|\.dmn$/g, '')).sort();

    assert.deepEqual([...Object.keys(refused), ...Object.keys(failing), 'rules-2000'].sort(), names);
  });

  it('leaves reading as it was', async () => {
    assert.equal((await readDecisions(attackFile('rules-2000.dmn'))).ok, true);
  });
});
