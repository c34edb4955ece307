import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createServer } from 'node:net';
import { isPublicAddress } from '../../engine/connectors/addresses.ts';
import { JobFailure } from '../../engine/connectors/connector.ts';
import { createEgress } from '../../engine/connectors/egress.ts';
import { openOutside, PUBLIC, type Outside } from './support/outside.ts';

interface Case {
  readonly id: string;
  readonly verdict: 'block' | 'allow' | 'timeout' | 'limit' | 'error';
  readonly url: string;
  readonly why: string;
  readonly answers?: readonly (readonly string[])[];
  readonly redirects?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly server?: string;
}

const corpus = JSON.parse(readFileSync(new URL('../corpora/attack/ssrf-urls.json', import.meta.url), 'utf8')) as {
  cases: readonly Case[];
};

const tests = ['rebind2', 'multi', 'cname', 'empty', 'mapped', 'zero', 'redir', 'slow', 'big', 'hdr', 'chunk', 'enc'];
const strict = ['ok.example', 'bücher.example', 'https://redir.test', ...tests.map((name) => `http://${name}.test`)];
const isPublicOnly = (dial: string): boolean => dial.startsWith(PUBLIC);

/** What a hostile server does to its caller. */
const servers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  drip: (response) => {
    response.write('.');
    const dripping = setInterval(() => response.write('.'), 50);
    response.on('close', () => clearInterval(dripping));
  },
  'endless-body': (response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', more);
    more();
  },
  'header-flood': (response) => {
    response.socket?.write('HTTP/1.1 200 OK\r\n');
    for (let n = 0; n < 100_000; n += 1) response.socket?.write(`x-${n}: y\r\n`);
    response.socket?.end('\r\n');
  },
  'bad-chunked': (response) => {
    response.socket?.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n');
  },
  'nested-encoding': (response) => {
    response.setHeader('content-encoding', 'gzip, gzip, gzip').end('bomb');
  },
};

function outsideOf(test: Case, allow: readonly string[], fallback: string): Promise<Outside> {
  const host = URL.canParse(test.url) ? new URL(test.url).hostname : '';
  const named = (test.answers ?? [[test.server !== undefined || test.redirects ? 'PUBLIC' : fallback]]).map((list) =>
    list.map((address) => (address === 'PUBLIC' ? PUBLIC : address)),
  );
  return openOutside(
    { allow, answers: { [host]: named }, timeoutMilliseconds: 300, maxBytes: 100_000 },
    (_request, response) => {
      const [location] = test.redirects ?? [];
      if (test.server !== undefined) servers[test.server]?.(response);
      else if (location !== undefined) response.writeHead(302, { location }).end();
      else response.writeHead(200, test.headers).end('ok');
    },
  );
}

const call = (outside: Outside, url: string) =>
  outside.egress.request({ method: 'GET', url, headers: { authorization: 'Bearer secret' } });

