import type { OfficeCalendar } from '../../engine/calendar/index.ts';

/** An office closed on Saturdays and Sundays. */
export const berlin: OfficeCalendar = {
  timeZone: 'Europe/Berlin',
  weekend: [{ from: '2000-01-01', days: [6, 7] }],
  holidays: [
    { on: '2026-05-01', name: { en: 'Labour Day', ar: 'عيد العمال' } },
    { on: '2020-12-25', name: { en: 'Christmas Day' }, yearly: true },
  ],
  closures: [
    { from: '2026-06-08', to: '2026-06-09', reason: 'strike' },
    { from: '2026-07-01', to: '2026-07-01', reason: 'outage', channel: 'e-filing' },
  ],
  halfDays: [{ on: '2026-12-24', until: '12:00' }],
  workingHours: { from: '08:00', to: '16:00' },
};

/** An office with one weekend and one list of holidays. */
export function office(weekend: readonly number[], holidays: readonly string[] = []): OfficeCalendar {
  const days = weekend as OfficeCalendar['weekend'][number]['days'];
  return { timeZone: 'UTC', weekend: [{ from: '1900-01-01', days }], holidays: holidays.map((on) => ({ on })) };
}

/** An office that never closes. */
export const alwaysOpen = office([]);
