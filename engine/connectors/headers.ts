import { JobFailure } from '../contract/jobFailure.ts';

/** Headers that belong to the connection or to the engine: a model may not set them. */
const ownHeaders = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'idempotency-key',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Gives the headers with names in lower case; throws `JobFailure` for a name that is no token (RFC 9110, 5.6.2), a value with
 * anything but printable ASCII, or a header that the engine sets itself (unless `isOwn`).
 */
export function checkHeaders(headers: Readonly<Record<string, string>>, isOwn = false): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(lower)) {
      throw new JobFailure('Expected header names of letters, digits and hyphens.', { retryable: false });
    }
    if (ownHeaders.has(lower) && !isOwn) {
      throw new JobFailure(`Expected no header "${lower}": the engine sets it.`, { retryable: false });
    }
    if (!/^[\x20-\x7e]{0,8000}$/.test(value)) {
      throw new JobFailure(`Expected the header "${lower}" to hold printable ASCII on one line.`, { retryable: false });
    }
    checked[lower] = value;
  }
  return checked;
}
