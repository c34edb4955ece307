import type { ServiceTaskNode } from '../../bpmn/index.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import type { Act } from './act.ts';
import { assignNumber } from './assignNumber.ts';
import { changeDossier } from './changeDossier.ts';
import { extendTimeLimit } from './extendTimeLimit.ts';
import { fileDocument } from './fileDocument.ts';
import { fixTimeLimit } from './fixTimeLimit.ts';
import { recordStatusEvent } from './recordStatusEvent.ts';
import { registerRight } from './registerRight.ts';
import { resumeInstance } from './resumeInstance.ts';
import { suspendInstance } from './suspendInstance.ts';

/** Every act by the key that models name. */
export const acts: ReadonlyMap<string, Act> = new Map(
  Object.entries({
    assignNumber,
    recordStatusEvent,
    changeDossier,
    registerRight,
    fixTimeLimit,
    fileDocument,
    extendTimeLimit,
    suspendInstance,
    resumeInstance,
  }),
);

/** Runs an act inside the step. */
export function runAct(step: Step, node: ServiceTaskNode, key: string, input: JsonObject, scope: number): Json {
  const act = acts.get(key);
  if (!act)
    throw new StepFailure(
      node.id,
      'ACT_FAILED',
      `“${node.name ?? node.id}” asks for the act “${key}”, which is not known.`,
    );
  return act.run({ step, node, input, scope });
}
