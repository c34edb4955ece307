import { BlockList, isIP } from 'node:net';

/** IPv4 ranges that are not the public internet (IANA special-purpose registry), plus one cloud's host service. */
const specialIpv4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Parts of 2000::/3 that are not public or that carry an IPv4 address inside (Teredo, 6to4, documentation). */
const specialIpv6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const blockedIpv4 = new BlockList();
for (const [net, prefix] of specialIpv4) blockedIpv4.addSubnet(net, prefix, 'ipv4');
const blockedIpv6 = new BlockList();
for (const [net, prefix] of specialIpv6) blockedIpv6.addSubnet(net, prefix, 'ipv6');
const globalIpv6 = new BlockList();
globalIpv6.addSubnet('2000::', 3, 'ipv6');

/** Is this a literal address of the public internet? False for names, mapped and translated addresses too. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blockedIpv4.check(address, 'ipv4');
  if (family === 6) return globalIpv6.check(address, 'ipv6') && !blockedIpv6.check(address, 'ipv6');
  return false;
}

/** Adds `10.0.0.0/8`, `10.1.2.3` or `fd00::/8` to a list of ranges; false when the text is none of these. */
export function addRange(ranges: BlockList, text: string): boolean {
  const [net = '', prefix, ...rest] = text.split('/');
  const family = isIP(net);
  if (family === 0 || rest.length > 0) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (prefix === undefined) {
    ranges.addAddress(net, type);
    return true;
  }
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > (family === 4 ? 32 : 128)) return false;
  ranges.addSubnet(net, Number(prefix), type);
  return true;
}

/** Is this literal address inside one of the ranges? */
export function isInRanges(ranges: BlockList, address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  // An IPv4 address written as IPv6 never counts as listed: BlockList would look inside it.
  if (family === 6 && /^::ffff:/i.test(address)) return false;
  return ranges.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
