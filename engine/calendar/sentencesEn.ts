import type { Sentences } from './explain.ts';

/** English. */
export const sentencesEn: Sentences = {
  'counted-from': (w) => `Counted from ${w.date('on')} (the day itself not counted)`,
  abroad: (w) => `For applicants abroad: ${w.length('length')}`,
  extended: (w) => `Extended ${timesEn(w.number('times'))} by ${w.length('length')}: ${w.length('total')} in all`,
  added: (w) => `${w.length('length')}: ${w.date('on')}`,
  subtracted: (w) => `${w.length('length')} before: ${w.date('on')}`,
  clamped: (w) => `That month has no day ${w.number('day')}: its last day counts, ${w.date('on')}`,
  'other-calendar': (w) =>
    `${w.length('length')} in the ${w.systemName}, from ${w.otherDate('from')} to ${w.otherDate('on')}: ${w.date('on')}`,
  'working-days': (w) =>
    `${w.days('days')} on which the office is open${w.number('days') < 0 ? ', counted back' : ''}: ${w.date('on')}`,
  alternative: (w) =>
    `Or ${w.length('length')} from ${w.date('base')} (${w.text('from')}): ${w.date('other')}; the ${w.text('pick')} of the two counts: ${w.date('on')}`,
  suspended: (w) => `Suspended for ${w.days('days')}: ${w.date('on')}`,
  'day-before': (w) => `It ends the day before: ${w.date('on')}`,
  'rolled-weekend': (w) => `${w.date('on')} is a ${w.weekday('on')}: next open day is ${w.day('to')}`,
  'rolled-holiday': (w) => `${w.date('on')} is a public holiday${w.nameInBrackets}: next open day is ${w.day('to')}`,
  'rolled-closure': (w) =>
    `The office is closed on ${w.date('on')}${w.nameInBrackets}: next open day is ${w.day('to')}`,
  'rolled-back-weekend': (w) => `${w.date('on')} is a ${w.weekday('on')}: last open day before is ${w.day('to')}`,
  'rolled-back-holiday': (w) =>
    `${w.date('on')} is a public holiday${w.nameInBrackets}: last open day before is ${w.day('to')}`,
  'rolled-back-closure': (w) =>
    `The office is closed on ${w.date('on')}${w.nameInBrackets}: last open day before is ${w.day('to')}`,
  'never-rolls': (w) => `The office is closed on ${w.date('on')}, but this date never moves`,
  expires: (w) => `In time until the end of ${w.day('on')}`,
  grace: (w) => `Late period of ${w.length('length')} from ${w.date('from')}: ${w.date('on')}`,
};

function timesEn(times: number): string {
  if (times === 1) return 'once';
  return times === 2 ? 'twice' : `${times} times`;
}
