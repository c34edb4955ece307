import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, from the built server (`dist/`) as from the sources (`engine/`). */
export const packageRoot = find(path.dirname(fileURLToPath(import.meta.url)));

function find(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error('Expected a package.json above the program, but there is none.');
  return find(parent);
}
