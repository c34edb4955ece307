import { changeDossier, valueAt } from '../behaviours/dossier.ts';
import { armedLimit, limitOf } from '../behaviours/timers.ts';
import { needDay, needText, type Act } from './act.ts';

/**
 * Enters the right in the register: number, today as registration date, and the end of its term counted from `base`
 * (the filing date where the law says so). A registered right is not registered again.
 */
export const registerRight: Act = {
  inputs: ['series', 'timeLimit', 'base'],
  run(call) {
    const { step, node } = call;
    const standing = step.dossier === null ? null : valueAt(step.dossier, '/registration/number');
    if (standing !== null) return standing;
    const series = needText(call, 'series');
    const key = needText(call, 'timeLimit');
    const limit = limitOf(step, node.id, { key, baseOn: needDay(call, 'base') });
    const number = step.world.nextNumber(series);
    changeDossier(step, node.id, '/registration', { number, registeredOn: step.today, expiresOn: limit.expiresOn });
    step.emit({ type: 'numberAssigned', series, number, pointer: '/registration/number' });
    step.emit({ type: 'timeLimitFixed', element: node.id, limit: armedLimit(limit, { key }), steps: limit.steps });
    return number;
  },
};
