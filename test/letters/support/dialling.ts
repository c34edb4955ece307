import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { createLetterRenderer } from '../../../engine/letters/renderLetter.ts';
import { hostileLetter, hostileTexts } from './hostile.ts';

/** Run by itself with a proxy in the environment. `import`: a source that imports a package. `letters`: every hostile letter. */
async function run(what: string | undefined): Promise<number> {
  if (what === 'import') {
    const workspace = mkdtempSync(join(tmpdir(), 'officina-letters-'));
    const compiler = NodeCompiler.create({ workspace });
    const failed = compiler.compile({ mainFileContent: '#import "@preview/no-such-package:0.0.1"' }).hasError();
    rmSync(workspace, { recursive: true });
    return failed ? 3 : 0;
  }
  const renderer = createLetterRenderer();
  for (const text of hostileTexts) await renderer.render(hostileLetter(text, 'letter', 'en'));
  await renderer.close();
  return 0;
}

process.exitCode = await run(process.argv[2]);
