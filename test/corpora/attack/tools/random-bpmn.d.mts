/** What must be done in a random process: a task, things in order, things beside each other. */
export type Tree = { readonly task: string } | { readonly seq: readonly Tree[] } | { readonly par: readonly Tree[] };

export interface RandomProcess {
  readonly seed: number;
  readonly xml: string;
  readonly vars: Readonly<Record<string, boolean>>;
  readonly tree: Tree;
  readonly elements: number;
}

export interface RandomOptions {
  readonly kinds?: readonly string[];
  readonly maxBlocks?: number;
  readonly maxDepth?: number;
  readonly maxBranch?: number;
  readonly cond?: (variable: string) => string;
}

export function rng(seed: number): () => number;
export function generate(seed: number, options?: RandomOptions): RandomProcess;
export function enabled(tree: Tree, done: ReadonlySet<string>): { readonly open: readonly string[]; readonly complete: boolean };
