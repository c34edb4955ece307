import { changeDossier, valueAt } from '../behaviours/dossier.ts';
import { needPointer, needText, type Act } from './act.ts';

/** Gives the dossier the next number of a series; a number that stands already is never replaced. */
export const assignNumber: Act = {
  inputs: ['series', 'pointer'],
  run(call) {
    const { step, node } = call;
    const pointer = needPointer(call, 'pointer');
    const standing = step.dossier === null ? null : valueAt(step.dossier, pointer);
    if (standing !== null) return standing;
    const series = needText(call, 'series');
    const number = step.world.nextNumber(series);
    changeDossier(step, node.id, pointer, number);
    step.emit({ type: 'numberAssigned', series, number, pointer });
    return number;
  },
};
