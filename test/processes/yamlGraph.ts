import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from './office.ts';

/** One node of a process in the domain's compact notation (first lines of `processes.yaml`). */
export interface YamlNode {
  readonly n: string;
  readonly t: string;
  readonly l?: string;
  readonly to?: string | Readonly<Record<string, string>>;
  readonly timer?: { readonly ref?: string; readonly iso?: string; readonly to?: string };
  readonly docs?: readonly string[];
  readonly st?: string;
  readonly ev?: string;
}
interface YamlProcess {
  readonly id: string;
  readonly lanes: readonly string[];
  readonly statuses?: Readonly<Record<string, string>>;
  readonly nodes: readonly YamlNode[];
}

/** A process of the domain by id. */
export async function yamlProcess(id: string): Promise<YamlProcess> {
  const text = await readFile(path.join(root, 'test/corpora/domain/processes.yaml'), 'utf8');
  const { processes } = parse(text) as { readonly processes: readonly YamlProcess[] };
  const found = processes.find((process) => process.id === id);
  if (found === undefined) throw new Error(`there is no process ${id} in the domain`);
  return found;
}

/** Where a node may lead to: its flows and the way out when its time is over. */
export function targetsOf({ to, timer }: YamlNode): readonly string[] {
  const flows = typeof to === 'string' ? [to] : Object.values(to ?? {});
  return [...flows, ...(timer?.to === undefined ? [] : [timer.to])];
}

/** The elements of a node: the one with its name first, then those that belong to it. */
export type Elements = ReadonlyMap<string, readonly string[]>;

/** The table of the process's README: node → elements. */
export async function elementsOfReadme(process: string): Promise<Elements> {
  const text = await readFile(path.join(root, 'processes', process, 'README.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([^`]+)` \| `([^`]+)` \| ([^|]*) \| [^|]+ \|$/gm)];
  return new Map(
    rows.map(([, node = '', element = '', more = '']) => [
      node,
      [element, ...[...more.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id)],
    ]),
  );
}