describe('egress', () => {
  describe('hostile URLs', () => {
    for (const test of corpus.cases) {
      it(`${test.id} ${test.verdict}: ${test.why}`, async () => {
        const outside = await outsideOf(test, strict, PUBLIC);
        try {
          const outcome = await call(outside, test.url).catch((error: unknown) => error);

          const mayBeDialled = test.verdict !== 'block' || test.redirects || test.headers || test.id === 'ssrf-150';
          assert.deepEqual(
            outside.dials,
            mayBeDialled ? [`${PUBLIC}:${new URL(test.url).protocol === 'https:' ? 443 : 80}`] : [],
          );
          if (test.verdict === 'allow') assert.ok(!(outcome instanceof Error), String(outcome));
          else if (test.redirects) assert.equal((outcome as { status: number }).status, 302);
          else if (!mayBeDialled) {
            // A name without an address may have one later.
            assert.ok(outcome instanceof JobFailure, String(outcome));
            assert.equal(outcome.retryable, test.id === 'ssrf-154');
          } else if (test.verdict !== 'block') assert.ok(outcome instanceof JobFailure, String(outcome));
        } finally {
          await outside.close();
        }
      });

      const isAboutTheList = /allow-list bypass/.test(test.why) && /\.example[^@]*\/?$/.test(test.url);
      if (test.verdict !== 'block' || isAboutTheList || test.redirects || test.headers) continue;
      it(`${test.id} is refused by its address even where any host is allowed`, async () => {
        const outside = await outsideOf(test, ['*', 'http://*'], '127.0.0.1');
        try {
          await call(outside, test.url).catch(() => undefined);
          await assert.rejects(call(outside, test.url), { name: 'JobFailure', retryable: test.id === 'ssrf-154' });

          assert.ok(outside.dials.every(isPublicOnly), outside.dials.join());
        } finally {
          await outside.close();
        }
      });
    }
  });

  const answering = (allow: readonly string[], more: Parameters<typeof openOutside>[0] = {}): Promise<Outside> =>
    openOutside({ allow, ...more }, (_request, response) => {
      response.setHeader('x-seen', 'yes').end('hello');
    });

  it('carries method, body, headers and idempotency key to the host over TLS', async () => {
    const outside = await answering(['ok.example']);

    const answer = await outside.egress.request({
      method: 'POST',
      url: 'https://ok.example/a?b=c',
      headers: { 'X-Trace': '1' },
      body: 'grüße',
      idempotencyKey: 'job-7',
    });

    assert.equal(Buffer.from(answer.body).toString(), 'hello');
    assert.equal(answer.headers['x-seen'], 'yes');
    const [seen] = outside.received;
    assert.equal(`${seen?.method} ${seen?.url} ${seen?.body}`, 'POST /a?b=c grüße');
    assert.equal(seen?.headers.host, 'ok.example');
    assert.equal(seen?.headers['idempotency-key'], 'job-7');
    assert.equal(seen?.headers['x-trace'], '1');
    assert.equal(seen?.headers['accept-encoding'], 'identity');
    await outside.close();
  });

  it('asks for a name once per call', async () => {
    const outside = await answering(['ok.example']);

    await call(outside, 'https://ok.example/');
    await call(outside, 'https://ok.example/');

    assert.deepEqual(outside.asked, ['ok.example', 'ok.example']);
    assert.equal(outside.dials.length, 2);
    await outside.close();
  });

  it('refuses a certificate of another host', async () => {
    const outside = await answering(['not-in-certificate.example']);

    await assert.rejects(call(outside, 'https://not-in-certificate.example/'), { name: 'JobFailure', retryable: true });

    assert.equal(outside.received.length, 0);
    await outside.close();
  });

  it('dials a private address when the administrator has listed it, and only then', async () => {
    const answers = { 'mail.office.example': [['10.1.2.3']] };
    const listed = await answering(['http://mail.office.example', '10.1.0.0/16'], { answers });
    const unlisted = await answering(['http://mail.office.example', '10.2.0.0/16'], { answers });

    await call(listed, 'http://mail.office.example/');
    await assert.rejects(call(unlisted, 'http://mail.office.example/'), { name: 'JobFailure', retryable: false });

    assert.deepEqual(listed.dials, ['10.1.2.3:80']);
    assert.deepEqual(unlisted.dials, []);
    await listed.close();
    await unlisted.close();
  });

  it('takes a listed address with a port for a host', async () => {
    const outside = await answering(['http://127.0.0.1:8080', 'http://[::1]:8081']);

    await call(outside, 'http://127.0.0.1:8080/');
    await call(outside, 'http://[::1]:8081/');
    await assert.rejects(call(outside, 'http://127.0.0.1/'), JobFailure);

    assert.deepEqual(outside.dials, ['127.0.0.1:8080', '::1:8081']);
    await outside.close();
  });

  it('tells hosts below a domain from hosts that end alike', async () => {
    const outside = await answering(['http://*.office.example']);

    await call(outside, 'http://a.b.office.example/');
    await assert.rejects(call(outside, 'http://office.example/'), JobFailure);
    await assert.rejects(call(outside, 'http://evil-office.example/'), JobFailure);

    assert.equal(outside.dials.length, 1);
    await outside.close();
  });

  it('says the same of a closed port and of a host that hangs up', async () => {
    const closed = createEgress({
      allow: ['http://127.0.0.1:9'],
      timeoutMilliseconds: 2000,
    });
    const rude = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const { port } = rude.address() as { port: number };
    const open = createEgress({ allow: [`http://127.0.0.1:${port}`] });

    const sentences = await Promise.all([
      closed.request({ method: 'GET', url: 'http://127.0.0.1:9/' }).catch((error: unknown) => (error as Error).message),
      open
        .request({ method: 'GET', url: `http://127.0.0.1:${port}/` })
        .catch((error: unknown) => (error as Error).message),
    ]);

    assert.deepEqual(sentences, ['No complete answer from 127.0.0.1:9.', `No complete answer from 127.0.0.1:${port}.`]);
    await new Promise((resolve) => rude.close(resolve));
  });

  it('ends when the caller aborts, also while the name is being resolved', async () => {
    const egress = createEgress({ allow: ['ok.example'], resolve: () => new Promise(() => undefined) });
    const controller = new AbortController();

    const calling = egress.request({ method: 'GET', url: 'https://ok.example/', signal: controller.signal });
    controller.abort();

    await assert.rejects(calling, { name: 'JobFailure', retryable: true });
  });

  it('refuses methods and headers that could change the message', async () => {
    const outside = await answering(['ok.example']);
    const attempt = (method: string, headers: Record<string, string>, idempotencyKey = 'k') =>
      outside.egress.request({ method, url: 'https://ok.example/', headers, idempotencyKey });

    for (const [name, value] of [
      ['x', 'a\r\nSet-Cookie: s=1'],
      ['x\r\ny', 'a'],
      ['x', 'a\u560a\u560dSet-Cookie: s=1'],
      ['x', 'a\0'],
      ['Host', 'other.example'],
      ['Transfer-Encoding', 'chunked'],
      ['content-length', '3'],
      ['idempotency-key', 'mine'],
      ['', 'x'],
    ] as const) {
      await assert.rejects(attempt('GET', { [name]: value }), { name: 'JobFailure', retryable: false });
    }
    await assert.rejects(attempt('GET / HTTP/1.1\r\nx: y\r\n\r\nGET', {}), { name: 'JobFailure', retryable: false });
    await assert.rejects(attempt('CONNECT', {}), { name: 'JobFailure', retryable: false });
    await assert.rejects(attempt('GET', {}, 'k\r\nx: y'), { name: 'JobFailure', retryable: false });

    assert.deepEqual(outside.dials, []);
    await outside.close();
  });

  it('opens plain streams only to the servers that the configuration names', async () => {
    const server = createServer((socket) => socket.end('220 ready'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const egress = createEgress({ allow: ['*'], streams: [`127.0.0.1:${port}`] });

    const socket = await egress.connect('127.0.0.1', port);

    assert.equal((await buffer(socket)).toString(), '220 ready');
    await assert.rejects(egress.connect('127.0.0.1', port + 1), { name: 'JobFailure', retryable: false });
    await new Promise((resolve) => server.close(resolve));
  });

  it('names the entry of the list that it cannot read', () => {
    for (const entry of ['ftp://host.example', 'host.example/path', 'user@host.example', '*foo', '10.0.0.0/33', '']) {
      assert.throws(() => createEgress({ allow: [entry] }), new RegExp(`found "${entry.replace(/[*./]/g, '\\$&')}"`));
    }
  });

  it('knows the addresses that are not public', () => {
    for (const address of [
      '::ffff:8.8.8.8',
      '64:ff9b::808:808',
      '2002:808:808::',
      'fe80::1',
      '100.64.0.1',
      'localhost',
      '',
    ]) {
      assert.equal(isPublicAddress(address), false, address);
    }
    for (const address of ['8.8.8.8', '198.41.0.4', '2606:4700::1111', '172.32.0.1']) {
      assert.equal(isPublicAddress(address), true, address);
    }
  });
});
