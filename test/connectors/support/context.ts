import type { ConnectorContext } from '../../../engine/connectors/connector.ts';
import { createEgress, type Egress } from '../../../engine/connectors/egress.ts';

/** A context for one attempt; without an egress nothing may be dialled. */
export function attempt(egress: Egress = createEgress({ allow: [] }), idempotencyKey = 'job-1'): ConnectorContext {
  const log = { info: () => undefined, warn: () => undefined };
  return { idempotencyKey, attempt: 1, signal: new AbortController().signal, log, egress };
}
