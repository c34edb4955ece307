import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { escapeLiteral } from 'pg';
import { onClone, type Course } from './course.ts';
import type { Sent } from './raw.ts';

/** Completions a second by pgbench with the same statements, one process for each connection; undefined where it is not installed. */
export async function pgbench(
  course: Course,
  captured: readonly Sent[],
  connections: number,
): Promise<number | undefined> {
  if (spawnSync('pgbench', ['--version']).status !== 0) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'officina-pgbench-'));
  try {
    return await onClone(course, async ({ app }) => {
      const args = ['-n', '-M', 'simple', '-c', '1', '-t', '1', '-h', app.host, '-p', String(app.port), '-U', app.user];
      const env = { ...process.env, PGPASSWORD: app.password };
      const files = Array.from({ length: connections }, (_, lane) => {
        const file = path.join(folder, `${lane}.sql`);
        writeFileSync(file, script(captured.filter((_sent, index) => index > 0 && index % connections === lane)));
        return file;
      });
      const began = performance.now();
      await Promise.all(files.map((file) => run([...args, '-f', file, app.database], env)));
      return ((captured.length - 1) / (performance.now() - began)) * 1000;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn('pgbench', args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0 || /aborted|error/i.test(said))
    throw new Error(`pgbench could not play the statements: ${said.slice(-500)}`);
}

/** Each statement prepared once, then executed with its values; the statements of one round trip go out together. */
function script(all: readonly Sent[]): string {
  const prepared = new Map<string, string>();
  const lines: string[] = [];
  for (const sent of all) {
    const trips: string[][] = [];
    for (const { text, values, startsRoundTrip } of sent) {
      if (startsRoundTrip) trips.push([]);
      if (values.length === 0) {
        trips.at(-1)?.push(text);
        continue;
      }
      const name = prepared.get(text) ?? `s${prepared.size}`;
      if (!prepared.has(text)) lines.push(`prepare ${name} as ${text.replaceAll('\n', ' ')};`);
      prepared.set(text, name);
      trips.at(-1)?.push(`execute ${name}(${values.map(literal).join(', ')})`);
    }
    lines.push(...trips.map((trip) => `${trip.join('\\; ')};`));
  }
  return `${lines.join('\n')}\n`;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return escapeLiteral(`{${value.map((each) => JSON.stringify(String(each))).join(',')}}`);
  return escapeLiteral(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('\n', ' ');
}
