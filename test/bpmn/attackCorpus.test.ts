import assert from 'node:assert/strict';
import { lint, readProcesses } from '../../engine/bpmn/index.ts';
import { attackModels, attackXml, bigModel, type AttackModel } from '../corpora/attack.ts';

/** Rule and element of every error, or `accepted`; what runs later is tested with the core. */
const expectedModels: Readonly<Record<string, string>> = {
  'missing-target': 'reference f1',
  'duplicate-id': 'duplicate-id t',
  'no-start': 'no-start p',
  'no-end': 'accepted',
  'not-executable': 'drawing',
  'two-processes': 'unconnected s2, unconnected e2',
  'proto-ids': 'accepted',
  'id-not-ncname': 'element-id 1 s, element-id f 1, element-id e/e',
  // Conditions and scripts of these are in other languages than FEEL; core tests run the same shapes in FEEL.
  'endless-gateway': 'expression f2',
  'endless-script': 'script a, script a2',
  'endless-call': 'accepted',
  'endless-call-pair': 'accepted',
  'signal-storm': 'accepted',
  'mi-million': 'accepted',
  'mi-nested': 'accepted',
  'mi-negative': 'loop t',
  'unsupported-elements': 'accepted',
  'error-loop': 'accepted',
  'xor-no-match': 'expression f2',
  'xor-two-true': 'expression f2, expression f3',
  'xor-inside-and': 'expression f3',
  'and-join-repeat': 'expression f7',
  'start-into-subprocess-flow': 'flow-border f1',
  'boundary-no-host': 'reference b',
  'message-no-ref': 'reference c',
  'call-expression': 'called-process c',
  'bad-timer': 'timer t',
  'bad-expression': 'expression f2',
  'expression-to-host-inline': 'service-work t',
  'unknown-script-language': 'script t',
  'script-no-language': 'script t',
  'script-syntax': 'script t',
  'script-never-answers': 'script t',
  'data-secret-label': 'accepted',
  'huge-label': 'limit t',
};

const expectedXml: Readonly<Record<string, RegExp | 'accepted'>> = {
  '01-lol-small': /DOCTYPE is not allowed/,
  '03-quadratic': /DOCTYPE is not allowed/,
  '04-entity-loop': /DOCTYPE is not allowed/,
  '06-xxe-http': /DOCTYPE is not allowed/,
  '07-xxe-parameter': /DOCTYPE is not allowed/,
  '09-doctype-empty': /DOCTYPE is not allowed/,
  '10-doctype-case': /DOCTYPE is not allowed/,
  '12-doctype-in-cdata': 'accepted',
  '13-utf16-xxe': /not UTF-8/,
  '15-bad-utf8': /not UTF-8/,
  '16-bom': 'accepted',
  '18-xinclude': /<xi:include> in line 4 is not BPMN/,
  '19-stylesheet-pi': 'accepted',
  '21-import': 'accepted',
  '22-namespace-spoof': /the root is <definitions> of the namespace/,
  '24-unknown-prefix': /unbound namespace prefix/,
  '25-not-closed': /line 11, column 0/,
  '27-trailing-junk': /U\+0003 in line 11/,
  '28-script-in-doc': 'accepted',
  '30-di-xss': /BPMNShape/,
  '31-color-css': 'accepted',
  '33-control-char': /line 6/,
  '34-nul': /U\+0000 in line 6/,
  '36-comment-dashes': /malformed comment/,
  '37-extension-script': 'accepted',
  '39-ns-3000': /at most 200 attributes/,
  '40-html-disguised': /DOCTYPE is not allowed/,
};

/** Warnings that tell what is not followed, by file. */
const expectedWarnings: Readonly<Record<string, RegExp>> = {
  '19-stylesheet-pi': /"xml-stylesheet" .* is ignored/,
  '21-import': /Imports are not followed/,
  '37-extension-script': /"urn:vendor" are ignored/,
};

function nameOf(model: AttackModel): string {
  return model.file.replace(/^.*\//, '').replace(/\.bpmn$/, '');
}

describe('the attack corpus', () => {
  it('is covered completely', () => {
    assert.deepEqual(attackModels.map(nameOf).sort(), Object.keys(expectedModels).sort());
    assert.deepEqual(attackXml.map(nameOf).sort(), Object.keys(expectedXml).sort());
  });

  for (const model of attackModels) {
    it(`reads ${nameOf(model)} (${model.what}) as expected`, async () => {
      const { graphs, problems } = await readProcesses(model.bytes());

      const errors = [...problems, ...graphs.flatMap((graph) => lint(graph))].filter(
        ({ severity }) => severity === 'error',
      );

      const found = errors.map(({ rule, element }) => `${rule} ${String(element)}`).join(', ');
      const verdict = found !== '' ? found : graphs.length > 0 ? 'accepted' : 'drawing';
      assert.equal(verdict, expectedModels[nameOf(model)]);
      for (const { sentence } of errors) assert.match(sentence, /^[A-Z][^]{20,400}[.?]$/);
    });
  }

  for (const model of attackXml) {
    const name = nameOf(model);
    it(`reads ${name} (${model.what}) as expected`, async () => {
      const { graphs, problems } = await readProcesses(model.bytes());

      const expected = expectedXml[name];
      const errors = problems.filter(({ severity }) => severity === 'error').map(({ sentence }) => sentence);
      assert.equal(graphs.length, expected === 'accepted' ? 1 : 0);
      if (expected === 'accepted') assert.deepEqual(errors, []);
      else assert.match(errors.join('\n'), expected!);
      const says = expectedWarnings[name];
      if (says) assert.match(problems.map(({ sentence }) => sentence).join('\n'), says);
      assert.doesNotMatch(JSON.stringify([problems, graphs]), /__xss|127\.0\.0\.1|etc\/hostname/);
    });
  }

  it('reads the model of 10,000 user tasks', async () => {
    const { graphs, problems } = await readProcesses(bigModel());

    assert.deepEqual(problems, []);
    assert.equal(graphs[0]?.nodes.length, 10_002);
    assert.deepEqual(
      lint(graphs[0]).filter(({ severity }) => severity === 'error'),
      [],
    );
  }).timeout(60_000);
});
