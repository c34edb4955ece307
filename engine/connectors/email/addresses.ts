import { JobFailure } from '../../contract/jobFailure.ts';

/**
 * Gives back one plain address (`local@domain`, RFC 5321 dot-string and host name); throws `JobFailure` for lists, display names,
 * quoted local parts, address literals and anything with a space or control character.
 */
export function checkAddress(address: string): string {
  const [local = '', domain = '', ...rest] = address.split('@');
  const isAddress =
    rest.length === 0 &&
    address.length <= 254 &&
    /^[\p{L}\p{N}!#$&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$&'*+/=?^_`{|}~-]+)*$/u.test(local) &&
    /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?)*$/u.test(
      domain,
    ) &&
    !/^\d+(?:\.\d+){3}$/.test(domain);
  if (!isAddress) {
    throw new JobFailure('Expected a single mail address such as name@office.example.', { retryable: false });
  }
  return address;
}

/** Gives back a text fit for a mail header; throws `JobFailure` when it holds line breaks, controls or encoded words. */
export function checkHeaderText(text: string): string {
  if (/[\p{Cc}\u2028\u2029\u202a-\u202e]|=\?[^?]*\?[bq]\?/iu.test(text)) {
    throw new JobFailure('Expected a subject on one line, without control characters.', { retryable: false });
  }
  return text;
}
