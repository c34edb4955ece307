import { needText, type Act } from './act.ts';

/** Files a document in the dossier; every other input is kept with it. */
export const fileDocument: Act = {
  inputs: ['kind', 'title', '*'],
  run(call) {
    const { kind: _kind, title: _title, ...details } = call.input;
    call.step.emit({ type: 'documentFiled', kind: needText(call, 'kind'), title: needText(call, 'title'), details });
    return null;
  },
};
