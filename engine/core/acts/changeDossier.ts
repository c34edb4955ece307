import { changeDossier as change } from '../behaviours/dossier.ts';
import { StepFailure } from '../failure.ts';
import type { Act } from './act.ts';

/** Writes each input to the dossier; its target is the JSON pointer. */
export const changeDossier: Act = {
  inputs: ['/'],
  run({ step, node, input }) {
    for (const [pointer, after] of Object.entries(input)) {
      if (!pointer.startsWith('/'))
        throw new StepFailure(
          node.id,
          'ACT_FAILED',
          `“${pointer}” at “${node.name ?? node.id}” must be a JSON pointer such as /mark/text.`,
        );
      change(step, node.id, pointer, after);
    }
    return null;
  },
};
