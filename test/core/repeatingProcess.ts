import assert from 'node:assert/strict';
import { lint, readProcesses } from '../../engine/bpmn/index.ts';
import { newInstance, type Instance, type Token, type Trigger } from '../../engine/core/index.ts';
import type { Stepper } from '../../engine/scenarios/index.ts';
import { rng } from '../corpora/attack/tools/random-bpmn.mjs';
import { after, begin, isOver, openTasks, type Block, type OpenTask } from './oracle.ts';
import { direct, world } from './randomProcess.ts';

/** A random process with loops, multi-instance and inclusive gateways, and what it may do. */
export interface RepeatingProcess {
  readonly seed: number;
  readonly xml: string;
  readonly vars: Readonly<Record<string, boolean>>;
  readonly block: Block;
}

interface Drawn {
  readonly first: string;
  readonly last: string;
  readonly block: Block;
}

const MOST_DEPTH = 3;

class Writer {
  readonly vars: Record<string, boolean> = {};
  readonly #random: () => number;
  #out: string[] = [];
  #ids = 0;

  constructor(seed: number) {
    this.#random = rng(seed * 131 + 17);
  }

  pick(n: number): number {
    return Math.floor(this.#random() * n);
  }

  id(prefix: string): string {
    return `${prefix}${++this.#ids}`;
  }

  flow(from: string, to: string, condition?: string, id = this.id('f')): void {
    const inner = condition === undefined ? '' : `<conditionExpression>${condition}</conditionExpression>`;
    this.#out.push(`<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inner}</sequenceFlow>`);
  }

  inside(action: () => Block): { readonly xml: string; readonly block: Block } {
    const around = this.#out;
    this.#out = [];
    const block = action();
    const xml = this.#out.join('');
    this.#out = around;
    return { xml, block };
  }

  scope(depth: number): Block {
    const [start, end] = [this.id('s'), this.id('e')];
    const { first, last, block } = this.sequence(depth, true);
    this.#out.push(`<startEvent id="${start}"/><endEvent id="${end}"/>`);
    this.flow(start, first);
    this.flow(last, end);
    return { type: 'scope', body: block };
  }

  /** `mayExit`: a way in it may end before the end of the sequence without anybody waiting for it. */
  sequence(depth: number, mayExit: boolean): Drawn {
    const drawn = Array.from({ length: 1 + this.pick(Math.max(1, MOST_DEPTH - depth)) }, () =>
      this.draw(depth, mayExit),
    );
    drawn.slice(1).forEach((each, index) => {
      this.flow(drawn[index]!.last, each.first);
    });
    const blocks = drawn.map(({ block }) => block);
    return { first: drawn[0]!.first, last: drawn.at(-1)!.last, block: { type: 'seq', blocks } };
  }

  draw(depth: number, mayExit: boolean): Drawn {
    const simple = ['user', 'user', 'auto'];
    const kinds = depth >= MOST_DEPTH ? simple : [...simple, 'sub', 'and', 'or', 'or', 'xor'];
    const kind = kinds[this.pick(kinds.length)]!;
    if (kind === 'and' || kind === 'or' || kind === 'xor') return this.branches(kind, depth, mayExit);
    return this.activity(kind, depth);
  }

  activity(kind: string, depth: number): Drawn {
    const id = this.id({ user: 'u', auto: 'a', sub: 'p' }[kind] ?? 'x');
    const marker = this.pick(3) === 0 ? this.marker() : undefined;
    const { xml, block } = this.inside(() => (kind === 'sub' ? this.scope(depth + 1) : this.simple(kind, id)));
    const tag = { user: 'userTask', auto: 'task', sub: 'subProcess' }[kind] ?? 'task';
    this.#out.push(`<${tag} id="${id}">${marker?.xml ?? ''}${kind === 'sub' ? xml : ''}</${tag}>`);
    return { first: id, last: id, block: marker ? marker.around(block) : block };
  }

  simple(kind: string, id: string): Block {
    return kind === 'user' ? { type: 'task', id } : { type: 'auto' };
  }

  marker(): { readonly xml: string; around(body: Block): Block } {
    const times = this.pick(4);
    if (this.pick(3) === 0) {
      const rounds = Math.max(1, times);
      const isCounted = this.pick(2) === 0;
      const condition = isCounted ? '' : `<loopCondition><![CDATA[loopCounter < ${rounds}]]></loopCondition>`;
      const before = this.pick(2) === 0 ? ' testBefore="true"' : '';
      return {
        xml: `<standardLoopCharacteristics${before}${isCounted ? ` loopMaximum="${rounds}"` : ''}>${condition}</standardLoopCharacteristics>`,
        around: (body) => ({ type: 'loop', body, rounds }),
      };
    }
    const sequential = this.pick(2) === 0;
    const enough = this.pick(3) === 0 ? 1 + this.pick(3) : undefined;
    const list = `officina:collection="[${Array.from({ length: times }, (_, i) => i).join(',')}]" officina:elementVariable="item"`;
    const isList = this.pick(2) === 0;
    return {
      xml: `<multiInstanceLoopCharacteristics isSequential="${String(sequential)}" ${isList ? list : ''}>${
        isList ? '' : `<loopCardinality>${times}</loopCardinality>`
      }${enough === undefined ? '' : `<completionCondition><![CDATA[numberOfCompletedInstances >= ${enough}]]></completionCondition>`}</multiInstanceLoopCharacteristics>`,
      around: (body) => ({ type: 'many', body, times, sequential, ...(enough === undefined ? {} : { enough }) }),
    };
  }

  branches(kind: 'and' | 'or' | 'xor', depth: number, mayExit: boolean): Drawn {
    const [fork, join, rest] = [this.id('g'), this.id('g'), this.id('d')];
    const tag = { and: 'parallelGateway', or: 'inclusiveGateway', xor: 'exclusiveGateway' }[kind];
    // Only a parallel join would wait for ever for a way that has gone.
    const drawn = Array.from({ length: 2 + this.pick(2) }, () => this.branch(depth + 1, mayExit && kind !== 'and'));
    const chosen = this.pick(drawn.length);
    const isTaken = drawn.map((_, index) => {
      if (kind === 'and') return true;
      if (index === 0) return false;
      return kind === 'xor' ? index === chosen : this.pick(2) === 0;
    });
    if (!isTaken.includes(true)) isTaken[0] = true;
    this.#out.push(`<${tag} id="${fork}"${kind === 'and' ? '' : ` default="${rest}"`}/><${tag} id="${join}"/>`);
    drawn.forEach(({ first, last }, index) => {
      if (kind === 'and') this.flow(fork, first);
      else if (index === 0) this.flow(fork, first, undefined, rest);
      else {
        const name = this.id('v');
        this.vars[name] = isTaken[index] ?? false;
        this.flow(fork, first, name);
      }
      this.flow(last, join);
    });
    const branches = drawn.filter((_, index) => isTaken[index]).map(({ block }) => block);
    return { first: fork, last: join, block: { type: 'par', branches } };
  }

  /** A way between split and join; it may leave the block by an end event of its own. */
  branch(depth: number, mayExit: boolean): Drawn {
    const inner = this.sequence(depth, mayExit);
    if (!mayExit || this.pick(3) > 0) return inner;
    const [choose, end, on] = [this.id('g'), this.id('e'), this.id('d')];
    const name = this.id('v');
    const isExit = (this.vars[name] = this.pick(2) === 0);
    this.#out.push(`<exclusiveGateway id="${choose}" default="${on}"/><endEvent id="${end}"/>`);
    this.flow(inner.last, choose);
    this.flow(choose, end, name);
    const pass = this.id('a');
    this.#out.push(`<task id="${pass}"/>`);
    this.flow(choose, pass, undefined, on);
    const blocks: readonly Block[] = isExit ? [inner.block, { type: 'exit' }] : [inner.block];
    return { first: inner.first, last: pass, block: { type: 'seq', blocks } };
  }
}

/** The random process of this seed. */
export function repeatingProcess(seed: number): RepeatingProcess {
  const writer = new Writer(seed);
  const { xml, block } = writer.inside(() => writer.scope(0));
  return {
    seed,
    vars: writer.vars,
    block,
    xml: `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:officina="urn:officina:bpmn:1" id="d" targetNamespace="urn:random"><process id="repeating_${seed}"
      isExecutable="true">${xml}</process></definitions>`,
  };
}

/** Plays a process to its end: in every state exactly those tasks are open that must be. Returns what has completed, in order. */
export async function playRepeating(
  model: RepeatingProcess,
  how: { stepper?: Stepper; isReloaded?: boolean } = {},
): Promise<readonly string[]> {
  const { graphs, problems } = await readProcesses(model.xml);
  const graph = graphs[0]!;
  const errors = [...problems, ...lint(graph)].filter(
    ({ severity, rule }) => severity === 'error' && rule !== 'nobody-may-claim',
  );
  assert.deepEqual(errors, [], `seed ${model.seed}`);
  const choose = rng(model.seed * 7919 + 3);
  const trace: string[] = [];
  let instance: Instance = newInstance();
  let left = begin(model.block);
  const done: OpenTask[] = [];
  const where = (): string => `seed ${model.seed}, done [${done.map(keyOf).join(' ')}]`;
  const take = async (trigger: Trigger): Promise<void> => {
    const given = how.isReloaded ? (JSON.parse(JSON.stringify(instance)) as Instance) : instance;
    const answer = await (how.stepper ?? direct)(graph.process, graph, given, trigger, world);
    if (answer.type !== 'advanced') throw new Error(`${where()}: ${answer.sentence}`);
    instance = answer.instance;
    for (const event of answer.events) if (event.type === 'elementCompleted') trace.push(event.element);
  };
  await take({ type: 'start', variables: model.vars });
  for (;;) {
    const open = openTasks(left);
    const tokens = instance.state.tokens.filter(({ at, loop }) => at.startsWith('u') && !loop);
    const found = new Map(tokens.map((token) => [keyOf({ id: token.at, path: pathOf(token, instance) }), token]));
    assert.deepEqual([...found.keys()].sort(), open.map(keyOf).sort(), `${where()}: other tasks are open`);
    assert.equal(instance.state.status, isOver(left) ? 'completed' : 'active', `${where()}: another state`);
    const next = open[Math.floor(choose() * open.length)];
    if (!next) break;
    const { id: token } = found.get(keyOf(next))!;
    left = after(left, next);
    done.push(next);
    await take({ type: 'completeTask', token, outcome: 'complete', variables: {}, dossier: [] });
  }
  assert.deepEqual([instance.state.tokens, instance.state.joins], [[], []], `${where()}: something is left`);
  return trace;
}

function keyOf({ id, path }: OpenTask): string {
  return `${id}[${path.join(',')}]`;
}

/** The instances and rounds around a token, from the outermost in. */
function pathOf(token: Token, { state }: Instance): readonly number[] {
  const outer = state.tokens.find(({ id }) => id === token.in);
  return [...(outer ? pathOf(outer, { state } as Instance) : []), ...(token.index === undefined ? [] : [token.index])];
}
