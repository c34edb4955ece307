import { contextValue } from '../context.ts';
import { describe, quoted } from '../sentences.ts';
import type { TextRange } from '../types.ts';
import { FeelDate, weekday } from '../values/dates.ts';
import { DayDuration, MonthDuration, nanosOf, partsOf } from '../values/durations.ts';
import { FeelRange, isContext } from '../values/kinds.ts';
import { divide, type FeelNumber, toFeel } from '../values/number.ts';
import { FeelDateTime, FeelTime, offsetOf } from '../values/times.ts';
import type { Code, Run } from './run.ts';

/** `value.name`: an entry of a context, a property of a date, time, duration or range, or of each item of a list. */
export function path(of: Code, name: string, range: TextRange): Code {
  return (scope) => {
    const value = of(scope);
    return isContext(value) ? entry(value, name, scope.run, range) : partOf(value, name, scope.run, range);
  };
}

function entry(value: Readonly<Record<string, unknown>>, name: string, run: Run, range: TextRange): unknown {
  if (Object.hasOwn(value, name)) return contextValue(value[name] ?? null);
  if (!/^[\p{L}\p{N}_]+$/u.test(name)) {
    const squeezed = name.replace(/\s+/g, '');
    const key = Object.keys(value).find((one) => one.replace(/\s+/g, '') === squeezed);
    if (key !== undefined) return contextValue(value[key] ?? null);
  }
  return run.warn('NO_CONTEXT_ENTRY_FOUND', `“${quoted(name)}” is not filled in.`, range);
}

function partOf(value: unknown, name: string, run: Run, range: TextRange): unknown {
  if (value === null || value === undefined) {
    return run.warn('NO_PROPERTY_FOUND', `“${quoted(name)}” was asked of nothing.`, range);
  }
  if (Array.isArray(value)) {
    run.meter.spend(value.length);
    return (value as readonly unknown[]).map((item) =>
      isContext(item) ? entry(item, name, run, range) : partOf(item, name, run, range),
    );
  }
  const property = typeof value === 'object' ? propertyOf(value, name) : undefined;
  if (property !== undefined) return property;
  return run.warn('INVALID_TYPE', `“${quoted(name)}” was asked of ${describe(value)}, which has no parts.`, range);
}

/** Properties of values that are no contexts (DMN 1.5, table 63); undefined where there is none. */
function propertyOf(value: object, name: string): unknown {
  if (value instanceof FeelDate) return dateProperty(value, name);
  if (value instanceof FeelDateTime) return dateProperty(value.date, name) ?? timeProperty(value, value.time, name);
  if (value instanceof FeelTime) return timeProperty(value, value, name);
  if (value instanceof DayDuration) return dayProperty(value, name);
  if (value instanceof MonthDuration) return monthProperty(value, name);
  return value instanceof FeelRange ? rangeProperty(value, name) : undefined;
}

function dateProperty(date: FeelDate, name: string): unknown {
  if (name === 'year' || name === 'month' || name === 'day') return date[name];
  return name === 'weekday' ? weekday(date) : undefined;
}

function timeProperty(value: FeelTime | FeelDateTime, { nanos, place }: FeelTime, name: string): unknown {
  const seconds = Number(nanos / nanosOf.second);
  switch (name) {
    case 'hour':
      return Math.floor(seconds / 3600);
    case 'minute':
      return Math.floor(seconds / 60) % 60;
    case 'second':
      return secondsOf(nanos % (60n * nanosOf.second));
    case 'time offset': {
      const offset = offsetOf(value);
      return offset === undefined ? null : new DayDuration(BigInt(offset) * nanosOf.second);
    }
    case 'timezone':
      return place.type === 'zone' ? place.zone : null;
    default:
      return undefined;
  }
}

function dayProperty(value: DayDuration, name: string): unknown {
  const parts = partsOf(value);
  if (name === 'days' || name === 'hours' || name === 'minutes') return parts[name] + 0;
  if (name === 'seconds') return secondsOf(parts.seconds);
  return name === 'years' || name === 'months' ? null : undefined;
}

function monthProperty({ months }: MonthDuration, name: string): unknown {
  if (name === 'years') return Math.trunc(months / 12) + 0;
  if (name === 'months') return (months % 12) + 0;
  return ['days', 'hours', 'minutes', 'seconds'].includes(name) ? null : undefined;
}

function rangeProperty(range: FeelRange, name: string): unknown {
  switch (name) {
    case 'start':
      return range.start ?? null;
    case 'end':
      return range.end ?? null;
    case 'start included':
      return range.startIncluded;
    case 'end included':
      return range.endIncluded;
    default:
      return undefined;
  }
}

function secondsOf(nanos: bigint): FeelNumber | null {
  const whole = toFeel({ units: nanos, scale: 0 });
  return (whole === undefined ? undefined : divide(whole, 1e9)) ?? null;
}
