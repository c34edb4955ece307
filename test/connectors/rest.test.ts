import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { restConnector } from '../../engine/connectors/rest/index.ts';
import { attempt } from './support/context.ts';
import { openOutside, type Outside } from './support/outside.ts';

describe('rest', () => {
  let outside: Outside;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    outside = await openOutside({ allow: ['ok.example'] }, (request, response) => answer(request, response));
  });
  afterEach(() => outside.close());

  const url = 'https://ok.example/registry';
  const run = (input: Record<string, string | object>) =>
    restConnector.run({ method: 'GET', url, ...input }, attempt(outside.egress, 'job-9'));

  it('sends JSON with the idempotency key and gives back JSON', async () => {
    answer = (_request, response) =>
      response.writeHead(201, { 'content-type': 'application/json; charset=utf-8' }).end('{"id":7}');

    const result = await run({ method: 'POST', body: { mark: 'نجمة' }, headers: { 'X-Office': 'XX' } });

    assert.deepEqual(result, { status: 201, body: { id: 7 } });
    const [seen] = outside.received;
    assert.equal(seen?.body, '{"mark":"نجمة"}');
    assert.equal(seen?.headers['content-type'], 'application/json');
    assert.equal(seen?.headers['idempotency-key'], 'job-9');
    assert.equal(seen?.headers['x-office'], 'XX');
  });

  it('gives back text as text, nothing as null and unknown kinds as null', async () => {
    const bodies = [];
    for (const [type, body] of [
      ['text/plain', 'ok'],
      ['application/json', ''],
      ['image/png', 'x'],
      ['application/problem+json', '[1]'],
    ]) {
      answer = (_request, response) => response.writeHead(200, { 'content-type': type }).end(body);
      bodies.push(await run({}));
    }

    assert.deepEqual(
      bodies.map((result) => (result as { body: unknown }).body),
      ['ok', null, null, [1]],
    );
  });

  for (const [status, retryable] of [
    [400, false],
    [401, false],
    [404, false],
    [408, true],
    [409, false],
    [429, true],
    [500, true],
    [503, true],
  ] as const) {
    it(`answers to ${status} with a failure that may ${retryable ? '' : 'not '}be tried again`, async () => {
      answer = (_request, response) => response.writeHead(status).end('secret details');

      await assert.rejects(run({}), {
        name: 'JobFailure',
        message: `Expected success from ok.example, but it answered ${status}.`,
        retryable,
        retryAfterSeconds: undefined,
      });
    });
  }

  it('waits as long as the service asks, in seconds or until a date', async () => {
    const waits = [];
    for (const retryAfter of ['120', 'Sun, 01 Mar 2026 10:00:30 GMT', '999999999', '-5', 'soon']) {
      answer = (_request, response) =>
        response.writeHead(503, { 'retry-after': retryAfter, date: 'Sun, 01 Mar 2026 10:00:00 GMT' }).end();
      waits.push(await run({}).catch((error: { retryAfterSeconds: number }) => error.retryAfterSeconds));
    }

    assert.deepEqual(waits, [120, 30, 86_400, undefined, undefined]);
  });

  it('follows no redirect', async () => {
    answer = (_request, response) => response.writeHead(302, { location: 'https://ok.example/other' }).end();

    await assert.rejects(run({}), { name: 'JobFailure', retryable: false });

    assert.equal(outside.received.length, 1);
  });

  it('may be tried again when the service hangs up', async () => {
    answer = (_request, response) => response.socket?.destroy();

    await assert.rejects(run({}), { name: 'JobFailure', retryable: true });
  });

  it('refuses an answer that says JSON and is none', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{');

    await assert.rejects(run({}), { name: 'JobFailure', retryable: false });
  });
});
