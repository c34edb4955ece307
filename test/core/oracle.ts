/**
 * What a block-structured process may do, as a term that knows nothing of tokens: which tasks are open, and what is left when
 * one of them has been completed. `gone`: a way that has ended before it came to the end of its block.
 */
export type Term =
  | { readonly type: 'done' }
  | { readonly type: 'gone' }
  /** Not begun yet; it is its block. */
  | { readonly type: 'task'; readonly id: string }
  | { readonly type: 'seq'; readonly rest: readonly Block[]; readonly now: Term }
  | { readonly type: 'par'; readonly branches: readonly Term[] }
  /** A scope that is complete when nothing is left in it, however it ended. */
  | { readonly type: 'scope'; readonly now: Term }
  | { readonly type: 'loop'; readonly body: Block; readonly round: number; readonly rounds: number; readonly now: Term }
  | {
      readonly type: 'many';
      readonly block: Extract<Block, { type: 'many' }>;
      readonly begun: number;
      readonly ended: number;
      readonly now: readonly { readonly index: number; readonly term: Term }[];
    };

/** A block of a process. */
export type Block =
  | { readonly type: 'auto' }
  | { readonly type: 'exit' }
  | { readonly type: 'task'; readonly id: string }
  | { readonly type: 'seq'; readonly blocks: readonly Block[] }
  /** The branches that are taken. */
  | { readonly type: 'par'; readonly branches: readonly Block[] }
  | { readonly type: 'scope'; readonly body: Block }
  | { readonly type: 'loop'; readonly body: Block; readonly rounds: number }
  /** `enough`: so many instances end the rest. */
  | {
      readonly type: 'many';
      readonly body: Block;
      readonly times: number;
      readonly sequential: boolean;
      readonly enough?: number;
    };

/** An open task with the instances and rounds around it, from the outermost in, each counted from 0. */
export interface OpenTask {
  readonly id: string;
  readonly path: readonly number[];
}

const done: Term = { type: 'done' };

/** A block as it is when it has just begun. */
export function begin(block: Block): Term {
  switch (block.type) {
    case 'auto':
      return done;
    case 'exit':
      return { type: 'gone' };
    case 'task':
      return block;
    case 'seq':
      return sequence(done, block.blocks);
    case 'par':
      return together(block.branches.map(begin));
    case 'scope':
      return scope(begin(block.body));
    case 'loop':
      return looped({ type: 'loop', body: block.body, round: 0, rounds: block.rounds, now: begin(block.body) });
    case 'many':
      return begun({ type: 'many', block, begun: 0, ended: 0, now: [] });
  }
}

function sequence(first: Term, blocks: readonly Block[]): Term {
  let now = first;
  let rest = blocks;
  while (now.type === 'done') {
    const [next, ...others] = rest;
    if (!next) return done;
    now = begin(next);
    rest = others;
  }
  return now.type === 'gone' ? now : { type: 'seq', now, rest };
}

/** Joined when every branch has come or gone; nothing goes on when all have gone. */
function together(branches: readonly Term[]): Term {
  if (branches.some((each) => !isOver(each))) return { type: 'par', branches };
  return branches.some((each) => each.type === 'done') ? done : { type: 'gone' };
}

function scope(now: Term): Term {
  return isOver(now) ? done : { type: 'scope', now };
}

function looped(term: Extract<Term, { type: 'loop' }>): Term {
  let { round, now } = term;
  while (isOver(now)) {
    round += 1;
    if (round === term.rounds) return done;
    now = begin(term.body);
  }
  return { ...term, round, now };
}

/** Begins the instances that are due: all, or one after the other. */
function begun(term: Extract<Term, { type: 'many' }>): Term {
  const { block } = term;
  let next = term;
  if (!block.sequential && term.begun === 0) {
    const now = Array.from({ length: block.times }, (_, index) => ({ index, term: begin(block.body) }));
    next = { ...term, begun: block.times, now };
  }
  for (;;) {
    const over = next.now.find((each) => isOver(each.term));
    if (over) {
      next = { ...next, ended: next.ended + 1, now: next.now.filter((each) => each !== over) };
      if (next.ended === block.enough) return done;
    } else if (next.now.length > 0) return next;
    else if (next.begun === block.times) return done;
    else next = { ...next, begun: next.begun + 1, now: [{ index: next.begun, term: begin(block.body) }] };
  }
}

/** Has it ended, one way or the other? */
export function isOver(term: Term): boolean {
  return term.type === 'done' || term.type === 'gone';
}

/** The tasks that must be open. */
export function openTasks(term: Term, path: readonly number[] = []): readonly OpenTask[] {
  switch (term.type) {
    case 'done':
    case 'gone':
      return [];
    case 'task':
      return [{ id: term.id, path }];
    case 'seq':
    case 'scope':
      return openTasks(term.now, path);
    case 'par':
      return term.branches.flatMap((each) => openTasks(each, path));
    case 'loop':
      return openTasks(term.now, [...path, term.round]);
    case 'many':
      return term.now.flatMap((each) => openTasks(each.term, [...path, each.index]));
  }
}

/** What is left when an open task has been completed. */
export function after(term: Term, task: OpenTask, depth = 0): Term {
  switch (term.type) {
    case 'done':
    case 'gone':
      return term;
    case 'task':
      return term.id === task.id ? done : term;
    case 'seq':
      return sequence(after(term.now, task, depth), term.rest);
    case 'scope':
      return scope(after(term.now, task, depth));
    case 'par':
      return together(term.branches.map((each) => after(each, task, depth)));
    case 'loop':
      return term.round === task.path[depth] ? looped({ ...term, now: after(term.now, task, depth + 1) }) : term;
    case 'many': {
      const now = term.now.map((each) =>
        each.index === task.path[depth] ? { ...each, term: after(each.term, task, depth + 1) } : each,
      );
      return begun({ ...term, now });
    }
  }
}
