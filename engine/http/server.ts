import Router from '@koa/router';
import Koa from 'koa';
import compress from 'koa-compress';
import { appFiles } from './appFiles.ts';
import { dispatcher } from './dispatch.ts';
import { EventHub } from './events/hub.ts';
import { JobWaits } from './outside/jobWaits.ts';
import { problems } from './middleware/problems.ts';
import { securityHeaders } from './middleware/securityHeaders.ts';
import { routes } from './routes/index.ts';
import type { AppServices, Services } from './services.ts';

/** Errors of a client that hung up, or whose request broke off: no defect. */
const HUNG_UP = /^(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|ERR_STREAM_DESTROYED|HPE_\w+)$/;

/** The web application: headers, problems, the routes, and the built app for everything else. */
export function createApp(services: Services): Koa {
  const app = new Koa();
  // A proxy's headers say nothing unless an installation trusts them; links come from PUBLIC_URL.
  app.proxy = false;
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!HUNG_UP.test(error.code ?? '')) services.log.error('An answer could not be sent.', { error: error.message });
  });
  app.use(problems(services.log));
  app.use(securityHeaders(services.settings.publicUrl.startsWith('https:')));
  app.use(
    compress({
      filter: (type) => /json|text\/(html|css|javascript|plain)|javascript|svg/.test(type),
      threshold: 2048,
      br: false,
    }),
  );
  app.use(routing({ ...services, events: new EventHub(services), jobWaits: new JobWaits(services) }));
  if (services.settings.appFolder !== null) app.use(appFiles(services.settings.appFolder));
  return app;
}

/** Paths are matched as they are written: no other case, no slash at the end. */
function routing(services: AppServices): Koa.Middleware {
  const router = new Router({ sensitive: true, strict: true });
  for (const each of routes) {
    const answer = dispatcher(each, services);
    router.register(each.path.replaceAll(/\{(\w+)\}/g, ':$1'), [each.method.toLowerCase()], async (ctx) => {
      await answer(ctx, ctx.params);
    });
  }
  return router.routes() as Koa.Middleware;
}
