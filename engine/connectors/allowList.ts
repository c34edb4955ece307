import { BlockList, isIP } from 'node:net';
import { JobFailure } from '../contract/jobFailure.ts';
import { addRange, isInRanges, isPublicAddress } from './addresses.ts';

/** One destination that connectors may name: `*` stands for any, `*.` in front for the names below a domain. */
interface HostRule {
  readonly scheme: 'http:' | 'https:';
  readonly host: string;
  readonly port: number;
}

/** Which hosts may be named and which addresses that are not public may be dialled. */
export interface AllowList {
  readonly hosts: readonly HostRule[];
  readonly ranges: BlockList;
}

const defaultPorts = { 'http:': 80, 'https:': 443 } as const;
const schemes = ['http:', 'https:'] as const;

const parseUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

function readHostRule(entry: string): HostRule | undefined {
  const match = /^(?:(https?):\/\/)?(\*\.|\*)?(.*?)(?::(\d{1,5}))?\/?$/i.exec(entry);
  if (!match) return undefined;
  const [, schemeText = 'https', star = '', name = '', portText] = match;
  const scheme = schemes.find((known) => known === `${schemeText.toLowerCase()}:`);
  if (!scheme || (star === '*' ? name !== '' : name === '')) return undefined;
  const port = portText === undefined ? defaultPorts[scheme] : Number(portText);
  if (star === '*') return { scheme, host: '*', port };
  const parsed = parseUrl(`${scheme}//${name}/`);
  if (!parsed || parsed.pathname !== '/' || parsed.username !== '') return undefined;
  return { scheme, host: star + parsed.hostname, port };
}

/**
 * Reads the operator's list. Entries: `pay.example` (https, port 443), `https://pay.example:8443`, `http://tools.example`,
 * `*.example`, `*` (any host of the public internet), and addresses or ranges that are not public but may be dialled: `10.1.0.0/16`.
 * A private address with scheme or port counts as host and as address. Throws with the entry that cannot be read.
 */
export function readAllowList(entries: readonly string[]): AllowList {
  const ranges = new BlockList();
  const hosts: HostRule[] = [];
  for (const entry of entries) {
    if (addRange(ranges, entry)) continue;
    const rule = readHostRule(entry);
    if (!rule) throw new Error(`Expected a host, address or range in the list of allowed hosts, but found "${entry}".`);
    hosts.push(rule);
    const literal = rule.host.replace(/^\[(.*)\]$/, '$1');
    if (isIP(literal) !== 0) addRange(ranges, literal);
  }
  return { hosts, ranges };
}

/** Names that only mean something inside a network: never covered by a `*`. */
function isInternalName(host: string): boolean {
  if (host.startsWith('[') || isIP(host) !== 0) return false;
  return !host.includes('.') || /\.(?:localhost|localdomain|local|internal|intranet|lan|home|corp)\.?$/.test(host);
}

function hostMatches(rule: HostRule, url: URL): boolean {
  const port = url.port === '' ? defaultPorts[rule.scheme] : Number(url.port);
  if (rule.scheme !== url.protocol || rule.port !== port) return false;
  if (rule.host === '*') return !isInternalName(url.hostname);
  if (rule.host.startsWith('*.')) return url.hostname.endsWith(rule.host.slice(1));
  return rule.host === url.hostname;
}

const refuse = (sentence: string): JobFailure => new JobFailure(sentence, { retryable: false });

/** Parses a URL once and strictly; throws `JobFailure` when it is not one that the list allows. */
export function checkUrl(list: AllowList, text: string): URL {
  // The URL standard drops tabs and line breaks and reads a backslash as a slash: what a person checks is not what is dialled.
  if (/[\s\p{C}\\]/u.test(text)) throw refuse('Expected a URL without spaces, control characters or backslashes.');
  const url = /^https?:\/\/[^/]/i.test(text) ? parseUrl(text) : undefined;
  if (!url) throw refuse('Expected an absolute URL that begins with https:// or http://.');
  if (url.username !== '' || url.password !== '') throw refuse('Expected a URL without user name and password.');
  if (!list.hosts.some((rule) => hostMatches(rule, url))) {
    throw refuse(`Expected one of the hosts that the administrator allows, but found ${url.protocol}//${url.host}.`);
  }
  return url;
}

/** May this resolved address be dialled for a host that the list allows? */
export function mayDial(list: AllowList, address: string): boolean {
  return isPublicAddress(address) || isInRanges(list.ranges, address);
}
