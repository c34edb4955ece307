import type { TSchema } from '@sinclair/typebox';
import { refusalCodes } from '../contract/problem.ts';
import type { Route } from './route.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: unknown;
  readonly description?: string;
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { enum: [...Object.keys(refusalCodes), 'DEFECT'] },
    requestId: { type: 'string', format: 'uuid' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'sentence'],
        properties: { pointer: { type: 'string' }, sentence: { type: 'string' }, code: { type: 'string' } },
      },
    },
  },
};

/** The OpenAPI 3.1 document of the routes: derived, never written by hand. */
export function openApi(routes: readonly Route[], version: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Officina',
      version,
      description: 'Workflow engine for intellectual-property offices. Errors are problem+json (RFC 9457).',
    },
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'officina_session' } },
    },
  };
}

function operation(route: Route): unknown {
  return {
    summary: route.summary,
    ...(route.method === 'GET' || takesKey(route) ? {} : { description: WITHOUT_KEY }),
    operationId: operationId(route),
    'x-access': route.access,
    security: route.access === 'public' ? [] : [{ session: [] }],
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query'), ...headersOf(route)],
    ...(route.body === null ? {} : { requestBody: { required: true, content: bodyOf(route) } }),
    responses: {
      [String(route.status)]: {
        description: 'Success',
        content: { [route.produces ?? 'application/json']: route.response ? { schema: plain(route.response) } : {} },
      },
      default: {
        description: 'Problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function bodyOf({ body, form }: Route): unknown {
  if (body !== 'multipart') return { 'application/json': { schema: plain(body) } };
  const { properties = {}, required = [] } = plain(form ?? {}) as { properties?: object; required?: readonly string[] };
  const file = { type: 'string', format: 'binary' };
  const schema = { type: 'object', required: [...required, 'file'], properties: { ...properties, file } };
  return { 'multipart/form-data': { schema } };
}

function operationId(route: Route): string {
  const words = route.path
    .replace(/^\/api\/(offices\/\{office\}\/)?/, '')
    .split('/')
    .map((part) => part.replace(/[{}]/g, ''));
  return [route.method.toLowerCase(), ...words].join('-');
}

function parametersOf(schema: TSchema, place: 'path' | 'query'): readonly Parameter[] {
  const { properties, required } = schema as { properties?: Record<string, unknown>; required?: readonly string[] };
  return Object.entries(properties ?? {}).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || (required ?? []).includes(name),
    schema: plain(each),
  }));
}

function headersOf(route: Route): readonly Parameter[] {
  if (route.method === 'GET') return [];
  const text = { type: 'string' };
  return [
    {
      name: 'X-CSRF-Token',
      in: 'header',
      required: route.access !== 'public',
      schema: text,
      description: 'The token of the session.',
    },
    ...(takesKey(route) ? [IDEMPOTENCY_KEY] : []),
    ...(hasRevision(route)
      ? [{ name: 'If-Match', in: 'header' as const, required: false, schema: text, description: IF_MATCH }]
      : []),
  ];
}

const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', format: 'uuid' },
  description: 'Made once per intent: the same key gives the same answer again.',
};
const WITHOUT_KEY =
  'Takes no Idempotency-Key: an answer that opens a session is never kept, and done twice it leads to the same.';

/** Commands of an office keep their answers; signing in and out and set-up do not, for their answers are secrets. */
function takesKey({ method, path }: Route): boolean {
  return method !== 'GET' && path.startsWith('/api/offices/');
}

const IF_MATCH = 'The ETag that was seen: 412 when it is not current any more.';

/** Takes the revision that the caller saw, in its body and as `If-Match`. */
function hasRevision({ body }: Route): boolean {
  const properties = body === null || body === 'multipart' ? undefined : (body as { properties?: object }).properties;
  return properties !== undefined && 'revision' in properties;
}

/** A schema without TypeBox's symbols. */
function plain(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema));
}
