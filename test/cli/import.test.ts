import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importModels } from '../../engine/cli/import.ts';
import { around } from '../importers/imported.ts';

interface Answer {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** The command with what it writes, in this process. */
async function run(...args: readonly string[]): Promise<Answer> {
  const written = { out: '', err: '' };
  const streams = [
    ['out', process.stdout],
    ['err', process.stderr],
  ] as const;
  const restore = streams.map(([key, stream]) => {
    const write = stream.write.bind(stream);
    stream.write = (text: string | Uint8Array): boolean => {
      written[key] += String(text);
      return true;
    };
    return () => (stream.write = write);
  });
  try {
    return { status: await importModels(args), ...written };
  } finally {
    for (const each of restore) each();
  }
}

describe('officina import', () => {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'officina-import-'));
    writeFileSync(at('order.bpmn20.xml'), around('<userTask id="t" camunda:assignee="anna"/>'));
    writeFileSync(at('broken.bpmn'), '<definitions>');
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('writes the models and says what became of them', async () => {
    const { status, out, err } = await run(at('order.bpmn20.xml'), '--out', at('out'));

    assert.deepEqual([status, err], [0, '1 of 1 models imported: 1 translated, 0 dropped, 0 open\n']);
    assert.match(
      out,
      /order\.bpmn20\.xml \(camunda7\) → .*order\.bpmn\n {2}translated {2}t camunda:assignee {2}It became/,
    );
    assert.match(readFileSync(at('out/order.bpmn'), 'utf8'), /officina:assignee="anna"/);
  });

  it('answers as JSON, goes on behind a file that is refused, and writes over nothing', async () => {
    const { status, out } = await run(at('broken.bpmn'), at('order.bpmn20.xml'), '--out', at('out'), '--json');
    const answers = JSON.parse(out) as readonly { readonly ok: boolean; readonly sentence?: string }[];

    assert.equal(status, 3);
    assert.deepEqual(
      answers.map(({ ok }) => ok),
      [false, false],
    );
    assert.match(answers[0]?.sentence ?? '', /not well-formed/);
    assert.match(answers[1]?.sentence ?? '', /is there already/);
  });

  it('refuses what it does not know in one sentence', async () => {
    await assert.rejects(
      run(at('order.bpmn20.xml'), '--from', 'visio'),
      /^UsageError: Expected --from to be one of auto, camunda7.*“visio”\.$/,
    );
    await assert.rejects(run(), /^UsageError: Expected the name of a model to import/);
    await assert.rejects(run(at('nowhere.bpmn')), /^UsageError: Expected a file or folder .*nowhere\.bpmn/);
  });
});
