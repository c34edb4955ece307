import { type Static, Type } from '@sinclair/typebox';
import { JobFailure } from '../../contract/jobFailure.ts';
import type { Json } from '../../contract/json.ts';
import { readBodyAsJson, refuseFailure } from '../answers.ts';
import type { Connector } from '../connector.ts';

const PaymentInput = Type.Object(
  {
    /** Our reference: the correlation key of the message `payment-received` that brings the result. */
    reference: Type.String({ minLength: 1, maxLength: 100 }),
    /** In minor units of the currency: 12500 is 125.00. */
    amountMinor: Type.Integer({ minimum: 1 }),
    /** ISO 4217. */
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    description: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
);
type PaymentInput = Static<typeof PaymentInput>;

const PaymentOutput = Type.Object({
  /** Always pending: whether it was paid is said by the message `payment-received` only. */
  state: Type.Literal('pending'),
  providerReference: Type.Union([Type.String(), Type.Null()]),
  /** Where the payer goes, when the provider gives such an address. */
  checkoutUrl: Type.Union([Type.String(), Type.Null()]),
});

/** The provider of payments; without `providerUrl` every payment stays pending until the message comes by hand. */
export interface PaymentSettings {
  readonly providerUrl?: string;
  /** Sent as bearer token. */
  readonly providerToken?: string;
}

const textOrNull = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

function readProviderAnswer(body: Json): Json {
  const answer =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, Json>) : {};
  if (answer['state'] === 'refused') {
    throw new JobFailure('The provider refused the payment.', { retryable: false, bpmnErrorCode: 'payment-refused' });
  }
  return {
    state: 'pending',
    providerReference: textOrNull(answer['id']),
    checkoutUrl: textOrNull(answer['checkoutUrl']),
  };
}

/** Starts a payment: `POST <providerUrl>/payments`. The result comes by the message `payment-received` with our reference as key. */
export function createPaymentConnector(settings: PaymentSettings): Connector {
  return {
    key: 'payment',
    inputSchema: PaymentInput,
    outputSchema: PaymentOutput,
    async run(input, context) {
      if (settings.providerUrl === undefined) return { state: 'pending', providerReference: null, checkoutUrl: null };
      const { reference, amountMinor, currency, description } = input as PaymentInput;
      const url = `${settings.providerUrl.replace(/\/+$/, '')}/payments`;
      const answer = await context.egress.request({
        method: 'POST',
        url,
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          ...(settings.providerToken === undefined ? {} : { authorization: `Bearer ${settings.providerToken}` }),
        },
        body: JSON.stringify({ reference, amountMinor, currency, description }),
        idempotencyKey: context.idempotencyKey,
        signal: context.signal,
      });
      if (answer.status === 402) return readProviderAnswer({ state: 'refused' });
      const { host } = new URL(url);
      refuseFailure(answer, host);
      return readProviderAnswer(readBodyAsJson(answer, host));
    },
  };
}
