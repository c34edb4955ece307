import assert from 'node:assert/strict';
import { readProcesses, type Graph } from '../../engine/bpmn/index.ts';
import { advance, newInstance, type Instance, type Trigger, type World } from '../../engine/core/index.ts';
import type { Stepper } from '../../engine/scenarios/index.ts';
import { enabled, generate, rng, type RandomProcess } from '../corpora/attack/tools/random-bpmn.mjs';
import { calendar, NOW } from './office.ts';

/** All that the generator knows. */
const kinds = ['user', 'user', 'auto', 'xor', 'and', 'or', 'sub'];

/** A sound random process of this seed, with its conditions in FEEL. */
export function randomProcess(seed: number): RandomProcess {
  // Every third is deeper, every third wider.
  const shape = [{}, { maxDepth: 3, maxBlocks: 4 }, { maxBranch: 5 }][seed % 3];
  return generate(seed, { kinds, cond: (variable) => variable, ...shape });
}

export const world: World = {
  now: NOW,
  instanceId: 'instance',
  called: false,
  businessKey: 'instance',
  office: {},
  calendar,
  timeLimits: new Map(),
  laneRoles: new Map(),
  decide: () => ({ ok: false, sentence: '' }),
  nextNumber: () => '1',
  newId: () => 'child',
};

export const direct: Stepper = (_process, graph, instance, trigger, given) => advance(graph, instance, trigger, given);

export interface Run {
  /** Element ids in the order of their completion. */
  readonly trace: readonly string[];
  readonly steps: number;
}

/**
 * Plays a random process to its end: in every state exactly those tasks are open that must be, one of them is chosen by
 * the seed and completed. Throws a sentence with seed and step for the first deviation.
 */
export async function play(model: RandomProcess, how: { stepper?: Stepper; isReloaded?: boolean } = {}): Promise<Run> {
  const graph = await graphOf(model);
  const choose = rng(model.seed * 7919 + 1);
  const done = new Set<string>();
  const trace: string[] = [];
  let instance: Instance = newInstance();
  let steps = 0;
  const take = async (trigger: Trigger): Promise<void> => {
    const given = how.isReloaded ? (JSON.parse(JSON.stringify(instance)) as Instance) : instance;
    const answer = await (how.stepper ?? direct)(graph.process, graph, given, trigger, world);
    if (answer.type !== 'advanced') throw new Error(`${where()}: ${answer.sentence}`);
    instance = answer.instance;
    for (const event of answer.events) if (event.type === 'elementCompleted') trace.push(event.element);
    steps += 1;
  };
  const where = (): string => `seed ${model.seed}, step ${steps}, done [${[...done].join(' ')}]`;
  await take({ type: 'start', variables: model.vars });
  for (;;) {
    const { open, complete } = enabled(model.tree, done);
    const tokens = instance.state.tokens.filter(({ at }) => at.startsWith('u'));
    assert.deepEqual(tokens.map(({ at }) => at).sort(), [...open].sort(), `${where()}: other tasks are open`);
    assert.equal(instance.state.status, complete ? 'completed' : 'active', `${where()}: another state`);
    if (complete) break;
    const token = tokens[Math.floor(choose() * tokens.length)]!;
    done.add(token.at);
    await take({ type: 'completeTask', token: token.id, outcome: 'complete', variables: {}, dossier: [] });
  }
  assert.deepEqual([instance.state.tokens, instance.state.joins], [[], []], `${where()}: something is left`);
  return { trace, steps };
}

async function graphOf(model: RandomProcess): Promise<Graph> {
  const { graphs, problems } = await readProcesses(model.xml);
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error'),
    [],
    `seed ${model.seed}`,
  );
  return graphs[0]!;
}
