import { advance } from '../../../engine/core/index.ts';
import type { Stepper } from '../../../engine/scenarios/index.ts';
import type { VirtualInstance, VirtualOffice } from '../../../engine/scenarios/virtualOffice.ts';
import { rng } from '../../corpora/attack/tools/random-bpmn.mjs';
import { playRich } from '../playRich.ts';
import { richProcess } from '../richProcess.ts';
import { randomMoves } from './randomMoves.ts';

class Stuck extends Error {}

/** How many plans were carried out, refused, and how many cases could not go on afterwards. */
export interface ModifiedCounts {
  readonly made: number;
  readonly refused: number;
  readonly incidents: number;
  readonly stuck: number;
}

/** Plays random processes in which somebody intervenes now and again; rows and state must agree throughout. */
export async function playModified(from: number, count: number): Promise<ModifiedCounts> {
  const counts = { made: 0, refused: 0, incidents: 0, stuck: 0 };
  for (let seed = from; seed < from + count; seed++) {
    const choose = rng(seed * 17 + 3);
    let isStuck = false;
    // A timer is used up even where its step ends in an incident, such as a join that nothing reaches any more.
    const stepper: Stepper = (_process, graph, instance, trigger, world) => {
      const answer = advance(graph, instance, trigger, world);
      isStuck ||= answer.type === 'incident' && trigger.type === 'fireTimer';
      return answer;
    };
    const between = async (office: VirtualOffice, root: VirtualInstance): Promise<VirtualInstance> => {
      if (isStuck) throw new Stuck();
      const { state } = root.instance;
      if (state.status !== 'active' || choose() < 0.6) return root;
      const moves = randomMoves(choose, root.graph, state);
      const answer = await office.apply(root, { type: 'modify', moves, reason: 'Asked for.' });
      if (answer !== null) counts.refused += 1;
      else if (office.incidents.length > 0) counts.incidents += 1;
      else counts.made += 1;
      office.incidents = [];
      return root;
    };
    try {
      await playRich(richProcess(seed), { isReloaded: true, stepper, between });
    } catch (error) {
      if (!(error instanceof Stuck)) throw error;
      counts.stuck += 1;
    }
  }
  return counts;
}
