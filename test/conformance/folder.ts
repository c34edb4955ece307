import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../engine/packageRoot.ts';

/** What a case lets scripts and services do. */
export interface Operation {
  readonly op: 'mark' | 'markIf' | 'set' | 'incr' | 'throw' | 'fail' | 'sleep' | 'interval';
  readonly label?: string;
  readonly name?: string;
  readonly value?: unknown;
  /** FEEL, or the tree of the folder's own expression reader. */
  readonly expr?: unknown;
  readonly code?: string;
  readonly message?: string;
  readonly ms?: number;
}

export interface Expectation {
  readonly state?: string | readonly string[];
  readonly stateNot?: string | readonly string[];
}

/** A case of the folder (its README). */
export interface Case {
  readonly id: string;
  readonly source: { readonly suite: string };
  readonly dialect: string;
  /** Judged as it stands. */
  readonly raw?: boolean;
  readonly models: readonly { readonly repo: string; readonly path: string }[];
  readonly features: readonly string[];
  readonly behaviours?: Readonly<Record<string, readonly Operation[]>>;
  readonly overrides?: {
    readonly asUserTask?: readonly string[];
    readonly conditions?: Readonly<Record<string, unknown>>;
    readonly calledElement?: Readonly<Record<string, string>>;
    readonly timers?: Readonly<Record<string, string>>;
    readonly collection?: Readonly<Record<string, string>>;
    readonly remove?: readonly string[];
    readonly keepIds?: boolean;
    readonly complete?: boolean;
  };
  readonly stimuli: readonly Readonly<Record<string, unknown>>[];
  readonly expected: Expectation;
}

/** The folder of cases, where there is one. */
export interface Folder {
  readonly home: string;
  readonly cases: readonly Case[];
  /** What a snapshot lacks of an expectation, in sentences. */
  check(expected: unknown, snapshot: unknown): readonly string[];
  readText(repo: string, file: string): string;
}

/** Where the conformance folder is expected; the environment variable CONFORMANCE_HOME names another place. */
export const home = path.resolve(
  process.env['CONFORMANCE_HOME'] ?? path.join(packageRoot, '..', 'shared', 'conformance'),
);

/** The folder with its cases and its own comparison; undefined where it is missing. */
export async function openFolder(): Promise<Folder | undefined> {
  const cases = path.join(home, 'cases');
  if (!existsSync(cases)) return undefined;
  const load = (file: string): Promise<unknown> => import(pathToFileURL(path.join(home, 'lib', file)).href);
  const { check } = (await load('compare.mjs')) as Pick<Folder, 'check'>;
  const { readText } = (await load('mirror.mjs')) as Pick<Folder, 'readText'>;
  const files = readdirSync(cases).filter((name) => name.endsWith('.json'));
  const read = (name: string): readonly Case[] =>
    (JSON.parse(readFileSync(path.join(cases, name), 'utf8')) as { readonly cases: readonly Case[] }).cases;
  return { home, cases: files.sort().flatMap(read), check, readText };
}
