/** A date as HTTP writes it (RFC 9110, 5.6.7), in milliseconds; NaN for anything else. */
const httpDate = (text: string): number => (/^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : NaN);

/**
 * Seconds to wait from a `Retry-After` header (RFC 9110, 10.2.3), at most a day; undefined when there is none or it cannot be read.
 * A date is measured from the answer's own `Date` header, because the two clocks may differ.
 */
export function retryAfterSeconds(headers: Readonly<Record<string, string>>): number | undefined {
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (httpDate(value) - httpDate(headers['date'] ?? '')) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), 86_400);
}
