import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readProcesses } from '../bpmn/index.ts';
import type { ModelProblem } from '../contract/problem.ts';
import { importModel, type ImportReport, type Origin } from '../importers/index.ts';
import { optionsOf } from './options.ts';
import { exitCodes, print, say, UsageError } from './output.ts';

/** Where models may come from, as it is written on the command line. */
const origins = ['auto', 'camunda7', 'camunda8', 'flowable', 'jbpm', 'plain'] as const;
const modelFile = /\.(bpmn|bpmn2|bpmn20\.xml|bpmn\.xml|xml)$/i;

/** What became of one file. */
type Imported =
  | {
      readonly ok: true;
      readonly file: string;
      readonly written: string;
      readonly origin: ImportReport['origin'];
      readonly entries: ImportReport['entries'];
      /** What deployment would say of the result. */
      readonly problems: readonly ModelProblem[];
    }
  | { readonly ok: false; readonly file: string; readonly sentence: string };

/** `officina import file… [--from origin] [--out folder] [--json]`: models of other engines, translated, with a report. */
export async function importModels(args: readonly string[]): Promise<number> {
  const { values, positionals } = optionsOf(
    args,
    {
      from: { type: 'string', default: 'auto' },
      out: { type: 'string', default: 'imported' },
      json: { type: 'boolean', default: false },
    },
    Infinity,
  );
  const from = origins.find((origin) => origin === values.from);
  if (from === undefined)
    throw new UsageError(`Expected --from to be one of ${origins.join(', ')}, but it is “${values.from}”.`);
  const files = await modelFiles(positionals);
  await mkdir(values.out, { recursive: true });
  const results: Imported[] = [];
  for (const file of files) results.push(await importFile(file, from, values.out));
  if (values.json) print(JSON.stringify(results));
  else for (const result of results) show(result);
  say(summary(results));
  return results.every(({ ok }) => ok) ? exitCodes.ok : exitCodes.invalidInput;
}

/** The files that are named, and the models directly in a folder that is. @throws UsageError */
async function modelFiles(named: readonly string[]): Promise<readonly string[]> {
  if (named.length === 0) throw new UsageError('Expected the name of a model to import, but there is none.');
  const files: string[] = [];
  for (const name of named) {
    const entry = await stat(name).catch(() => undefined);
    if (!entry) throw new UsageError(`Expected a file or folder ${name}, but there is none.`);
    if (!entry.isDirectory()) files.push(name);
    else
      files.push(...(await readdir(name)).filter((each) => modelFile.test(each)).map((each) => path.join(name, each)));
  }
  return [...new Set(files)];
}

async function importFile(file: string, from: Origin | 'auto', out: string): Promise<Imported> {
  const imported = importModel(await readFile(file), from);
  if (!imported.ok) return { ok: false, file, sentence: imported.sentence };
  const written = path.join(out, `${path.basename(file).replace(modelFile, '')}.bpmn`);
  try {
    await writeFile(written, imported.xml, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
    return { ok: false, file, sentence: `${written} is there already. Move it, or name another folder with --out.` };
  }
  const { problems } = await readProcesses(imported.xml);
  return { ok: true, file, written, ...imported.report, problems };
}

function show(result: Imported): void {
  if (!result.ok) {
    print(`${result.file}: not imported. ${result.sentence}`);
    return;
  }
  const { file, written, origin, entries, problems } = result;
  print(`${file} (${origin}) → ${written}`);
  for (const { type, element, what, sentence } of entries)
    print(`  ${type.padEnd(10)}  ${[element, what].filter(Boolean).join(' ')}  ${sentence}`);
  for (const { severity, element, sentence, rule } of problems)
    print(`  ${severity.padEnd(10)}  ${element ?? ''}  ${sentence} (${rule})`);
}

function summary(results: readonly Imported[]): string {
  const done = results.filter((each) => each.ok);
  const entries = done.flatMap((each) => each.entries);
  const count = (type: string): number => entries.filter((entry) => entry.type === type).length;
  const kinds = ['translated', 'dropped', 'open'].map((type) => `${count(type)} ${type}`).join(', ');
  return `${done.length} of ${results.length} models imported: ${kinds}`;
}
