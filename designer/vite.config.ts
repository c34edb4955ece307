import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const pdfjs = path.join(here, '../node_modules/pdfjs-dist');
const { version } = JSON.parse(readFileSync(path.join(pdfjs, 'package.json'), 'utf8')) as { version: string };
/** With the version in its name: what lies there is cached for ever. */
const pdfFolder = `assets/pdf-${version}`;

/** The document viewer asks for character maps and standard fonts by file name when a PDF does not embed them. */
function pdfResources(): Plugin {
  return {
    name: 'officina:pdf-resources',
    apply: 'build',
    generateBundle() {
      for (const folder of ['cmaps', 'standard_fonts', 'wasm']) {
        for (const file of readdirSync(path.join(pdfjs, folder))) {
          if (folder === 'wasm' && !file.endsWith('.js')) continue;
          this.emitFile({
            type: 'asset',
            fileName: `${pdfFolder}/${folder}/${file}`,
            source: readFileSync(path.join(pdfjs, folder, file)),
          });
        }
      }
    },
  };
}

/**
 * JSON Forms brings Ajv, which compiles schemas with `new Function`: the content-security policy forbids that, and we hand
 * JSON Forms a validator of our own. What the bundle gets in its place refuses to be used.
 */
function withoutAjv(): Plugin {
  const refusing = '\0officina:no-ajv';
  return {
    name: 'officina:without-ajv',
    enforce: 'pre',
    resolveId: (id) => (id === 'ajv' || id === 'ajv-formats' ? refusing : undefined),
    load: (id) =>
      id === refusing
        ? "export default function () { throw new Error('Ajv is not part of the designer.'); }"
        : undefined,
  };
}

export default defineConfig({
  root: here,
  base: '/',
  plugins: [vue(), withoutAjv(), pdfResources()],
  define: {
    __PDF_RESOURCES__: JSON.stringify(`/${pdfFolder}`),
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    // Messages are interpreted, never compiled to code.
    __INTLIFY_JIT_COMPILATION__: 'true',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'false',
  },
  build: {
    outDir: path.join(here, '../dist/designer'),
    emptyOutDir: true,
    manifest: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    // Nothing inline: the content-security policy takes scripts, styles and fonts from files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
});
