import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { patternProblem } from '../../engine/forms/index.ts';

interface Case {
  readonly id: string;
  readonly pattern: string;
  readonly probe:
    '' | { readonly prefix: string; readonly repeat: string; readonly times: number; readonly suffix: string };
}
const corpus = JSON.parse(readFileSync(new URL('../corpora/attack/redos.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
};
/** The harmless control, and one whose parts do not overlap: `.` does not match a line end. */
const linear = ['redos-024', 'redos-048'];

describe('patternProblem', () => {
  for (const { id, pattern, probe } of corpus.cases) {
    if (!linear.includes(id)) {
      it(`refuses ${pattern.slice(0, 60)} (${id})`, () => {
        assert.notEqual(patternProblem(pattern), undefined);
      });
      continue;
    }
    it(`accepts ${pattern}, and its probe ends (${id})`, () => {
      const text = probe === '' ? '' : probe.prefix + probe.repeat.repeat(probe.times) + probe.suffix;

      assert.equal(patternProblem(pattern), undefined);
      assert.equal(new RegExp(pattern, 'u').test(text), id === 'redos-048');
    });
  }

  for (const pattern of [
    '',
    '^$|^x$',
    '\\S',
    '^https://',
    '^\\d{4}$',
    '^[A-Z]{2}/M/\\d{4}/\\d{6}$',
    '^[a-z]{2}(-[A-Z]{2})?$',
    '^\\+?[0-9 ()-]{5,30}$',
    '^([0-9]{1,2})(,[0-9]{1,2})*$',
    '^[0-9]{1,3}(\\.[0-9]{1,3}){3}$',
    '^\\S(.*\\S)?$',
    '^\\p{L}[\\p{L} .-]*$',
    '^[A-Z0-9]{2}[0-9]{6}$',
    '^[^@]+@[^@]+$',
    '^[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+$',
    '^[^\\s]+(\\s[^\\s]+)*$',
    '^(USA|UAE|UK|US|UN)$',
    '^(\\d{4})-(\\d{2}|Q[1-4])$',
    '^(a?)*$',
    '^(?<year>\\d{4})[\\]\\-\\u0041\\x41\\u{1F600}]$',
    '^.{1,200}$',
  ]) {
    it(`accepts ${pattern}`, () => {
      assert.equal(patternProblem(pattern), undefined);
    });
  }

  for (const [pattern, why] of [
    [`^${'a?'.repeat(20)}${'a'.repeat(20)}$`, /too many ways/],
    ['^(a?){20}a{20}$', /cannot be empty/],
    ['^(a*)b\\1$', /back reference/],
    ['^(?=a)b$', /look-ahead/],
    ['^(?!a)b$', /look-ahead/],
    ['^[a-z]{1,300}[a-z0-9]{1,300}$', /overlap/],
    ['^(a|b|ab)*$', /overlap/],
    ['^(.*,)*$', /overlap/],
    ['^(x|y){500}$', undefined],
    ['^((a{30}){30}b)$', /too large/],
    ['a**', /compile/],
    ['^\\p{NoSuch}$', /compile/],
    [`^${'('.repeat(60)}a${')'.repeat(60)}$`, /inside each other/],
    ['a'.repeat(501), /at most 500/],
  ] as const) {
    it(`says why ${pattern.slice(0, 50)} is ${why === undefined ? 'accepted' : 'refused'}`, () => {
      const found = patternProblem(pattern);

      if (why === undefined) assert.equal(found, undefined);
      else assert.match(found ?? '', why);
    });
  }
});
