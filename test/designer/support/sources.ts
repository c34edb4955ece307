import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const DESIGNER = fileURLToPath(new URL('../../../designer/', import.meta.url));

/** Every program file and component of the designer with its text. */
export function designerSources(): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(DESIGNER, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|vue)$/.test(file))
    .map((file) => ({ path: file, text: readFileSync(path.join(DESIGNER, file), 'utf8') }));
}

/** A file of the designer as text. */
export function designerText(file: string): string {
  return readFileSync(path.join(DESIGNER, file), 'utf8');
}

/** A text file of the screens, flat: `inbox.view.mine` → `My tasks`. */
export function wordsIn(file: string): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  const walk = (value: unknown, prefix: string): void => {
    if (typeof value === 'string') {
      flat.set(prefix, value);
      return;
    }
    for (const [key, inner] of Object.entries(value as object)) walk(inner, prefix === '' ? key : `${prefix}.${key}`);
  };
  walk(JSON.parse(designerText(file)), '');
  return flat;
}
