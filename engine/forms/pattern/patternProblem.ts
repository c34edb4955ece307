import { automatonOf, TooLarge, type Automaton } from './automaton.ts';
import { overlap, type CharacterSet } from './characters.ts';
import { parsePattern, PatternError } from './parse.ts';

const maxLength = 500;
const maxPairSteps = 400_000;
/** Ways to read one text at most, as a product of what is open at each state. */
const maxWays = 5_000;

/**
 * Why a regular expression must not be used on what people type, undefined when it may: it does not compile, or there are texts
 * on which a backtracking engine needs more than linear time (CWE-1333). That is so exactly when the automaton of the pattern
 * can read some text in a number of ways that grows with its length; look-arounds and back references are refused unseen. Sound
 * but a little stricter than needed: counts that vary, such as {1,3}, are taken as any number.
 */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > maxLength)
    return `Expected a pattern of at most ${maxLength} characters, but it has ${pattern.length}.`;
  try {
    new RegExp(pattern, 'u');
    return ambiguity(automatonOf(parsePattern(pattern)));
  } catch (error) {
    if (error instanceof SyntaxError) return 'Expected a regular expression, but it does not compile.';
    if (error instanceof PatternError) return error.message;
    if (error instanceof TooLarge)
      return 'Expected a shorter pattern, but with its counts written out it is too large.';
    throw error;
  }
}

/**
 * A text can be read in ever more ways when two different states can be reached from one by the same text, and the second can
 * come back to itself by a text that also leads the first back to itself, or when one step of a loop has two ways. Looked for in
 * the pairs of states (Weber and Seidl, On the degree of ambiguity of finite automata, 1991: conditions EDA and IDA).
 */
function ambiguity(automaton: Automaton): string | undefined {
  const sentence =
    'Expected a pattern that reads each text in one way, but parts that repeat overlap: it could take very long.';
  const size = automaton.sets.length;
  const pair = (a: number, b: number): number => a * size + b;
  const graph = ways(automaton) > maxWays ? undefined : pairGraph(automaton, pair);
  if (graph === undefined) return 'Expected a simpler pattern, but it has too many ways to go on.';
  const component = components(graph);
  const cyclic = cyclicComponents(graph, component);
  for (let p = 0; p < size; p += 1) {
    for (const { to, times } of automaton.steps[p] ?? []) {
      if (times > 1 && component[pair(p, p)] === component[pair(to, to)] && cyclic.has(component[pair(p, p)] ?? -1)) {
        return sentence;
      }
    }
    if (!cyclic.has(component[pair(p, p)] ?? -1)) continue;
    for (const reached of reachable(graph, pair(p, p))) {
      const [a, b] = [Math.floor(reached / size), reached % size];
      if (a === b || !cyclic.has(component[reached] ?? -1)) continue;
      if (a === p || component[reached] === component[pair(p, p)]) return sentence;
    }
  }
  return undefined;
}

/** An upper bound of the ways to read one text when no loop multiplies them. */
function ways(automaton: Automaton): number {
  const empty: CharacterSet = [];
  return automaton.steps.reduce((product, steps) => {
    const open = steps.map(({ to }) => {
      const set = automaton.sets[to] ?? empty;
      return steps.filter((other) => overlap(set, automaton.sets[other.to] ?? empty)).length;
    });
    return product * Math.max(1, ...open);
  }, 1);
}

/** Steps that two runs take on the same character; undefined when there are too many. */
function pairGraph(
  automaton: Automaton,
  pair: (a: number, b: number) => number,
): readonly (readonly number[])[] | undefined {
  const size = automaton.sets.length;
  const agree = automaton.sets.map((a) => automaton.sets.map((b) => overlap(a, b)));
  const graph: number[][] = [];
  let steps = 0;
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < size; b += 1) {
      const next: number[] = [];
      for (const { to: c } of automaton.steps[a] ?? []) {
        for (const { to: d } of automaton.steps[b] ?? []) if (agree[c]?.[d] === true) next.push(pair(c, d));
      }
      steps += next.length;
      if (steps > maxPairSteps) return undefined;
      graph.push(next);
    }
  }
  return graph;
}

function reachable(graph: readonly (readonly number[])[], from: number): ReadonlySet<number> {
  const seen = new Set<number>();
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const next of graph[node] ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return seen;
}

/** Number of the strongly connected component of each node (Tarjan, without recursion). */
function components(graph: readonly (readonly number[])[]): readonly number[] {
  const index = new Array<number>(graph.length).fill(-1);
  const low = new Array<number>(graph.length).fill(0);
  const component = new Array<number>(graph.length).fill(-1);
  const stack: number[] = [];
  let counter = 0;
  let count = 0;
  for (let root = 0; root < graph.length; root += 1) {
    if (index[root] !== -1) continue;
    const work: { node: number; edge: number }[] = [{ node: root, edge: 0 }];
    while (work.length > 0) {
      const frame = work.at(-1);
      if (frame === undefined) break;
      const { node } = frame;
      if (frame.edge === 0) {
        index[node] = low[node] = counter;
        counter += 1;
        stack.push(node);
      }
      const next = graph[node]?.[frame.edge];
      frame.edge += 1;
      if (next !== undefined) {
        if (index[next] === -1) work.push({ node: next, edge: 0 });
        else if (component[next] === -1) low[node] = Math.min(low[node] ?? 0, index[next] ?? 0);
        continue;
      }
      if (low[node] === index[node]) {
        for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
          component[member] = count;
          if (member === node) break;
        }
        count += 1;
      }
      work.pop();
      const parent = work.at(-1)?.node;
      if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
    }
  }
  return component;
}

/** Components with a cycle: more than one node, or a node with a step to itself. */
function cyclicComponents(graph: readonly (readonly number[])[], component: readonly number[]): ReadonlySet<number> {
  const sizes = new Map<number, number>();
  for (const number of component) sizes.set(number, (sizes.get(number) ?? 0) + 1);
  const cyclic = new Set<number>();
  graph.forEach((next, node) => {
    const own = component[node] ?? -1;
    if ((sizes.get(own) ?? 0) > 1 || next.includes(node)) cyclic.add(own);
  });
  return cyclic;
}
