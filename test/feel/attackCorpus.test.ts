import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Json } from '../../engine/contract/json.ts';
import { compileExpression, evaluate, isFeelProblem, type FeelContext } from '../../engine/feel/index.ts';
import { valueOf } from './samples.ts';

interface FeelCase {
  readonly id: string;
  readonly kind: 'escape' | 'exhaust' | 'value' | 'inject';
  readonly expr: string;
  readonly want?: Json;
  readonly build?: { readonly open: string; readonly close: string; readonly core: string; readonly depth: number };
}

const corpus = JSON.parse(readFileSync(new URL('../corpora/attack/feel-abuse.json', import.meta.url), 'utf8')) as {
  readonly meta: { readonly context: FeelContext };
  readonly cases: readonly FeelCase[];
};

/** What each text ends as: refused by the compiler, stopped or warned of while evaluating, or a value. */
function endOf({ expr, build }: FeelCase): { readonly end: string; readonly value: Json } {
  const text = build ? build.open.repeat(build.depth) + build.core + build.close.repeat(build.depth) : expr;
  const compiled = compileExpression(text);
  if (isFeelProblem(compiled)) return { end: `refused: ${compiled.code}`, value: null };
  const { value, warnings } = evaluate(compiled, corpus.meta.context);
  return { end: warnings.at(-1)?.code ?? 'value', value };
}

function sameCodePoints(comparison: string): boolean {
  const [left, right] = comparison.split(' = ');
  return left === right;
}

function casesOf(kind: FeelCase['kind']): readonly FeelCase[] {
  return corpus.cases.filter((one) => one.kind === kind);
}

const exhaustEnds: Readonly<Record<string, string>> = {
  'feel-043': 'refused: too-many-iterations',
  'feel-045': 'refused: too-many-iterations',
  'feel-046': 'FAILED',
  'feel-048': 'FAILED',
  'feel-049': 'refused: too-many-iterations',
  'feel-051': 'refused: unsafe-pattern',
  'feel-052': 'refused: unsafe-pattern',
  // There is no function “extract”.
  'feel-054': 'NO_FUNCTION_FOUND',
  'feel-055': 'refused: too-many-iterations',
  // A bare range is no argument.
  'feel-057': 'refused: syntax',
  'feel-058': 'refused: too-many-iterations',
  'feel-060': 'NOT_A_VALUE',
  'feel-061': 'INVALID_ARGUMENTS',
  'feel-063': 'FAILED',
  'feel-064': 'value',
  // The year 273,792,000 is one of FEEL's.
  'feel-066': 'value',
  'feel-067': 'INVALID_ARGUMENTS',
  'feel-069': 'refused: syntax',
  'feel-070': 'refused: syntax',
  'feel-072': 'refused: too-long',
  'feel-073': 'refused: too-long',
  'feel-075': 'refused: too-long',
  'feel-076': 'refused: too-long',
};

/** Where the corpus leaves a choice. */
const documentedValues: Readonly<Record<string, { readonly end: string; readonly value: Json }>> = {
  'feel-103': { end: 'value', value: 0.1 },
  'feel-096': { end: 'value', value: '2026-10-25T02:30:00+02:00' },
};

describe('FEEL of the attack corpus', () => {
  for (const one of casesOf('escape')) {
    it(`${one.id} reaches nothing: ${one.expr}`, () => {
      const { value } = endOf(one);

      assert.ok(value === null || (Array.isArray(value) && value.length === 0), JSON.stringify(value));
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    });
  }

  for (const one of casesOf('exhaust')) {
    it(`${one.id} ends: ${one.expr}`, () => {
      assert.equal(endOf(one).end, exhaustEnds[one.id]);
    });
  }

  for (const one of casesOf('value')) {
    it(`${one.id} has its value: ${one.expr}`, () => {
      const found = endOf(one);
      const documented = documentedValues[one.id];
      if (documented) assert.deepEqual(found, documented);
      else if (one.id === 'feel-112') assert.equal(found.value, sameCodePoints(one.expr));
      else assert.equal(found.value, one.want);
    });
  }

  it('compares texts by code points: composed and decomposed letters differ', () => {
    assert.equal(valueOf('a = b', { a: '\u00e9', b: 'e\u0301' }), false);
  });

  for (const { id, expr } of casesOf('inject')) {
    it(`${id} stays text: ${JSON.stringify(expr)}`, () => {
      assert.equal(valueOf('s = "approved"', { s: expr }), false);
      assert.equal(valueOf('"Status: " + s', { s: expr }), `Status: ${expr}`);
    });
  }

  it('is covered as a whole', () => {
    const known = new Set(['escape', 'exhaust', 'value', 'inject']);
    assert.deepEqual(
      corpus.cases.filter(({ kind }) => !known.has(kind)),
      [],
    );
    assert.deepEqual(
      Object.keys(exhaustEnds),
      casesOf('exhaust').map(({ id }) => id),
    );
  });
});
