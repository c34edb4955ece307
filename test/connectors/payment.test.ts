import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { createPaymentConnector } from '../../engine/connectors/payment/index.ts';
import { attempt } from './support/context.ts';
import { openOutside, type Outside } from './support/outside.ts';

const input = { reference: 'XX/T/2026/000001', amountMinor: 12_500, currency: 'EUR', description: 'Application fee' };

describe('payment', () => {
  let outside: Outside;
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    outside = await openOutside({ allow: ['pay.example'] }, (_request, response) => answer(response));
  });
  afterEach(() => outside.close());

  const json = (status: number, body: object) => (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const connector = createPaymentConnector({ providerUrl: 'https://pay.example/v1/', providerToken: 'key' });
  const run = () => connector.run(input, attempt(outside.egress, 'job-3'));

  it('stays pending and calls nobody when there is no provider', async () => {
    const result = await createPaymentConnector({}).run(input, attempt());

    assert.deepEqual(result, { state: 'pending', providerReference: null, checkoutUrl: null });
  });

  it('starts the payment with the provider', async () => {
    answer = json(201, { id: 'p-1', state: 'created', checkoutUrl: 'https://pay.example/p-1' });

    const result = await run();

    assert.deepEqual(result, {
      state: 'pending',
      providerReference: 'p-1',
      checkoutUrl: 'https://pay.example/p-1',
    });
    const [seen] = outside.received;
    assert.equal(`${seen?.method} ${seen?.url}`, 'POST /v1/payments');
    assert.deepEqual(JSON.parse(seen?.body ?? ''), input);
    assert.equal(seen?.headers.authorization, 'Bearer key');
    assert.equal(seen?.headers['idempotency-key'], 'job-3');
  });

  it('makes a BPMN error of a refused payment', async () => {
    for (const refusal of [json(402, {}), json(200, { id: 'p-1', state: 'refused' })]) {
      answer = refusal;

      await assert.rejects(run(), { name: 'JobFailure', retryable: false, bpmnErrorCode: 'payment-refused' });
    }
  });

  it('may be tried again when the provider is down', async () => {
    answer = json(503, {});

    await assert.rejects(run(), { name: 'JobFailure', retryable: true, bpmnErrorCode: undefined });
  });
});
