import assert from 'node:assert/strict';
import { readProcesses } from '../../engine/bpmn/index.ts';
import { flow, processOf } from './models.ts';

const straight = processOf(`<startEvent id="s"/><task id="t"/>${flow('f', 's', 't')}`);

async function sentences(xml: string | Uint8Array): Promise<readonly string[]> {
  return (await readProcesses(xml)).problems.map(({ severity, sentence }) => `${severity}: ${sentence}`);
}

async function firstError(xml: string | Uint8Array): Promise<string> {
  const { graphs, problems } = await readProcesses(xml);
  assert.deepEqual(graphs, []);
  assert.equal(problems[0]?.severity, 'error');
  return problems[0].sentence;
}

describe('the text of a model', () => {
  it('is read from bytes and from text alike, with or without a byte order mark', async () => {
    const bytes = new TextEncoder().encode(straight);

    for (const xml of [straight, `\uFEFF${straight}`, bytes, new Uint8Array([0xef, 0xbb, 0xbf, ...bytes])]) {
      const { graphs, problems } = await readProcesses(xml);
      assert.deepEqual(problems, []);
      assert.equal(graphs.length, 1);
    }
  });

  it('is refused when it is empty', async () => {
    assert.match(await firstError(''), /this one is empty/);
    assert.match(await firstError(new Uint8Array()), /this one is empty/);
  });

  it('must be UTF-8 when another encoding is declared and matters', async () => {
    const declared = straight.replace('UTF-8', 'windows-1252');

    assert.deepEqual(await sentences(new TextEncoder().encode(declared)), []);
    assert.match(
      await firstError(new TextEncoder().encode(declared.replace('id="t"', 'id="t" name="Prüfung"'))),
      /declares windows-1252/,
    );
  });

  it('is refused when it declares XML 1.1, which allows control characters', async () => {
    assert.match(await firstError(straight.replace('version="1.0"', 'version="1.1"')), /declares 1\.1/);
  });

  it('is refused with a DOCTYPE in any case, wherever it stands, without being shown', async () => {
    for (const doctype of ['<!DOCTYPE secret>', '<!doctype secret>', '<!-- a --><!DocType secret [<!ENTITY a "b">]>']) {
      const sentence = await firstError(straight.replace('?>', `?>${doctype}`));
      assert.match(sentence, /DOCTYPE is not allowed/);
      assert.doesNotMatch(sentence, /secret/);
    }
  });

  it('may speak of a DOCTYPE in a comment or in CDATA', async () => {
    const xml = straight.replace(
      '</process>',
      '<!-- <!DOCTYPE a> --><documentation><![CDATA[<!DOCTYPE a>]]></documentation></process>',
    );

    assert.deepEqual(await sentences(xml), []);
  });

  it('is refused with a control character, a NUL or half a character, naming line and column', async () => {
    for (const character of ['\u0000', '\u0001', '\u001b', '\ufffe', '\ud800']) {
      assert.match(
        await firstError(straight.replace('<task', `<task name="a${character}b"`)),
        /U\+[0-9A-F]{4} in line 4, column \d+/,
      );
    }
  });

  it('is refused when it is not well-formed, naming line and column', async () => {
    assert.match(await firstError(straight.replace('</process>', '')), /not well-formed in line \d+, column \d+/);
    assert.match(await firstError(straight.replace('id="t"', 'id="t" id="u"')), /not well-formed/);
    assert.match(await firstError(straight.replace('<task', '<task a:b="c"')), /unbound namespace prefix/);
    assert.match(await firstError(straight.replace('<task', '<task name="&nbsp;"')), /undefined entity/i);
    assert.match(await firstError(`${straight}<more/>`), /not well-formed/);
  });

  it('must have the root element of BPMN', async () => {
    assert.match(await firstError('<html/>'), /the root is <html> of no namespace/);
    assert.match(await firstError('<definitions xmlns="urn:other"/>'), /of the namespace "urn:other"/);
  });

  it('keeps within each limit, and the sentence names limit and size', async () => {
    const limits = { bytes: 2_000, elements: 3, tags: 9, depth: 5, attributes: 6, name: 5, id: 11 };
    const within = await readProcesses(straight, { limits });
    assert.deepEqual(within.problems, []);

    const breaches: readonly [string, RegExp][] = [
      [straight + ' '.repeat(2_000), /at most 2000 bytes, but this one has \d{4}/],
      [straight.replace('<task id="t"/>', '<task id="t"/><task id="u"/><task id="v"/>'), /at most 3 elements/],
      [straight.replace('<task id="t"/>', '<task id="t"/>' + '<association/>'.repeat(6)), /at most 9 XML elements/],
      [
        straight.replace(
          '<task id="t"/>',
          '<task id="t"><extensionElements><a xmlns="urn:a"><b/></a></extensionElements></task>',
        ),
        /at most 5 nested/,
      ],
      [straight.replace('<task', '<task a:a="" a:b="" a:c="" a:d="" a:e="" xmlns:a="urn:a"'), /at most 6 attributes/],
      [straight.replace('<task', '<task name="123456"'), /at most 5 characters, but <task> in line 4 has 6/],
      [straight.replace('id="definitions"', 'id="definitions1"'), /at most 11 characters/],
    ];
    for (const [xml, says] of breaches) {
      const { graphs, problems } = await readProcesses(xml, { limits });
      assert.deepEqual(graphs, []);
      assert.match(problems.find(({ severity }) => severity === 'error')?.sentence ?? '', says);
    }
  });

  it('is refused quickly when it is hostile in size', async () => {
    const body = '<!--'.repeat(500_000);
    assert.match(await firstError(straight.replace('</process>', `${body}</process>`)), /not well-formed/);
    assert.match(await firstError(straight.replace('</process>', '<subProcess>'.repeat(300))), /at most 200 nested/);
    assert.match(
      await firstError(straight.replace('</process>', `${'<task/>'.repeat(21_000)}</process>`)),
      /at most 20000 elements/,
    );
    const references = '<flowNodeRef>s</flowNodeRef>'.repeat(20_001);
    assert.match(
      await firstError(straight.replace('<task', `<laneSet><lane id="l">${references}</lane></laneSet><task`)),
      /at most 20000 references in one element/,
    );
    assert.match(await firstError('x'.repeat(9_000_000)), /at most 8388608 bytes/);
  });
});
