import assert from 'node:assert/strict';
import { checkBundle, knownActs } from '../../engine/bundles/index.ts';
import { lintLetter } from '../../engine/letters/lintLetter.ts';
import { acts } from '../../engine/core/acts/index.ts';
import { changedBundle, exampleBundle, problemsOf, standardBundle } from './exampleBundle.ts';
import { model, put, wrongBundles } from './wrongBundles.ts';

describe('checkBundle', () => {
  it('makes the office of a good bundle', async () => {
    const { definitions, problems } = await checkBundle(await exampleBundle());

    assert.deepEqual(problems, []);
    assert.ok(definitions);
    const { processes, forms, decisions, letters, dossierKinds, timeLimits, optionLists, laneRoles } = definitions;
    assert.deepEqual(
      [processes, forms, decisions, letters, dossierKinds, timeLimits, optionLists].map((map) =>
        [...map.keys()].join(),
      ),
      ['small', 'examination', 'fee', 'receipt,refusal', 'design', 'reply', 'grounds'],
    );
    assert.equal(definitions.office.code, 'yy');
    assert.equal(definitions.calendar.timeZone, 'Asia/Amman');
    assert.equal(definitions.roles.roles['examiner']?.reach, 'unit');
    assert.deepEqual([...laneRoles], [['Examination', 'examiner']]);
    assert.match(definitions.hash, /^[0-9a-f]{64}$/);
    const small = processes.get('small');
    assert.equal(small?.texts['ar']?.name, 'تسجيل مختصر');
    assert.ok(small.xml.startsWith('<?xml'));
    assert.equal(small.readme, '# Small registration\n');
    assert.deepEqual(small.scenarios, [
      { file: 'processes/small/scenarios/accepted.json', content: { name: 'accepted' } },
    ]);
    assert.equal(small.variablesSchema?.['type'], 'object');
  });

  it('finds nothing wrong with a standard bundle, which has no office', async () => {
    const checked = await checkBundle(await standardBundle());

    assert.deepEqual(checked, { definitions: undefined, problems: [] });
  });

  it('knows the acts of the kernel', () => {
    assert.deepEqual([...knownActs].sort(), [...acts.keys()].sort());
  });

  for (const [what, changes, expected] of wrongBundles) {
    it(`reports ${what}`, async () => {
      const found = (await problemsOf(changes)).map(
        ({ rule, file, pointer }) => `${rule} ${file}${pointer === undefined ? '' : ` ${pointer}`}`,
      );

      assert.ok(found.includes(expected), found.join('\n'));
    });
  }

  it('says what was probably meant', async () => {
    const sentences = (await problemsOf({ 'numbering.json': put('"reset"', '"rest"'), 'role.json': '{}' })).map(
      ({ sentence }) => sentence,
    );

    assert.ok(
      sentences.includes('Expected pattern, reset, gapless, first, but found "rest". Did you mean "reset"?'),
      sentences.join('\n'),
    );
    assert.ok(
      sentences.some((sentence) => sentence.endsWith('but found role.json. Did you mean "roles.json"?')),
      sentences.join('\n'),
    );
  });

  it('says of a letter’s part what the part that was meant lacks', async () => {
    const change = put('"blocks": [', '"blocks": [{ "type": "heading", "txt": { "en": "x", "ar": "x" } },');
    const problems = await problemsOf({ 'letters/receipt/receipt.json': change });

    assert.deepEqual(
      problems
        .filter(({ file }) => file === 'letters/receipt/receipt.json')
        .map(({ rule, pointer }) => `${rule} ${pointer}`),
      ['missing-property /blocks/0', 'unknown-property /blocks/0/txt'],
    );
  });

  it('refuses a decision that two models have', async () => {
    const twice = (await exampleBundle()).files.get('decisions/fee.dmn')!.content;
    const problems = await problemsOf({ 'fees/more.dmn': twice });

    assert.deepEqual(
      problems.map(({ rule, file, element }) => [rule, file, element]),
      [['duplicate-decision', 'fees/more.dmn', 'fee']],
    );
  });

  it('lets the letters’ own lint speak', async () => {
    const sentence = 'Expected a variable, but there is no "aplicant".';
    const { problems } = await checkBundle(await exampleBundle(), {
      lintLetter: ({ key }) => (key === 'receipt' ? [{ rule: 'letter-field', severity: 'error', sentence }] : []),
    });

    assert.deepEqual(problems, [
      { rule: 'letter-field', severity: 'error', sentence, file: 'letters/receipt/receipt.json' },
    ]);
  });

  it('takes the lint of the letters as it is', async () => {
    const change = put('{{applicant.name}}', '{{applicant.}}');
    const { problems } = await checkBundle(await changedBundle({ 'letters/receipt/receipt.json': change }), {
      lintLetter,
    });

    assert.deepEqual([...new Set(problems.map(({ file }) => file))], ['letters/receipt/receipt.json']);
  });

  it('keeps what can be read of a bundle that is partly wrong', async () => {
    const { definitions } = await checkBundle(
      await changedBundle({ [model]: put('form="examination"', 'form="nothing"') }),
    );

    assert.ok(definitions);
    assert.ok(definitions.processes.has('small'));
    assert.ok(definitions.forms.has('examination'));
  });
});
