import assert from 'node:assert/strict';
import type { Graph } from '../../engine/bpmn/index.ts';
import { advance, newInstance, type Instance, type Trigger } from '../../engine/core/index.ts';
import { processOf } from '../bpmn/models.ts';
import { rng } from '../corpora/attack/tools/random-bpmn.mjs';
import { compensation, boundary, users, way } from './drawn.ts';
import { read } from './office.ts';
import { world } from './randomProcess.ts';

const PROCESSES = 60;

/** A scope whose tasks and sub-processes all run beside each other. */
interface Scope {
  readonly id: string;
  readonly tasks: readonly string[];
  readonly scopes: readonly Scope[];
}

function scopeOf(random: () => number, depth: number, id = 'r'): Scope {
  const some = (n: number): readonly number[] => Array.from({ length: Math.floor(random() * n) }, (_, index) => index);
  const scopes = depth === 0 ? [] : some(3).map((n) => scopeOf(random, depth - 1, `${id}-${n}`));
  return { id, scopes, tasks: [0, ...some(3).map((n) => n + 1)].map((n) => `${id}.${n}`) };
}

function drawn({ id, tasks, scopes }: Scope): string {
  const [start, fork, join] = [`s${id}`, `f${id}`, `j${id}`];
  const undoable = tasks.map(
    (
      task,
    ) => `${users(task)}${boundary(`on${task}`, task, compensation)}<userTask id="u${task}" isForCompensation="true"
      officina:candidateGroups="examiner"/><association id="a${task}" sourceRef="on${task}" targetRef="u${task}"/>${way(fork, task, join)}`,
  );
  const inner = scopes.map(
    (each) => `<subProcess id="${each.id}">${drawn(each)}</subProcess>${way(fork, each.id, join)}`,
  );
  return `<startEvent id="${start}"/><parallelGateway id="${fork}"/><parallelGateway id="${join}"/>${way(start, fork)}${undoable.join('')}${inner.join('')}`;
}

/** What is undone, in order: in each scope the last completed first; a sub-process completes with the last inside it. */
function expected(
  { tasks, scopes }: Scope,
  at: ReadonlyMap<string, number>,
): { readonly time: number; readonly undone: readonly string[] } {
  const items = [
    ...tasks.map((task) => ({ time: at.get(task) ?? -1, undone: [`u${task}`] as readonly string[] })),
    ...scopes.map((each) => expected(each, at)),
  ].toSorted((a, b) => b.time - a.time);
  return { time: items[0]?.time ?? -1, undone: items.flatMap(({ undone }) => undone) };
}

class Play {
  instance: Instance = newInstance();
  readonly #graph: Graph;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  take(trigger: Trigger): void {
    const answer = advance(this.#graph, JSON.parse(JSON.stringify(this.instance)) as Instance, trigger, world);
    assert.ok(answer.type === 'advanced', JSON.stringify(answer));
    this.instance = answer.instance;
  }

  get open(): readonly { readonly id: number; readonly at: string }[] {
    return this.instance.state.tokens.filter(({ at, undo }) => !undo && at.includes('.'));
  }

  complete({ id }: { readonly id: number }): void {
    this.take({ type: 'completeTask', token: id, outcome: 'complete', variables: {}, dossier: [] });
  }
}

describe('compensation of random scopes', () => {
  it(`undoes each in the reverse order of its completion, ${PROCESSES} of them`, async () => {
    for (let seed = 1; seed <= PROCESSES; seed++) {
      const random = rng(seed);
      const root = scopeOf(random, 3);
      const throwing = `<intermediateThrowEvent id="throw">${compensation}</intermediateThrowEvent>${way('jr', 'throw')}`;
      const graph = [...(await read(processOf(`${drawn(root)}${throwing}`), true)).values()][0]!;
      const play = new Play(graph);
      play.take({ type: 'start', variables: {} });
      const at = new Map<string, number>();
      while (play.open.some((token) => !token.at.startsWith('u'))) {
        const token = play.open[Math.floor(random() * play.open.length)]!;
        at.set(token.at, at.size);
        play.complete(token);
      }
      const undone: string[] = [];
      for (let [next, ...more] = play.open; next; [next, ...more] = play.open) {
        assert.deepEqual(more, [], `seed ${seed}: one after the other`);
        undone.push(next.at);
        play.complete(next);
      }
      assert.deepEqual(undone, expected(root, at).undone, `seed ${seed}`);
      assert.equal(play.instance.state.status, 'completed', `seed ${seed}`);
    }
  }).timeout(60_000);
});
