import path from 'node:path';

/** What the environment says of this installation, checked and with every default filled in. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Address under which browsers reach us, without a slash at its end; requests of another origin are refused. */
  readonly publicUrl: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** Undefined: the embedded PostgreSQL in the data folder. */
  readonly databaseUrl: string | undefined;
  /** WIPO ST.3 code in lower case. */
  readonly office: string;
  /** Whether demo data are loaded: always, only into a data folder without an installation, or never. */
  readonly demo: 'always' | 'fresh' | 'never';
  readonly sessionIdleMinutes: number;
  readonly sessionHours: number;
  readonly jsonLimitBytes: number;
  readonly documentLimitBytes: number;
  readonly poolSize: number;
  readonly workerConcurrency: number;
  readonly jobLeaseSeconds: number;
  readonly pollMinimumSeconds: number;
  readonly pollMaximumSeconds: number;
  readonly keepAnswersDays: number;
  readonly keepDraftsDays: number;
  readonly logLevel: LogLevel;
  readonly smtpUrl: string | undefined;
  readonly connectorHosts: readonly string[];
}

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Values of the environment that cannot be used; the message lists all of them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The environment holds values that cannot be used:\n${problems.map((one) => `  ${one}`).join('\n')}`);
    this.problems = problems;
  }
}

/** One key as the guide and `officina doctor` show it. */
export interface ConfigKey {
  readonly key: string;
  /** As it would be written; empty where the key may stay unset. */
  readonly byDefault: string;
  readonly unit?: string;
  readonly sentence: string;
}

/** Every key that is read, with its default, its unit and what it is for. */
export const CONFIG_KEYS = [
  { key: 'PORT', byDefault: '3000', sentence: 'Port of the web server; 0 takes any free one.' },
  { key: 'HOST', byDefault: 'localhost', sentence: 'Name or address to listen on; 0.0.0.0 or :: for all of them.' },
  { key: 'PUBLIC_URL', byDefault: '', sentence: 'Address browsers use; without it http://localhost and the port.' },
  { key: 'DATA_DIR', byDefault: 'data', sentence: 'Folder of documents and of the embedded PostgreSQL.' },
  { key: 'DATABASE_URL', byDefault: '', sentence: 'A PostgreSQL of version 15 or later instead of the embedded one.' },
  { key: 'OFFICE', byDefault: 'xx', sentence: 'Office of this installation, by its code of WIPO ST.3.' },
  {
    key: 'DEMO',
    byDefault: '',
    sentence: 'yes or no: load the demo office; unset, only a new embedded database outside production gets it.',
  },
  {
    key: 'NODE_ENV',
    byDefault: '',
    sentence: 'production: no demo data, a one-time set-up link for the first account.',
  },
  { key: 'SESSION_IDLE_MINUTES', byDefault: '30', unit: 'minutes', sentence: 'A session unused for so long ends.' },
  { key: 'SESSION_HOURS', byDefault: '12', unit: 'hours', sentence: 'A session ends after so long in any case.' },
  { key: 'JSON_LIMIT_MB', byDefault: '1', unit: 'megabytes', sentence: 'Largest JSON body of a request.' },
  { key: 'DOCUMENT_LIMIT_MB', byDefault: '100', unit: 'megabytes', sentence: 'Largest document that may be filed.' },
  { key: 'POOL_SIZE', byDefault: '10', unit: 'connections', sentence: 'Connections to the database per process.' },
  { key: 'WORKER_CONCURRENCY', byDefault: '4', unit: 'jobs', sentence: 'Jobs that one process runs at the same time.' },
  {
    key: 'JOB_LEASE_SECONDS',
    byDefault: '30',
    unit: 'seconds',
    sentence: 'A job unfinished for so long is taken again.',
  },
  { key: 'POLL_MIN_SECONDS', byDefault: '0.2', unit: 'seconds', sentence: 'Workers look for work at most this often.' },
  { key: 'POLL_MAX_SECONDS', byDefault: '5', unit: 'seconds', sentence: 'Workers look for work at least this often.' },
  {
    key: 'KEEP_ANSWERS_DAYS',
    byDefault: '30',
    unit: 'days',
    sentence: 'Answers given under an idempotency key are kept so long.',
  },
  {
    key: 'KEEP_DRAFTS_DAYS',
    byDefault: '30',
    unit: 'days',
    sentence: 'Drafts are kept so long after their task has closed.',
  },
  { key: 'LOG_LEVEL', byDefault: 'info', sentence: `What is logged: ${LOG_LEVELS.join(', ')}.` },
  {
    key: 'SMTP_URL',
    byDefault: '',
    sentence: 'Mail server as smtp://user:password@host:port; without it no mail leaves.',
  },
  { key: 'CONNECTOR_HOSTS', byDefault: '', sentence: 'Hosts that connectors may reach, separated by commas.' },
] as const satisfies readonly ConfigKey[];

type Key = (typeof CONFIG_KEYS)[number]['key'];
type Environment = Readonly<Record<string, string | undefined>>;

const MEGABYTE = 1_048_576;

/**
 * Reads the whole configuration; nothing else looks at the environment.
 * @throws ConfigError with all values that cannot be used
 */
export function readConfig(env: Environment = process.env): Config {
  const problems: string[] = [];
  const read = reader(env, problems);
  const production = env['NODE_ENV'] === 'production';
  const databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const port = read.number('PORT', { from: 0, to: 65_535, whole: true });
  const config: Config = {
    production,
    host: read.text('HOST'),
    port,
    publicUrl: (read.url('PUBLIC_URL', ['http:', 'https:']) ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    dataDir: path.resolve(read.text('DATA_DIR')),
    databaseUrl,
    office: read.matching('OFFICE', /^[a-z]{2}$/i, 'two letters, a code of WIPO ST.3').toLowerCase(),
    demo: demoOf(read.oneOf('DEMO', ['', 'yes', 'no']), production, databaseUrl, problems),
    sessionIdleMinutes: read.number('SESSION_IDLE_MINUTES', { from: 1, to: 1440 }),
    sessionHours: read.number('SESSION_HOURS', { from: 0.1, to: 168 }),
    jsonLimitBytes: Math.floor(read.number('JSON_LIMIT_MB', { from: 0.1, to: 100 }) * MEGABYTE),
    documentLimitBytes: Math.floor(read.number('DOCUMENT_LIMIT_MB', { from: 0.1, to: 10_000 }) * MEGABYTE),
    poolSize: read.number('POOL_SIZE', { from: 2, to: 1000, whole: true }),
    workerConcurrency: read.number('WORKER_CONCURRENCY', { from: 1, to: 1000, whole: true }),
    jobLeaseSeconds: read.number('JOB_LEASE_SECONDS', { from: 1, to: 3600 }),
    pollMinimumSeconds: read.number('POLL_MIN_SECONDS', { from: 0.01, to: 3600 }),
    pollMaximumSeconds: read.number('POLL_MAX_SECONDS', { from: 0.01, to: 3600 }),
    keepAnswersDays: read.number('KEEP_ANSWERS_DAYS', { from: 1, to: 3650 }),
    keepDraftsDays: read.number('KEEP_DRAFTS_DAYS', { from: 1, to: 3650 }),
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS),
    smtpUrl: read.url('SMTP_URL', ['smtp:', 'smtps:']),
    connectorHosts: listOf(read.text('CONNECTOR_HOSTS')),
  };
  problems.push(...contradictions(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function demoOf(
  said: '' | 'yes' | 'no',
  production: boolean,
  databaseUrl: string | undefined,
  problems: string[],
): Config['demo'] {
  if (said === 'yes' && production) problems.push('Expected DEMO not to be yes in production, but it is.');
  if (said === 'yes') return 'always';
  return said === 'no' || production || databaseUrl !== undefined ? 'never' : 'fresh';
}

function contradictions(config: Config): readonly string[] {
  const problems: string[] = [];
  if (config.pollMinimumSeconds > config.pollMaximumSeconds) {
    problems.push(
      `Expected POLL_MIN_SECONDS to be at most POLL_MAX_SECONDS (${config.pollMaximumSeconds}), but it is ${config.pollMinimumSeconds}.`,
    );
  }
  if (config.sessionIdleMinutes > config.sessionHours * 60) {
    problems.push(
      `Expected SESSION_IDLE_MINUTES to be at most SESSION_HOURS (${config.sessionHours}), but it is ${config.sessionIdleMinutes} minutes.`,
    );
  }
  return problems;
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

interface Bounds {
  readonly from: number;
  readonly to: number;
  readonly whole?: boolean;
}

interface Reader {
  text(key: Key): string;
  number(key: Key, bounds: Bounds): number;
  oneOf<T extends string>(key: Key, values: readonly T[]): T;
  matching(key: Key, pattern: RegExp, expected: string): string;
  url(key: Key, schemes: readonly string[]): string | undefined;
}

/** Reads key by key; a wrong value is noted and its default stands in until all have been seen. */
function reader(env: Environment, problems: string[]): Reader {
  const defaults = new Map<string, string>(CONFIG_KEYS.map(({ key, byDefault }) => [key, byDefault]));
  const byDefault = (key: Key): string => defaults.get(key) ?? '';
  const text = (key: Key): string => {
    const value = env[key]?.trim() ?? '';
    return value === '' ? byDefault(key) : value;
  };
  const refuse = (key: Key, expected: string, found: string): void => {
    problems.push(`Expected ${key} to be ${expected}, but it is ${found}.`);
  };
  return {
    text,
    number: (key, { from, to, whole = false }) => {
      const value = text(key);
      const number = Number(value);
      if (number >= from && number <= to && (!whole || Number.isInteger(number))) return number;
      refuse(key, `a ${whole ? 'whole ' : ''}number from ${from} to ${to}`, JSON.stringify(value));
      return Number(byDefault(key));
    },
    oneOf: <T extends string>(key: Key, values: readonly T[]): T => {
      const value = text(key);
      const found = values.find((one) => one === value);
      const [first] = values;
      if (found !== undefined) return found;
      refuse(key, `one of ${values.filter((one) => one !== '').join(', ')}`, JSON.stringify(value));
      return first as T;
    },
    matching: (key, pattern, expected) => {
      const value = text(key);
      if (pattern.test(value)) return value;
      refuse(key, expected, JSON.stringify(value));
      return byDefault(key);
    },
    url: (key, schemes) => {
      const value = text(key);
      if (value === '') return undefined;
      const isGood = schemes.some((scheme) => value.startsWith(`${scheme}//`)) && isUrl(value);
      // Not shown: such an address may hold a password.
      if (!isGood) refuse(key, `an address that begins with ${schemes.join('// or ')}//`, 'something else');
      return isGood ? value : undefined;
    },
  };
}

/** `postgres://user@/database?host=/folder` has no host, which the URL standard does not know. */
function isUrl(value: string): boolean {
  return URL.canParse(value) || URL.canParse(value.replace(/@\//, '@localhost/'));
}
