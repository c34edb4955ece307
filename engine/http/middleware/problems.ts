import { randomUUID } from 'node:crypto';
import type { Context, Next } from 'koa';
import type { Log } from '../../contract/log.ts';
import { Refusal, refusalCodes, type ProblemBody } from '../../contract/problem.ts';

/** Every answer carries a request id; whatever is thrown becomes problem+json (RFC 9457), a defect is logged once. */
export function problems(log: Log) {
  return async function problemsMiddleware(ctx: Context, next: Next): Promise<void> {
    const requestId = randomUUID();
    ctx.state['requestId'] = requestId;
    ctx.set('X-Request-Id', requestId);
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined)
        throw new Refusal('NOT_FOUND', 'There is nothing at this address.');
    } catch (error) {
      const body = problemOf(error, requestId);
      if (body.code === 'DEFECT') {
        log.error('A request ended in a defect.', {
          requestId,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
      }
      // A header of the answer that did not come about would lie about this one.
      ctx.remove('ETag');
      ctx.status = body.status;
      ctx.body = JSON.stringify(body);
      ctx.type = 'application/problem+json';
      // Who was refused what, for whoever looks for attempts; neither names nor addresses of people.
      if (body.status === 401 || body.status === 403 || body.status === 429)
        log.info('A request was refused.', { requestId, code: body.code, method: ctx.method, path: ctx.path });
      dropRest(ctx);
      if (body.status === 429 || body.status === 503) ctx.set('Retry-After', body.status === 429 ? '60' : '2');
    }
  };
}

/** What was not read of a refused request is let through unseen, and the connection ends with the answer. */
function dropRest(ctx: Context): void {
  if (ctx.req.complete) return;
  ctx.set('Connection', 'close');
  ctx.req.resume();
}

function problemOf(error: unknown, requestId: string): ProblemBody {
  if (error instanceof Refusal) {
    const { status, title } = refusalCodes[error.code];
    return {
      type: 'about:blank',
      title,
      status,
      detail: error.message,
      code: error.code,
      requestId,
      ...(error.places.length > 0 ? { errors: error.places } : {}),
      ...(error.problems.length > 0 ? { problems: error.problems } : {}),
      ...(error.details ? { details: error.details } : {}),
    };
  }
  if (isConnectionTrouble(error)) {
    return {
      type: 'about:blank',
      title: 'Not available now',
      status: 503,
      detail: 'The database or its storage does not answer; nothing was lost, try again.',
      code: 'UNAVAILABLE',
      requestId,
    };
  }
  return {
    type: 'about:blank',
    title: 'Something went wrong',
    status: 500,
    detail: `An unexpected error occurred. Give this number to the administrator: ${requestId}.`,
    code: 'DEFECT',
    requestId,
  };
}

/** Classes of SQLSTATE (lost, shutting down, out of resources, too slow) and Node error codes: not that we did wrong. */
const AWAY = /^(08...|57P0[1-3]|57014|53...|ENOSPC|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/;

/** What `pg` says, without a code, of a connection that was lost before or while it was used. */
const LOST = /Connection terminated|Connection ended unexpectedly|is not queryable/;

function isConnectionTrouble(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && AWAY.test(code)) return true;
  return error instanceof Error && (error.name === 'KnexTimeoutError' || LOST.test(error.message));
}
