const second = 1_000_000_000n;
const day = 86_400n * second;

/** A length of time in days, hours, minutes and seconds (DMN 1.5, 10.3.2.3.7), in nanoseconds. */
export class DayDuration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** A length of time in years and months (DMN 1.5, 10.3.2.3.8). */
export class MonthDuration {
  readonly months: number;

  constructor(months: number) {
    this.months = months + 0;
  }
}

/** Nanoseconds of a second and of a day. */
export const nanosOf = { second, day } as const;

/** Longest duration: what a number of 64 bits counts in seconds or months. */
const longest = 9_223_372_036_854_775_807n;

/** A duration of so many nanoseconds; undefined when it is longer than any calendar. */
export function makeDays(nanos: bigint): DayDuration | undefined {
  const seconds = nanos / second;
  return seconds > longest || seconds < -longest ? undefined : new DayDuration(nanos);
}

/** A duration of so many months; undefined when it is longer than any calendar. */
export function makeMonths(months: number): MonthDuration | undefined {
  return Number.isSafeInteger(months) ? new MonthDuration(months) : undefined;
}

/** The parts of a duration of days, each with the duration's sign. */
export function partsOf({ nanos }: DayDuration): Readonly<Record<'days' | 'hours' | 'minutes', number>> & {
  readonly seconds: bigint;
} {
  return {
    days: Number(nanos / day),
    hours: Number((nanos % day) / (3_600n * second)),
    minutes: Number((nanos % (3_600n * second)) / (60n * second)),
    seconds: nanos % (60n * second),
  };
}

/** The duration as ISO 8601 writes it: `P1Y2M`, `-P3DT4H`, `PT0S`. */
export function durationText(value: DayDuration | MonthDuration): string {
  return value instanceof MonthDuration ? monthsText(value.months) : daysText(value);
}

/** The duration that a text such as `P1Y2M` or `P3DT4H` names; years and days together are none. */
export function parseDuration(text: string): DayDuration | MonthDuration | undefined {
  const months = /^(-?)P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?$/.exec(text);
  if (months) {
    const total = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
    return makeMonths(months[1] === '-' ? -total : total);
  }
  const found = /^(-?)P(?=\d|T)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/.exec(text);
  if (!found) return undefined;
  const [days, hours, minutes, seconds] = [found[2], found[3], found[4], found[5]].map((part) => BigInt(part ?? '0'));
  const whole = (days ?? 0n) * 86_400n + (hours ?? 0n) * 3_600n + (minutes ?? 0n) * 60n + (seconds ?? 0n);
  const nanos = whole * second + BigInt((found[6] ?? '').slice(0, 9).padEnd(9, '0'));
  return makeDays(found[1] === '-' ? -nanos : nanos);
}

function monthsText(months: number): string {
  const [years, rest] = [Math.floor(Math.abs(months) / 12), Math.abs(months) % 12];
  if (months === 0) return 'P0M';
  return `${months < 0 ? '-' : ''}P${years > 0 ? `${years}Y` : ''}${rest > 0 ? `${rest}M` : ''}`;
}

function daysText({ nanos }: DayDuration): string {
  if (nanos === 0n) return 'PT0S';
  const { days, hours, minutes, seconds } = partsOf(new DayDuration(nanos < 0n ? -nanos : nanos));
  const [whole, fraction] = [seconds / second, fractionText(seconds % second)];
  const clock = [
    hours > 0 ? `${hours}H` : '',
    minutes > 0 ? `${minutes}M` : '',
    seconds > 0n ? `${whole}${fraction}S` : '',
  ].join('');
  return `${nanos < 0n ? '-' : ''}P${days > 0 ? `${days}D` : ''}${clock === '' ? '' : `T${clock}`}`;
}

/** `.5` for half a second in nanoseconds, nothing for none. */
export function fractionText(nanos: bigint | number): string {
  const digits = String(nanos).padStart(9, '0').replace(/0+$/, '');
  return digits === '' ? '' : `.${digits}`;
}
