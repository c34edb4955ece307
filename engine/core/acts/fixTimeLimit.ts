import { changeDossier } from '../behaviours/dossier.ts';
import { armedLimit, limitOf } from '../behaviours/timers.ts';
import { needDay, needText, type Act } from './act.ts';

/** Computes a time limit and puts it on the dossier without waiting for it; `pointer` takes the last day when given. */
export const fixTimeLimit: Act = {
  inputs: ['timeLimit', 'base', 'pointer'],
  run(call) {
    const { step, node, input } = call;
    const key = needText(call, 'timeLimit');
    const limit = limitOf(step, node.id, { key, baseOn: needDay(call, 'base') });
    step.emit({ type: 'timeLimitFixed', element: node.id, limit: armedLimit(limit, { key }), steps: limit.steps });
    if (typeof input['pointer'] === 'string') changeDossier(step, node.id, input['pointer'], limit.expiresOn);
    return limit.expiresOn;
  },
};
