import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checkPattern } from '../../engine/feel/pattern.ts';

interface RedosCase {
  readonly id: string;
  readonly pattern: string;
  readonly probe:
    '' | { readonly prefix: string; readonly repeat: string; readonly times: number; readonly suffix: string };
}

const { cases } = JSON.parse(readFileSync(new URL('../corpora/attack/redos.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly RedosCase[];
};

describe('regular expressions', () => {
  it('of the attack corpus are refused, limited to short texts, or harmless', () => {
    for (const { id, pattern, probe } of cases) {
      if (probe === '') continue;
      const text = probe.prefix + probe.repeat.repeat(probe.times) + probe.suffix;
      const { danger, longestInput } = checkPattern(pattern);
      if (danger !== undefined || text.length > longestInput) continue;
      const worst = text.length ** (pattern.match(/[*+]|\{\d+,\d{3,}\}/g)?.length ?? 0);
      assert.ok(worst <= 1e8, `${id} ${pattern} would run on ${text.length} characters`);
    }
  });

  for (const pattern of [
    '^\\d{4}-\\d{2}-\\d{2}$',
    '^[A-H]\\d{2}[A-Z]$',
    '(?:EP|US)\\d+',
    '^(?<year>\\d{4})/\\d+$',
    'a|b|c',
    '\\.',
    '[(+*)]+',
    '(abc){3}',
    '(a)\\1',
  ]) {
    it(`accept ${pattern}`, () => {
      assert.equal(checkPattern(pattern).danger, undefined);
      assert.ok(checkPattern(pattern).longestInput >= 400);
    });
  }

  for (const pattern of [
    '(a+)+',
    '(a|aa)+',
    '(.*a){20}',
    '(?:a?){40}a{40}',
    '((ab)*)*',
    '(a+)\\1',
    '(?<=a+)b',
    '(?!(a+)+b)',
  ]) {
    it(`refuse ${pattern}`, () => {
      assert.notEqual(checkPattern(pattern).danger, undefined);
    });
  }
});
