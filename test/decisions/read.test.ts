import assert from 'node:assert/strict';
import { definitions, literal, modelOf, problemsOf, table } from './models.ts';

const onlyTable = { inputs: ['x'], outputs: [{ name: 'r' }], rules: [['> 1', '"A"']] };

describe('reading DMN', () => {
  it('gives decisions by their id', async () => {
    const model = await modelOf(definitions(table('fee', onlyTable) + literal('total', 'fee', ['fee'])));

    assert.deepEqual([...model.decisions.keys()], ['fee', 'total']);
    assert.deepEqual(model.decisions.get('total')?.requires, ['fee']);
    assert.equal(model.name, 'Fees');
  });

  it('reads later versions of DMN and files that begin with a byte order mark', async () => {
    for (const version of ['20180521', '20211108', '20230324']) {
      const xml = definitions(literal('a', '1')).replace('20191111', version);
      assert.equal((await modelOf(`\uFEFF${xml}`)).decisions.size, 1);
    }
  });

  it('accepts a file with the word DOCTYPE in a comment or a text', async () => {
    await modelOf(
      definitions(
        `<!-- <!DOCTYPE x> --><decision id="a" name="a"><literalExpression><text><![CDATA["<!DOCTYPE x>"]]></text></literalExpression></decision>`,
      ),
    );
  });

  for (const [what, xml, rule, element] of [
    ['a DOCTYPE', definitions(literal('a', '1')).replace('?>', '?><!DOCTYPE d>'), 'dmn-xml', undefined],
    [
      'a doctype in small letters',
      definitions(literal('a', '1')).replace('?>', '?><!doctype d [<!ENTITY x "y">]>'),
      'dmn-xml',
      undefined,
    ],
    ['another encoding', definitions(literal('a', '1')).replace('UTF-8', 'UTF-16'), 'dmn-xml', undefined],
    ['a character that XML has not', definitions(literal('a', '1\u0000')), 'dmn-xml', undefined],
    ['no XML', 'hello', 'dmn-xml', undefined],
    ['an empty file', '', 'dmn-xml', undefined],
    ['a file that breaks off', definitions(literal('a', '1')).slice(0, -30), 'dmn-xml', undefined],
    ['an unknown element', definitions(`${literal('a', '1')}<frob/>`), 'dmn-xml', undefined],
    ['no decision', definitions(''), 'dmn-empty', 'd'],
    [
      'a business knowledge model without logic',
      definitions(`${literal('a', '1')}<businessKnowledgeModel id="k" name="k"/>`),
      'dmn-unsupported',
      'k',
    ],
    [
      'a decision service without decision',
      definitions(`${literal('a', '1')}<decisionService id="s" name="s"/>`),
      'dmn-unsupported',
      's',
    ],
    ['a decision without logic', definitions('<decision id="a" name="a"/>'), 'dmn-unsupported', 'a'],
    [
      'a hit policy that does not exist',
      definitions(table('a', { ...onlyTable, hitPolicy: 'LAST' })),
      'dmn-unsupported',
      'a-t',
    ],
    [
      'an aggregation without COLLECT',
      definitions(table('a', { ...onlyTable, aggregation: 'SUM' })),
      'dmn-unsupported',
      'a-t',
    ],
    ['too few cells', definitions(table('a', { ...onlyTable, rules: [['> 1']] })), 'dmn-table', 'a-r0'],
    [
      'a cell that does not parse',
      definitions(table('a', { ...onlyTable, rules: [['> > 1', '"A"']] })),
      'dmn-feel',
      'a-r0c0',
    ],
    [
      'an output that does not parse',
      definitions(table('a', { ...onlyTable, rules: [['> 1', '"A']] })),
      'dmn-feel',
      'a-r0c1',
    ],
    ['an input without expression', definitions(table('a', { ...onlyTable, inputs: [''] })), 'dmn-feel', 'a'],
    ['decisions in a circle', definitions(literal('a', 'b', ['b']) + literal('b', 'a', ['a'])), 'dmn-circle', 'a'],
    ['a decision that requires itself', definitions(literal('a', 'a', ['a'])), 'dmn-circle', 'a'],
    [
      'a requirement in another file',
      definitions(
        '<decision id="a" name="a"><informationRequirement id="r"><requiredDecision href="x.dmn#b"/></informationRequirement><literalExpression><text>1</text></literalExpression></decision>',
      ),
      'dmn-reference',
      'r',
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const [first] = await problemsOf(xml);

      assert.equal(first?.rule, rule);
      assert.equal(first.element, element);
      assert.ok(first.sentence.length > 15, first.sentence);
    });
  }

  it('names everything that is wrong at once', async () => {
    const problems = await problemsOf(
      definitions(table('a', { ...onlyTable, rules: [['> > 1', '"A']] }) + literal('b', '1 +')),
    );

    assert.deepEqual(
      problems.map(({ element }) => element),
      ['a-r0c0', 'a-r0c1', 'b-l'],
    );
  });
});
