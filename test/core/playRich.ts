import assert from 'node:assert/strict';
import type { ScenarioStep } from '../../engine/contract/scenario.ts';
import { directStepper, type Stepper } from '../../engine/scenarios/index.ts';
import { stimulate } from '../../engine/scenarios/stimuli.ts';
import { VirtualOffice, type VirtualInstance } from '../../engine/scenarios/virtualOffice.ts';
import { rng } from '../corpora/attack/tools/random-bpmn.mjs';
import { assertConsistent } from './consistency.ts';
import { NOW, officeOf, read } from './office.ts';
import type { RichProcess } from './richProcess.ts';

const STIMULI = 40;

type Stimulus = Exclude<ScenarioStep, { expect: unknown }>;

/** What may happen now, in the words of scenarios. */
function possible(office: VirtualOffice): readonly Stimulus[] {
  return [...office.instances.values()].flatMap((virtual): readonly Stimulus[] => [
    ...[...virtual.taskRows.values()].flatMap(({ element }): Stimulus[] => [
      { complete: element, with: { isBroken: false } },
      ...(element === 'work' ? [{ complete: element, with: { isBroken: true } }] : []),
    ]),
    ...[...virtual.jobRows.values()].flatMap(({ element }): Stimulus[] => [
      { job: element },
      { job: element, fail: { message: 'broken', code: 'BROKEN' } },
    ]),
    ...[...virtual.subscriptionRows.values()].flatMap(({ kind, message }): Stimulus[] => {
      if (kind === 'signal') return [{ signal: { name: message } }];
      if (kind === 'condition') return [0, 2, 4].map((level) => ({ set: { level } }));
      return [{ message: { name: message } }];
    }),
    ...[...virtual.timerRows.values()].map(({ element }): Stimulus => ({ fireTimer: element })),
  ]);
}

/** What came of a random process, for comparing two ways of running it. */
export interface Played {
  readonly trace: readonly string[];
  readonly refusals: readonly string[];
  readonly incidents: readonly string[];
  readonly end: unknown;
}

export interface HowRich {
  readonly isReloaded: boolean;
  readonly stepper?: Stepper;
  /** What somebody does to the case before a stimulus; gives it as it is then. */
  readonly between?: (office: VirtualOffice, root: VirtualInstance) => Promise<VirtualInstance>;
}

/** Lets happen what the seed chooses; after each stimulus rows and state must agree. */
export async function playRich(model: RichProcess, how: HowRich): Promise<Played> {
  const graphs = await read(model.xml, true);
  const office = new VirtualOffice(officeOf(graphs), how.stepper ?? directStepper, NOW, how.isReloaded);
  const choose = rng(model.seed * 31 + 7);
  const refusals: string[] = [];
  const incidents: string[] = [];
  const started = await office.start('p', { turn: model.seed, isBroken: false });
  assert.ok(typeof started !== 'string', `seed ${model.seed}: ${typeof started === 'string' ? started : ''}`);
  let root = started;
  for (let step = 0; step < STIMULI; step++) {
    if (how.between) root = await how.between(office, root);
    try {
      assertConsistent(office);
    } catch (error) {
      throw new Error(`seed ${model.seed}, stimulus ${step}: ${(error as Error).message}`, { cause: error });
    }
    const options = possible(office);
    const next = options[Math.floor(choose() * options.length)];
    if (!next) break;
    const refusal = await stimulate(office, root, choose() < 0.02 ? { cancel: 'enough' } : next, () =>
      Promise.resolve(null),
    );
    if (refusal !== null) refusals.push(refusal);
    // What nobody catches stays open and is tried another way.
    incidents.push(...office.incidents.map(({ sentence }) => sentence));
    office.incidents = [];
  }
  const { state, variables } = root.instance;
  return { trace: office.trace, refusals, incidents, end: [state, variables, office.limits] };
}
