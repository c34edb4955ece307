import { Type } from '@sinclair/typebox';
import { Refusal } from '../../contract/problem.ts';
import { schemaStanding } from '../../store/index.ts';
import { openApi } from '../openapi.ts';
import { route, type Route } from '../route.ts';
import type { Services } from '../services.ts';

const Status = Type.Object({ status: Type.Literal('ok') });

/** Is the process alive, may it be given work, and what does it offer. */
export const healthRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/health',
    summary: 'The process is alive.',
    access: 'public',
    response: Status,
    handle: () => Promise.resolve({ body: { status: 'ok' as const } }),
  }),
  route({
    method: 'GET',
    path: '/api/ready',
    summary: 'The database answers with the right schema and the process is not stopping.',
    access: 'public',
    response: Status,
    handle: async ({ services }) => {
      await checkReady(services);
      return { body: { status: 'ok' as const } };
    },
  }),
];

async function checkReady({ store, stopping }: Services): Promise<void> {
  if (stopping?.aborted) throw new Refusal('UNAVAILABLE', 'The server is stopping.');
  const standing = await store.acrossOffices(schemaStanding);
  if (standing !== 'right')
    throw new Refusal('UNAVAILABLE', `The schema of the database is ${standing} than this program.`);
}

/** The route of the OpenAPI document, which describes all of them. */
export function openApiRoute(others: readonly Route[], version: string): Route {
  let document: unknown;
  return route({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This document (OpenAPI 3.1).',
    access: 'public',
    response: Type.Object({ openapi: Type.String(), paths: Type.Unknown() }),
    handle: () =>
      Promise.resolve({ body: (document ??= openApi(others, version)) as { openapi: string; paths: unknown } }),
  });
}
