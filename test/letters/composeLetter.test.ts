import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { LetterTemplate } from '../../engine/contract/letter.ts';
import { createLetterCompiler } from '../../engine/letters/compileLetter.ts';
import { composeLetter, type LetterContext } from '../../engine/letters/composeLetter.ts';
import type { LetterRequest } from '../../engine/letters/letterRequest.ts';
import { context, template } from './support/template.ts';

const FSI = '\u2068';
const PDI = '\u2069';

function composed(letter: LetterTemplate, from: LetterContext, language: 'en' | 'ar' | 'fr' = 'en'): LetterRequest {
  const result = composeLetter(letter, from, language);
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.problems, null, 1));
  return result.request;
}

function problemsOf(change: Partial<LetterTemplate>, values: object = {}, language: 'en' | 'ar' | 'fr' = 'en') {
  const from = { ...context, values: { ...context.values, ...values } } as LetterContext;
  const result = composeLetter({ ...template, ...change }, from, language);
  assert.ok(!result.ok, 'Expected problems, but the letter was composed.');
  return result.problems;
}

describe('composeLetter', () => {
  it('fills a letter with words, dates, amounts, lists and tables', () => {
    const request = composed(template, context);

    assert.equal(request.subject, 'Deficiencies in application XX/T/2026/000001');
    assert.equal(request.dateText, '5 January 2026');
    assert.deepEqual(request.office, {
      name: 'Office of Xanadu',
      code: 'XX',
      addressLines: ['14 Harbour Street'],
      contact: ['+999 20 555 0100', 'www.ipo.xx.example'],
    });
    assert.deepEqual(request.recipient, context.applicant);
    assert.deepEqual(request.reference, [
      { inid: '210', label: 'Application number', value: 'XX/T/2026/000001' },
      { inid: '220', label: 'Filing date', value: '2 January 2026' },
    ]);
    assert.deepEqual(request.blocks, [
      { type: 'paragraph', text: 'Reply by 5 March 2026; the fee is EUR\u00a0370.50.' },
      {
        type: 'list',
        numbered: true,
        items: ['The power of attorney of Aurora S.à r.l. is missing.', 'Signature missing'],
      },
      { type: 'list', numbered: false, items: ['class 3', 'class 44'] },
      { type: 'list', numbered: false, items: ['The mark is AURORA.'] },
      { type: 'heading', text: 'Goods' },
      {
        type: 'table',
        columns: [{ label: 'Class', align: 'end' }, { label: 'Terms' }],
        rows: [
          ['3', 'soaps, perfumery'],
          ['44', 'beauty care'],
        ],
      },
      { type: 'facts', rows: [{ label: 'Applicant', value: 'Aurora S.à r.l.' }] },
    ]);
    assert.deepEqual(request.signature, { name: 'Miriam Okafor', title: 'Formalities officer' });
    assert.equal(request.seal, false);
  });

  it('writes Arabic with Latin digits and isolates what reads from left to right', () => {
    const request = composed(template, context, 'ar');

    assert.equal(request.subject, `نواقص في الطلب ${FSI}XX/T/2026/000001${PDI}`);
    assert.equal(request.dateText, '5 يناير 2026');
    assert.deepEqual(request.blocks[0], {
      type: 'paragraph',
      text: `يرجى الرد قبل 5 مارس 2026؛ الرسم ${FSI}EUR\u00a0370.50${PDI}.`,
    });
  });

  it('makes a letter that the layouts can set', () => {
    const compiler = createLetterCompiler('/nonexistent-workspace');

    for (const language of ['en', 'ar'] as const) {
      assert.equal(compiler.compile(composed(template, context, language)).pages, 1);
    }
  });

  it('reads the addressee and the signature from the template when it names them', () => {
    const request = composed(
      {
        ...template,
        recipient: '{ name: "Lindqvist", addressLines: ["Luxembourg"] }',
        signature: { title: { en: 'Registrar' }, name: '"Dr " + "Marchetti"' },
      },
      context,
    );

    assert.deepEqual(request.recipient, { name: 'Lindqvist', addressLines: ['Luxembourg'] });
    assert.deepEqual(request.signature, { name: 'Dr Marchetti', title: 'Registrar' });
  });

  it('shows the mark by its text, its picture or both, and none when there is neither', () => {
    const markImage = { base64: 'AAAA', alt: 'A sun' };
    const mark = (feel: string, from: LetterContext) => composed({ ...template, mark: feel }, from).mark;

    assert.deepEqual(mark('dossier.mark', context), { text: 'AURORA' });
    assert.deepEqual(mark('dossier.mark', { ...context, markImage }), { text: 'AURORA', image: markImage });
    assert.deepEqual(mark('null', { ...context, markImage }), { image: markImage });
    assert.equal(mark('""', context), undefined);
    assert.equal(composed({ ...template, layout: 'certificate' }, context).seal, true);
  });

  it('leaves out lists and tables without a row', () => {
    const from = {
      ...context,
      values: { ...context.values, reasons: [], dossier: { ...(context.values['dossier'] as object), classes: [] } },
    };

    const { blocks } = composed(template, from);

    assert.deepEqual(
      blocks.map((block) => block.type),
      ['paragraph', 'list', 'facts'],
    );
  });

  it('never reads data as FEEL or as a field', () => {
    const hostile = '{{dossier.number}} #read("/etc/passwd")';
    const dossier = { ...(context.values['dossier'] as object), mark: hostile };

    const { blocks } = composed(template, { ...context, values: { ...context.values, dossier } });

    assert.deepEqual(blocks[3], { type: 'list', numbered: false, items: [`The mark is ${hostile}.`] });
  });

  it('knows element ids with a dash', () => {
    const values = { ...context.values, 'formal-examination': { outcome: 'deficient' } };

    const { subject } = composed(
      { ...template, subject: { en: '{{formal-examination.outcome}}' } },
      {
        ...context,
        values,
      },
    );

    assert.equal(subject, 'deficient');
  });

  describe('when a field is broken', () => {
    it('names letter, language, field and place', () => {
      const [problem, ...others] = problemsOf({ subject: { en: 'x {{dossier.nummer}}', ar: 'x' } });

      assert.deepEqual(others, []);
      assert.equal(problem?.rule, 'letter-field');
      assert.equal(problem?.file, 'letters/formal-deficiency/formal-deficiency.json');
      assert.equal(problem?.pointer, '/subject/en');
      assert.match(problem?.sentence ?? '', /^Letter "formal-deficiency" \(en\), field "dossier\.nummer": ./);
    });

    it('reports every broken field at once', () => {
      const problems = problemsOf({
        subject: { en: '{{nobody}}' },
        title: { en: '{{1 +}}' },
        recipient: '"somebody"',
        mark: '12',
      });

      assert.deepEqual(problems.map((problem) => problem.pointer).toSorted(), [
        '/mark',
        '/recipient',
        '/subject/en',
        '/title/en',
      ]);
    });

    const broken: readonly (readonly [string, Partial<LetterTemplate>, object?])[] = [
      ['a value that is nothing', { subject: { en: '{{dossier.agent}}' } }],
      ['a value that is a context', { subject: { en: '{{dossier}}' } }],
      ['a field that is never closed', { subject: { en: 'x {{dossier.number' } }],
      ['a language that is not there', { subject: { ar: 'x' } }],
      ['a language that is empty', { subject: { en: ' ' } }],
      ['a condition that is no yes or no', { blocks: [{ type: 'paragraph', text: { en: 'x' }, when: '"yes"' }] }],
      ['rows that are no list', { blocks: [{ type: 'list', items: 'dossier.mark' }] }],
      ['an unknown option', {}, { reasons: ['power-of-attorney', 'weather'] }],
      ['an unknown option list', { blocks: [{ type: 'list', items: { optionList: 'none', from: '"x"' } }] }],
      ['a currency that is none', { subject: { en: '{{letter.money(5, "euros")}}' } }],
      ['an amount that is no whole number', { subject: { en: '{{letter.money(5.5, "EUR")}}' } }],
      ['the clock', { subject: { en: '{{now()}}' } }],
    ];
    for (const [what, change, values] of broken) {
      it(`refuses ${what}`, () => {
        assert.equal(problemsOf(change, values).length, 1);
      });
    }

    it('refuses a language that the office has no name for', () => {
      const french = { fr: 'x' };
      const problems = problemsOf(
        { title: french, subject: french, reference: [], blocks: [], signature: { title: french } },
        {},
        'fr',
      );

      assert.deepEqual(
        problems.map((problem) => problem.sentence.replace(/^.*field "(.*?)".*$/, '$1')),
        ['office.name', 'office.address'],
      );
    });
  });

  it('takes only templates of its schema', () => {
    const isTemplate = new Ajv({ strict: false }).compile(LetterTemplate);

    assert.equal(isTemplate(template), true, JSON.stringify(isTemplate.errors));
    assert.equal(isTemplate({ ...template, typst: '#panic()' }), false);
    assert.equal(isTemplate({ ...template, layout: '../../etc/passwd' }), false);
    assert.equal(isTemplate({ ...template, key: '../x' }), false);
  });
});
