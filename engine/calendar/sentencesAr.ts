import type { Sentences } from './explain.ts';

/** Arabic. */
export const sentencesAr: Sentences = {
  'counted-from': (w) => `تُحتسب المدة من ${w.date('on')} (لا يُحتسب هذا اليوم نفسه)`,
  abroad: (w) => `لمقدمي الطلبات المقيمين في الخارج: ${w.length('length')}`,
  extended: (w) => `مُدّدت ${timesAr(w.number('times'))} (${w.length('length')}): المجموع ${w.length('total')}`,
  added: (w) => `${w.length('length')}: ${w.date('on')}`,
  subtracted: (w) => `قبل ذلك (${w.length('length')}): ${w.date('on')}`,
  clamped: (w) => `لا يوجد يوم ${w.number('day')} في ذلك الشهر: يُعتد بآخر يوم فيه، ${w.date('on')}`,
  'other-calendar': (w) =>
    `${w.length('length')} بحسب ${w.systemName}، من ${w.otherDate('from')} إلى ${w.otherDate('on')}: ${w.date('on')}`,
  'working-days': (w) =>
    `${w.days('days')} من أيام عمل المكتب${w.number('days') < 0 ? '، محسوبة إلى الوراء' : ''}: ${w.date('on')}`,
  alternative: (w) =>
    `أو ${w.length('length')} من ${w.date('base')} (${w.text('from')}): ${w.date('other')}؛ ويُعتد بالتاريخ ${w.text('pick') === 'later' ? 'اللاحق' : 'الأسبق'}: ${w.date('on')}`,
  suspended: (w) => `عُلّقت (${w.days('days')}): ${w.date('on')}`,
  'day-before': (w) => `تنتهي في اليوم السابق: ${w.date('on')}`,
  'rolled-weekend': (w) => `${w.date('on')} يوافق ${w.weekday('on')}: يوم العمل التالي هو ${w.day('to')}`,
  'rolled-holiday': (w) => `${w.date('on')} عطلة رسمية${w.nameInBrackets}: يوم العمل التالي هو ${w.day('to')}`,
  'rolled-closure': (w) => `المكتب مغلق في ${w.date('on')}${w.nameInBrackets}: يوم العمل التالي هو ${w.day('to')}`,
  'rolled-back-weekend': (w) => `${w.date('on')} يوافق ${w.weekday('on')}: يوم العمل السابق هو ${w.day('to')}`,
  'rolled-back-holiday': (w) => `${w.date('on')} عطلة رسمية${w.nameInBrackets}: يوم العمل السابق هو ${w.day('to')}`,
  'rolled-back-closure': (w) => `المكتب مغلق في ${w.date('on')}${w.nameInBrackets}: يوم العمل السابق هو ${w.day('to')}`,
  'never-rolls': (w) => `المكتب مغلق في ${w.date('on')}، غير أن هذا التاريخ لا يُرحَّل`,
  expires: (w) => `تنتهي المهلة بنهاية ${w.day('on')}`,
  grace: (w) => `مهلة سماح (${w.length('length')}) من ${w.date('from')}: ${w.date('on')}`,
};

function timesAr(times: number): string {
  if (times === 1) return 'مرة واحدة';
  if (times === 2) return 'مرتين';
  return times <= 10 ? `${times} مرات` : `${times} مرة`;
}
