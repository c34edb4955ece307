import assert from 'node:assert/strict';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { routes } from '../../engine/http/routes/index.ts';
import { startApp, type TestApp } from './support/app.ts';
import type { Parsed } from './support/client.ts';

describe('the OpenAPI document', function () {
  this.timeout(60_000);
  let app: TestApp;
  let document: Parsed;
  before(async () => {
    app = await startApp();
    document = (await app.anybody().get('/api/openapi.json')).body;
  });
  after(() => app.close());

  it('describes every route but its own', () => {
    const described = Object.entries(document.paths as Record<string, object>).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const expected = routes.map(({ method, path }) => `${method} ${path}`).filter((one) => !one.includes('openapi'));

    assert.equal(document.openapi, '3.1.0');
    assert.deepEqual(described.sort(), expected.sort());
  });

  it('has unique operation ids, a parameter for every place-holder, and an answer for trouble', () => {
    const ids = new Set<string>();
    for (const [path, operations] of Object.entries(document.paths as Record<string, Record<string, Parsed>>))
      for (const operation of Object.values(operations)) {
        assert.ok(!ids.has(operation.operationId), operation.operationId);
        ids.add(operation.operationId);
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const given = operation.parameters
          .filter((one: { in: string }) => one.in === 'path')
          .map((one: { name: string }) => one.name);
        assert.deepEqual(given.sort(), named.sort(), path);
        assert.ok(operation.responses.default.content['application/problem+json']);
        assert.equal(typeof operation.summary, 'string');
      }
  });

  it('holds schemas that compile and references that lead somewhere', () => {
    const ajv = new Ajv.default({ strict: false });
    addFormats.default(ajv);
    const schemas: unknown[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [name, member] of Object.entries(value)) {
        if (name === 'schema') schemas.push(member);
        if (name === '$ref') assert.equal(member, '#/components/schemas/Problem');
        walk(member);
      }
    };
    walk(document);

    assert.ok(schemas.length > 80);
    for (const schema of schemas.filter((one) => !JSON.stringify(one).includes('$ref'))) ajv.compile(schema as object);
    ajv.compile(document.components.schemas.Problem);
  });

  it('says who may call and which headers a change carries', () => {
    const complete = document.paths['/api/offices/{office}/tasks/{id}/complete'].post;
    const upload = document.paths['/api/offices/{office}/dossiers/{id}/documents'].post;

    assert.equal(complete['x-access'], 'task.work');
    assert.deepEqual(
      complete.parameters.filter((one: { in: string }) => one.in === 'header').map((one: { name: string }) => one.name),
      ['X-CSRF-Token', 'Idempotency-Key', 'If-Match'],
    );
    const signIn = document.paths['/api/session'].post;
    assert.deepEqual(
      signIn.parameters.map((one: { name: string }) => one.name),
      ['X-CSRF-Token'],
    );
    assert.match(signIn.description, /no Idempotency-Key/);
    assert.deepEqual(Object.keys(upload.requestBody.content['multipart/form-data'].schema.properties).sort(), [
      'file',
      'kind',
      'language',
      'title',
    ]);
  });
});
