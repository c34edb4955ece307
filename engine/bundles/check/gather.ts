import type { Json } from '../../contract/json.ts';
import type { ModelProblem } from '../../contract/problem.ts';
import { expectedPaths, placeOf, type FileKind, type PlacedFile } from '../fileKinds.ts';
import { parseJson } from '../json.ts';
import { didYouMean } from '../nearest.ts';
import { fileSchemas, type SchemaKind } from '../schemas.ts';
import type { Bundle, BundleEntry } from '../types.ts';
import { fileProblems } from './fileSchema.ts';

/** A file that has a place in a bundle; JSON files that do not parse, or do not fit the schema of their kind, are left out. */
export interface GatheredFile extends PlacedFile {
  readonly entry: BundleEntry;
  /** Undefined for files that are not JSON. */
  readonly value: Json | undefined;
}

/** The files of a bundle by kind, with what is wrong so far. */
export class Gathered {
  readonly problems: ModelProblem[] = [];
  readonly #files = new Map<FileKind, GatheredFile[]>();

  constructor(bundle: Bundle) {
    this.problems.push(...bundle.problems);
    for (const entry of bundle.files.values()) this.#add(entry, bundle);
  }

  all(kind: FileKind): readonly GatheredFile[] {
    return this.#files.get(kind) ?? [];
  }

  /** The content of the one file of a kind; its schema has been checked. */
  one<T>(kind: SchemaKind): T | undefined {
    return this.all(kind)[0]?.value as T | undefined;
  }

  report(rule: string, file: string, sentence: string, more: Partial<ModelProblem> = {}): void {
    this.problems.push({ rule, severity: 'error', file, sentence, ...more });
  }

  #add(entry: BundleEntry, bundle: Bundle): void {
    const placed = placeOf(entry.path);
    if (placed === undefined) {
      const hint = didYouMean(
        entry.path,
        [...bundle.files.keys(), ...rootFiles].filter((path) => path !== entry.path),
      );
      this.report(
        'unknown-file',
        entry.path,
        `Expected a file such as ${expectedPaths(entry.path)}, but found ${entry.path}.${hint}`,
      );
      return;
    }
    let value: Json | undefined;
    if (entry.path.endsWith('.json')) {
      const parsed = parseJson(entry.content);
      if (!parsed.ok) return this.report('json', entry.path, parsed.sentence);
      value = parsed.value;
      const wrong = hasSchema(placed.kind) ? fileProblems(placed.kind, entry.path, value) : [];
      this.problems.push(...wrong);
      if (wrong.length > 0) return;
    }
    this.#files.set(placed.kind, [...this.all(placed.kind), { ...placed, entry, value }]);
  }
}

const rootFiles = [
  'bundle.json',
  'roles.json',
  'time-limits.json',
  'numbering.json',
  'parameters.json',
  'status-events.json',
  'connectors.json',
  'calendar.json',
];

function hasSchema(kind: FileKind): kind is SchemaKind {
  return Object.hasOwn(fileSchemas, kind);
}
