import type { Sentences } from './explain.ts';

/** French. */
export const sentencesFr: Sentences = {
  'counted-from': (w) => `Compté à partir du ${w.date('on')} (ce jour non compris)`,
  abroad: (w) => `Pour les déposants à l’étranger : ${w.length('length')}`,
  extended: (w) => `Prolongé ${w.number('times')} fois de ${w.length('length')} : ${w.length('total')} en tout`,
  added: (w) => `${w.length('length')} : ${w.date('on')}`,
  subtracted: (w) => `${w.length('length')} avant : ${w.date('on')}`,
  clamped: (w) => `Ce mois n’a pas de ${w.number('day')} : son dernier jour compte, ${w.date('on')}`,
  'other-calendar': (w) =>
    `${w.length('length')} dans le ${w.systemName}, du ${w.otherDate('from')} au ${w.otherDate('on')} : ${w.date('on')}`,
  'working-days': (w) =>
    `${w.days('days')} d’ouverture de l’office${w.number('days') < 0 ? ', comptés en arrière' : ''} : ${w.date('on')}`,
  alternative: (w) =>
    `Ou ${w.length('length')} à partir du ${w.date('base')} (${w.text('from')}) : ${w.date('other')} ; la date la plus ${w.text('pick') === 'later' ? 'tardive' : 'proche'} compte : ${w.date('on')}`,
  suspended: (w) => `Suspendu pendant ${w.days('days')} : ${w.date('on')}`,
  'day-before': (w) => `Le délai prend fin la veille : ${w.date('on')}`,
  'rolled-weekend': (w) =>
    `Le ${w.date('on')} est un ${w.weekday('on')} : le premier jour ouvert est le ${w.day('to')}`,
  'rolled-holiday': (w) =>
    `Le ${w.date('on')} est un jour férié${w.nameInBrackets} : le premier jour ouvert est le ${w.day('to')}`,
  'rolled-closure': (w) =>
    `L’office est fermé le ${w.date('on')}${w.nameInBrackets} : le premier jour ouvert est le ${w.day('to')}`,
  'rolled-back-weekend': (w) =>
    `Le ${w.date('on')} est un ${w.weekday('on')} : le dernier jour ouvert avant est le ${w.day('to')}`,
  'rolled-back-holiday': (w) =>
    `Le ${w.date('on')} est un jour férié${w.nameInBrackets} : le dernier jour ouvert avant est le ${w.day('to')}`,
  'rolled-back-closure': (w) =>
    `L’office est fermé le ${w.date('on')}${w.nameInBrackets} : le dernier jour ouvert avant est le ${w.day('to')}`,
  'never-rolls': (w) => `L’office est fermé le ${w.date('on')}, mais cette date ne se reporte pas`,
  expires: (w) => `Dans les délais jusqu’à la fin du ${w.day('on')}`,
  grace: (w) => `Délai de grâce de ${w.length('length')} à partir du ${w.date('from')} : ${w.date('on')}`,
};
