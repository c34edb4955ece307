import type { Route } from '../../../engine/http/route.ts';
import { officeFiles } from './office.ts';
import { operationExamples } from './operationExamples.ts';
import { FILING, PDF, type World } from './world.ts';

/** A call of a route that succeeds, on objects made for it. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly raw?: BodyInit;
}

export const keyOf = (route: Pick<Route, 'method' | 'path'>): string =>
  `${route.method} ${route.path.replace('/api/offices/{office}', '')}`;

/** The address of a call. */
export function addressOf(route: Pick<Route, 'path'>, office: string, example: Example): string {
  const params: Readonly<Record<string, string>> = { office, ...example.params };
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => params[name] ?? '');
  return `${path}${example.query ?? ''}`;
}

const upload = (): FormData => {
  const form = new FormData();
  form.set('kind', 'letter');
  form.set('title', 'Letter');
  form.set('file', new Blob([PDF]), 'letter.pdf');
  return form;
};

const task = async (world: World, body?: object): Promise<Example> => {
  const { taskId } = await world.file();
  return { params: { id: taskId }, ...(body === undefined ? {} : { body }) };
};
const dossier = async (world: World): Promise<Example> => ({ params: { id: (await world.file()).dossierId } });
const instance = async (world: World): Promise<Example> => ({ params: { id: (await world.file()).instanceId } });
const outside = async (world: World, body: object): Promise<Example> => {
  const { id, lock } = await world.outsideJob();
  return { params: { id }, body: { lock, ...body } };
};
const nothing = (): Promise<Example> => Promise.resolve({});

/** How to call each route so that it answers with success; a test refuses a route without an example. */
export const examples: Readonly<Record<string, (world: World) => Promise<Example>>> = {
  'GET /api/health': nothing,
  'GET /api/ready': nothing,
  'GET /api/openapi.json': nothing,
  'GET /api/welcome': nothing,
  'GET /api/session': nothing,
  'GET /tasks': async (world) => (await world.file(), { query: '?view=groups&sort=opened&limit=3' }),
  'GET /tasks/counts': async (world) => (await world.file(), {}),
  'GET /tasks/{id}': task,
  'POST /tasks/{id}/claim': (world) => task(world, { revision: 1 }),
  'POST /tasks/{id}/release': async (world) => {
    const claimed = await task(world, { revision: 2 });
    await world.client.post(world.path(`/tasks/${claimed.params?.['id']}/claim`), { revision: 1 });
    return claimed;
  },
  'POST /tasks/{id}/assign': (world) =>
    task(world, { revision: 1, userId: world.app.userIds.get(world.office === 'aa' ? 'ada' : 'bob') }),
  'PUT /tasks/{id}/draft': (world) => task(world, { revision: 0, data: { remark: 'half' } }),
  'DELETE /tasks/{id}/draft': task,
  'POST /tasks/{id}/complete': (world) => task(world, { revision: 1, outcome: 'accept', data: { remark: 'Fine.' } }),
  'POST /tasks/{id}/undo': async (world) => {
    const completed = await task(world, {});
    await world.complete(completed.params?.['id'] ?? '', 'ask');
    return completed;
  },
  'GET /definitions': nothing,
  'GET /definitions/{kind}/{key}': () => Promise.resolve({ params: { kind: 'process', key: 'design' } }),
  'GET /forms/{key}': () => Promise.resolve({ params: { key: 'filing' } }),
  'POST /instances': () => Promise.resolve({ body: { process: 'design', data: FILING } }),
  'GET /instances': async (world) => ({ query: `?dossierId=${(await world.file()).dossierId}` }),
  'GET /instances/{id}': instance,
  'GET /instances/{id}/variables': instance,
  'GET /instances/{id}/history': instance,
  'GET /instances/{id}/diagram': instance,
  'POST /instances/{id}/cancel': async (world) => ({ ...(await instance(world)), body: { reason: 'test' } }),
  'POST /messages': async (world) => {
    const filed = await world.file();
    await world.complete(filed.taskId, 'ask');
    return { body: { name: 'reply-received', key: filed.dossierId, payload: { replyText: 'Here.' } } };
  },
  'GET /messages': async (world) => {
    await world.client.post(world.path('/messages'), { name: 'nobody-waits', key: 'early' });
    return {};
  },
  'GET /jobs': async (world) => (await world.errand(), {}),
  'GET /instances/{id}/startable': async (world) => ({ params: { id: await world.survey() } }),
  'POST /instances/{id}/startable': async (world) => ({
    params: { id: await world.survey() },
    body: { token: 1, element: 'draw' },
  }),
  'POST /signals': () => Promise.resolve({ body: { name: 'test-closure', payload: { day: 1 } } }),
  'POST /jobs/fetch': async (world) => (await world.outsideJob(), { body: { connectors: ['translation'] } }),
  'POST /jobs/{id}/extend': (world) => outside(world, { lockSeconds: 30 }),
  'POST /jobs/{id}/complete': (world) => outside(world, { result: { text: 'Stuhl' } }),
  'POST /jobs/{id}/fail': (world) => outside(world, { message: 'away', retryAfterSeconds: 3600 }),
  'POST /jobs/{id}/throw': (world) => outside(world, { code: 'UNKNOWN_LANGUAGE', message: 'No such language.' }),
  'GET /timers': async (world) => (await world.file(), {}),
  'GET /incidents': async (world) => (await world.incident(), {}),
  'POST /incidents/resolve': async (world) => {
    const { incidentId } = await world.incident();
    return { body: { ids: [incidentId], note: 'given to all', variables: { amount: 1 } } };
  },
  'POST /incidents/{id}/retry': async (world) => {
    const { incidentId } = await world.incident();
    return { params: { id: incidentId }, body: { note: 'again' } };
  },
  'POST /incidents/{id}/resolve': async (world) => {
    const { incidentId } = await world.incident();
    return { params: { id: incidentId }, body: { note: 'given', variables: { amount: 1 } } };
  },
  'GET /dossiers': async (world) => (await world.file(), { query: '?q=chair&class=6&filedFrom=2026-01-01' }),
  'GET /dossiers/{id}': dossier,
  'GET /dossiers/{id}/documents': async (world) => {
    const found = await dossier(world);
    await world.upload(found.params?.['id'] ?? '', PDF);
    return found;
  },
  'GET /dossiers/{id}/events': dossier,
  'GET /dossiers/{id}/timeline': async (world) => {
    const filed = await world.file();
    await world.complete(filed.taskId, 'ask');
    return { params: { id: filed.dossierId } };
  },
  'GET /dossiers/{id}/time-limits': dossier,
  'POST /dossiers/{id}/documents': async (world) => ({ ...(await dossier(world)), raw: upload() }),
  'GET /documents/{id}/content': async (world) => {
    const filed = await world.file();
    return { params: { id: (await world.upload(filed.dossierId, PDF)).body.id } };
  },
  'GET /members': nothing,
  'GET /roles': nothing,
  'GET /states': nothing,
  'GET /deployments': nothing,
  'GET /deployments/{id}': async (world) => ({
    params: { id: (await world.client.get(world.path('/deployments'))).body.items[0].id },
  }),
  'POST /deployments': (world) => Promise.resolve({ body: { files: officeFiles(world.office), dryRun: true } }),
  'GET /events': nothing,
  ...operationExamples,
};
