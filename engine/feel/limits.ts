/** What one expression may cost; over a limit it is refused when compiled or breaks off when evaluated. */
export const limits = {
  /** Characters of one expression. */
  text: 4_000,
  /** Levels of the parse tree. */
  depth: 200,
  /** Iterations of one literal range, and of nested ones multiplied. */
  literalIterations: 100_000,
  /** Lists that one nest of `for`, `some` and `every` may run through. */
  nestedLoops: 4,
  /** Units of work of one evaluation: one per item looped over, filtered or given to a function, one per function call. */
  work: 200_000,
  /** Characters of any text made on the way. */
  textValue: 1_000_000,
  /** Values in a result. */
  resultValues: 100_000,
  /** Levels of a result. */
  resultDepth: 60,
  /** Compiled texts kept. */
  cache: 5_000,
} as const;
