import assert from 'node:assert/strict';
import { evaluateDecision } from '../../engine/decisions/index.ts';
import type { FeelContext } from '../../engine/feel/index.ts';
import { definitions, modelOf } from './models.ts';

function text(feel: string): string {
  return `<literalExpression><text>${feel}</text></literalExpression>`;
}

async function valueOf(expression: string, context: FeelContext = {}): Promise<unknown> {
  const xml = definitions(`<decision id="a" name="a">${expression}</decision>`).replace('20191111', '20230324');
  const result = evaluateDecision(await modelOf(xml), 'a', context);
  return result.ok ? result.value : result.sentence;
}

describe('boxed expressions', () => {
  it('a context is its entries, each of which sees those before it', async () => {
    const entries = `<contextEntry><variable name="net fee"/>${text('100')}</contextEntry><contextEntry><variable name="gross"/>${text('net fee * 1.2')}</contextEntry>`;

    assert.deepEqual(await valueOf(`<context>${entries}</context>`), { 'net fee': 100, gross: 120 });
  });

  it('a context with an entry without name is that entry', async () => {
    const entries = `<contextEntry><variable name="x"/>${text('2')}</contextEntry><contextEntry>${text('x + 1')}</contextEntry>`;

    assert.equal(await valueOf(`<context>${entries}</context>`), 3);
  });

  it('a function definition is called by the entries after it, and by itself', async () => {
    const body = `<functionDefinition><formalParameter name="n" typeRef="number"/>${text('if n &lt; 2 then 1 else n * f(n - 1)')}</functionDefinition>`;
    const entries = `<contextEntry><variable name="f"/>${body}</contextEntry><contextEntry>${text('f(5)')}</contextEntry>`;

    assert.equal(await valueOf(`<context>${entries}</context>`), 120);
  });

  it('an invocation gives its arguments by name', async () => {
    const bindings = `<binding><parameter name="b"/>${text('3')}</binding><binding><parameter name="a"/>${text('10')}</binding>`;

    assert.equal(await valueOf(`<invocation>${text('function(a, b) a - b')}${bindings}</invocation>`), 7);
    assert.match(
      String(await valueOf(`<invocation>${text('function(c) c')}${bindings}</invocation>`)),
      /other parameters/,
    );
  });

  it('a relation is a list of contexts, a list a list', async () => {
    const relation = `<relation><column name="a"/><column name="b"/><row>${text('1')}${text('2')}</row></relation>`;

    assert.deepEqual(await valueOf(relation), [{ a: 1, b: 2 }]);
    assert.deepEqual(await valueOf(`<list>${text('1')}${text('"x"')}</list>`), [1, 'x']);
  });

  it('a conditional takes one of its sides', async () => {
    const conditional = `<conditional><if>${text('x &gt; 1')}</if><then>${text('"many"')}</then><else>${text('"few"')}</else></conditional>`;

    assert.equal(await valueOf(conditional, { x: 2 }), 'many');
    assert.equal(await valueOf(conditional, { x: 1 }), 'few');
  });

  it('a filter keeps items, by their entries or as item', async () => {
    const filter = (match: string): string =>
      `<filter><in>${text('classes')}</in><match>${text(match)}</match></filter>`;
    const classes = [{ number: 9 }, { number: 25 }];

    assert.deepEqual(await valueOf(filter('number &gt; 9'), { classes }), [{ number: 25 }]);
    assert.deepEqual(await valueOf(filter('item.number = 9'), { classes }), [{ number: 9 }]);
  });

  it('for, some and every run through a list', async () => {
    const loop = (tag: string, body: string, part: string): string =>
      `<${tag} iteratorVariable="i"><in>${text('[1, 2, 3]')}</in><${part}>${text(body)}</${part}></${tag}>`;

    assert.deepEqual(await valueOf(loop('for', 'i * 2', 'return')), [2, 4, 6]);
    assert.equal(await valueOf(loop('some', 'i &gt; 2', 'satisfies')), true);
    assert.equal(await valueOf(loop('every', 'i &gt; 2', 'satisfies')), false);
  });
});
