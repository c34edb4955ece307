import { PassThrough } from 'node:stream';
import { Refusal } from '../../contract/problem.ts';
import type { Look } from '../../queries/look.ts';
import { memberOfSession } from '../../store/index.ts';
import { actorFrom, lookOf } from '../members.ts';
import type { AppServices } from '../services.ts';
import { tokenHash } from '../sessions.ts';
import type { StreamEvent } from './changes.ts';

/** Bytes that may wait for a reader who does not read; more, and the stream ends: the browser comes again. */
const MOST_WAITING_BYTES = 256 * 1024;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * The server-sent events of an office for one session (HTML standard, 9.2): resumes after `lastEventId`, breathes, and ends when the
 * session ends, the membership is gone, the reader does not read or the process stops.
 * @throws Refusal TOO_MANY when the person has too many streams
 */
export async function openStream(
  services: AppServices,
  first: Look,
  session: { readonly token: string; readonly lastEventId: string | null },
): Promise<PassThrough> {
  const { events, stopping } = services;
  if (stopping?.aborted) throw new Refusal('UNAVAILABLE', 'The server is stopping; try again in a moment.');
  if (events.streamsOf(first.actor.userId) >= events.rhythm.streamsPerPerson)
    throw new Refusal('TOO_MANY', `Expected at most ${events.rhythm.streamsPerPerson} event streams of one person.`);
  const stream = new PassThrough({ highWaterMark: MOST_WAITING_BYTES });
  let look = first;
  const write = (text: string): void => {
    if (stream.destroyed || stream.writableEnded) return;
    if (stream.writableLength > MOST_WAITING_BYTES) stream.destroy();
    else stream.write(text);
  };
  const end = (): void => {
    if (!stream.writableEnded) stream.end();
  };
  const tell = (found: readonly StreamEvent[], id: string): void => {
    write(found.map(({ type, data }) => `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`).join(''));
  };
  const leave = await events.join(first.officeId, { look: () => look, tell });
  const { heartbeatMilliseconds, recheckMilliseconds } = events.rhythm;
  const heartbeat = setInterval(() => {
    write(': still here\n\n');
  }, heartbeatMilliseconds);
  const recheck = setInterval(() => {
    renewed(services, look, session.token).then(
      (next) => (next ? (look = next) : end()),
      // The database is away: nobody is told anything meanwhile, and the next check decides.
      () => undefined,
    );
  }, recheckMilliseconds);
  heartbeat.unref();
  recheck.unref();
  stopping?.addEventListener('abort', end);
  stream.once('close', () => {
    leave();
    clearInterval(heartbeat);
    clearInterval(recheck);
    stopping?.removeEventListener('abort', end);
  });
  write('retry: 2000\n\n');
  if (session.lastEventId !== null && INSTANT.test(session.lastEventId))
    tell(await events.missed(first.officeId, look, session.lastEventId), session.lastEventId);
  return stream;
}

/** The person as they are now; null when the session or the membership has ended. */
async function renewed(services: AppServices, look: Look, token: string): Promise<Look | null> {
  const { officeId, actor } = look;
  const { sessionIdleMinutes } = services.settings;
  const member = await services.store.transaction(officeId, (trx) =>
    memberOfSession(trx, officeId, tokenHash(token), sessionIdleMinutes),
  );
  if (member?.deploymentId == null) return null;
  const inForce = await services.runtime.deployments.get(officeId, member.deploymentId);
  return lookOf(services, officeId, actorFrom(officeId, actor.userId, member, inForce), inForce);
}
