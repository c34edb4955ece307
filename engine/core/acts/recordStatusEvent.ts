import { recordStatusEvent as record } from '../behaviours/dossier.ts';
import { needDay, needText, type Act } from './act.ts';

/** Records a legally relevant fact on the dossier (WIPO ST.27, ST.61, ST.87), today or on a given day. */
export const recordStatusEvent: Act = {
  inputs: ['event', 'on', 'note'],
  run(call) {
    const { step, node, input } = call;
    const on = input['on'] === undefined || input['on'] === null ? undefined : needDay(call, 'on');
    record(step, node, needText(call, 'event'), on, typeof input['note'] === 'string' ? input['note'] : null);
    return null;
  },
};
