import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';

let server: ViteDevServer | undefined;

/** Loads components and modules of the designer as its build does, without a browser; `close` ends it. */
export async function designerModules(): Promise<{
  readonly load: (file: string) => Promise<Record<string, unknown>>;
  readonly close: () => Promise<void>;
}> {
  server ??= await createServer({
    configFile: fileURLToPath(new URL('../../../designer/vite.config.ts', import.meta.url)),
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  const running = server;
  return {
    load: (file) => running.ssrLoadModule(`/${file}`),
    close: async () => {
      server = undefined;
      await running.close();
    },
  };
}
