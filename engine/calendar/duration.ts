import type { IsoDuration, TimerProblem } from './types.ts';

const pattern =
  /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/** Longest duration, in years: anything longer is a slip of the pen. */
const longestYears = 1_000;

/** Reads an ISO 8601 duration. Capital letters only; weeks may stand beside other parts and are added after the months. */
export function parseDuration(text: string): IsoDuration | TimerProblem {
  const found = pattern.exec(text.trim());
  const parts = (found?.slice(2, 9) ?? []).map((part) => part as string | undefined);
  if (!found || parts.every((part) => part === undefined) || text.trim().endsWith('T')) return notADuration(text);
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) =>
    Number(part ?? '0'),
  );
  const inYears =
    years + months / 12 + weeks / 52 + days / 365 + hours / 8_760 + minutes / 525_600 + seconds / 31_536_000;
  if (inYears > longestYears) {
    return { type: 'problem', code: 'duration', sentence: `“${text}” is longer than ${longestYears} years.` };
  }
  return { type: 'duration', sign: found[1] === '-' ? -1 : 1, years, months, weeks, days, hours, minutes, seconds };
}

function notADuration(text: string): TimerProblem {
  const sentence = `“${text}” is not a duration: write for example P2M (two months), P10D (ten days) or PT30M (thirty minutes).`;
  return { type: 'problem', code: 'duration', sentence };
}

/** The duration as ISO 8601 text. */
export function durationText(duration: IsoDuration): string {
  const { years, months, weeks, days, hours, minutes, seconds } = duration;
  const part = (value: number, unit: string): string => (value === 0 ? '' : `${value}${unit}`);
  const date = part(years, 'Y') + part(months, 'M') + part(weeks, 'W') + part(days, 'D');
  const time = part(hours, 'H') + part(minutes, 'M') + part(seconds, 'S');
  const body = date + (time === '' ? '' : `T${time}`);
  return body === '' ? 'P0D' : `${duration.sign === -1 ? '-' : ''}P${body}`;
}

/** Whether all parts are zero. */
export function isZero(duration: IsoDuration): boolean {
  return durationText(duration) === 'P0D';
}

/** Whether it has hours, minutes or seconds. */
export function hasTime({ hours, minutes, seconds }: IsoDuration): boolean {
  return hours + minutes + seconds > 0;
}

/** `duration` taken `times` times, part by part: P1M × 3 = P3M. */
export function times(duration: IsoDuration, times: number): IsoDuration {
  const { sign, years, months, weeks, days, hours, minutes, seconds } = duration;
  const scaled = { years: years * times, months: months * times, weeks: weeks * times, days: days * times };
  return {
    type: 'duration',
    sign,
    ...scaled,
    hours: hours * times,
    minutes: minutes * times,
    seconds: seconds * times,
  };
}

/** The parts with their sign, as Temporal takes them. */
export function signedParts(
  duration: IsoDuration,
): Record<'years' | 'months' | 'weeks' | 'days' | 'hours' | 'minutes' | 'seconds' | 'milliseconds', number> {
  const { sign, years, months, weeks, days, hours, minutes, seconds } = duration;
  const whole = Math.trunc(seconds);
  const signed = (value: number): number => (value === 0 ? 0 : sign * value);
  return {
    ...{ years: signed(years), months: signed(months), weeks: signed(weeks), days: signed(days) },
    ...{ hours: signed(hours), minutes: signed(minutes), seconds: signed(whole) },
    milliseconds: signed(Math.round((seconds - whole) * 1_000)),
  };
}
