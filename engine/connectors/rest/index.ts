import { type Static, Type } from '@sinclair/typebox';
import type { Json } from '../../contract/json.ts';
import { readBodyAsJson, refuseFailure } from '../answers.ts';
import type { Connector } from '../connector.ts';

const RestInput = Type.Object(
  {
    method: Type.Union(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => Type.Literal(method))),
    url: Type.String({ minLength: 1, maxLength: 4000 }),
    headers: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** Sent as JSON. */
    body: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);
type RestInput = Static<typeof RestInput>;

const RestOutput = Type.Object({
  status: Type.Integer({ minimum: 200, maximum: 299 }),
  /** JSON, text, or null when the answer has no body of these kinds. */
  body: Type.Unknown(),
});

/** Calls an HTTP service of the allow-list. Repeated calls carry the same `Idempotency-Key`; it is the service's part to honour it. */
export const restConnector: Connector = {
  key: 'rest',
  inputSchema: RestInput,
  outputSchema: RestOutput,
  async run(input, context) {
    const { method, url, headers, body } = input as RestInput;
    const answer = await context.egress.request({
      method,
      url,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...lowerCased(headers ?? {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      idempotencyKey: context.idempotencyKey,
      signal: context.signal,
    });
    const { host } = new URL(url);
    refuseFailure(answer, host);
    return { status: answer.status, body: readBodyAsJson(answer, host) } satisfies Json;
  },
};

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
