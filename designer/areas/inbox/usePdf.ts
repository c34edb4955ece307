import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist';
import PdfWorker from 'pdfjs-dist/build/pdf.worker.min.mjs?worker';
import { onScopeDispose, shallowRef } from 'vue';
import { readDocument } from '../../api/documents.ts';

/** Where the build puts character maps and fonts (vite.config.ts). */
declare const __PDF_RESOURCES__: string;
/** A canvas of more pixels than this is refused by some browsers. */
const MAXIMUM_PIXELS = 16_000_000;

type Pdfjs = typeof import('pdfjs-dist');
let library: Promise<Pdfjs> | undefined;

async function load(): Promise<Pdfjs> {
  library ??= import('pdfjs-dist').then((pdfjs) => {
    pdfjs.GlobalWorkerOptions.workerPort = new PdfWorker();
    return pdfjs;
  });
  return library;
}

/** Opens a PDF for reading page by page. */
export function usePdf(href: string) {
  const pdf = shallowRef<PDFDocumentProxy>();
  const error = shallowRef<unknown>();
  const end = new AbortController();
  let close = (): void => undefined;

  async function open(): Promise<void> {
    error.value = undefined;
    try {
      const [pdfjs, data] = await Promise.all([load(), readDocument(href, end.signal)]);
      const task = pdfjs.getDocument({
        data,
        isEvalSupported: false,
        // The content-security policy forbids compiling WebAssembly; the decoders' JavaScript twins are used.
        useWasm: false,
        wasmUrl: `${__PDF_RESOURCES__}/wasm/`,
        cMapUrl: `${__PDF_RESOURCES__}/cmaps/`,
        standardFontDataUrl: `${__PDF_RESOURCES__}/standard_fonts/`,
        enableXfa: false,
      });
      close = () => void task.destroy();
      pdf.value = await task.promise;
    } catch (thrown) {
      if (!end.signal.aborted) error.value = thrown;
    }
  }

  void open();
  onScopeDispose(() => {
    end.abort();
    close();
  });
  return { pdf, error, retry: open };
}

/** Draws a page with its text above it, which can be selected, searched and read aloud. */
export async function drawPage(
  page: PDFPageProxy,
  canvas: HTMLCanvasElement,
  text: HTMLElement,
  scale: number,
): Promise<RenderTask> {
  const { TextLayer } = await load();
  const viewport = page.getViewport({ scale });
  const wished = Math.min(window.devicePixelRatio || 1, 2);
  const density = Math.min(wished, Math.sqrt(MAXIMUM_PIXELS / (viewport.width * viewport.height)));
  canvas.width = Math.floor(viewport.width * density);
  canvas.height = Math.floor(viewport.height * density);
  const transform = density === 1 ? undefined : [density, 0, 0, density, 0, 0];
  const task = page.render({ canvas, viewport, ...(transform === undefined ? {} : { transform }) });
  await task.promise;
  text.replaceChildren();
  text.style.setProperty('--total-scale-factor', String(scale));
  await new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport }).render();
  return task;
}
