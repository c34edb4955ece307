import { daysBetween } from '../../texts/format.ts';

export type DueTone = 'danger' | 'attention' | 'neutral';

/** How urgent a date is: `days` from today, negative when it has passed. */
export interface Due {
  readonly days: number;
  readonly tone: DueTone;
}

const SOON_DAYS = 3;

export function dueOf(isoDay: string, today: string): Due {
  const days = daysBetween(today, isoDay);
  return { days, tone: days < 0 ? 'danger' : days <= SOON_DAYS ? 'attention' : 'neutral' };
}
