import type {
  ClosedReason,
  ExplainStep,
  Instant,
  IsoDate,
  IsoDuration,
  OfficeCalendar,
  SuspensionPolicy,
  TimeLimit,
  TimeLimitOptions,
  TimeLimitRule,
  Timer,
  TimerProblem,
} from './types.ts';

export type {
  CalendarSystem,
  ClosedReason,
  Closure,
  ExplainCode,
  ExplainStep,
  HalfDay,
  Holiday,
  Instant,
  IsoDate,
  IsoDuration,
  OfficeCalendar,
  Roll,
  SuspensionPolicy,
  Texts,
  TimeLimit,
  TimeLimitOptions,
  TimeLimitRule,
  Timer,
  TimerProblem,
  Weekday,
  WeekendPattern,
  WorkingHours,
} from './types.ts';

export declare function computeTimeLimit(
  rule: TimeLimitRule,
  baseOn: IsoDate,
  calendar: OfficeCalendar,
  options?: TimeLimitOptions,
): TimeLimit;
export declare function recomputeTimeLimit(
  limit: TimeLimit,
  change: {
    readonly rule: TimeLimitRule;
    readonly calendar: OfficeCalendar;
    readonly today: IsoDate;
    readonly baseOn?: IsoDate;
    readonly options?: TimeLimitOptions;
  },
): TimeLimit;
export declare function explain(steps: readonly ExplainStep[], language: string): readonly string[];
export declare function expiryInstant(expiresOn: IsoDate, calendar: OfficeCalendar): Instant;
export declare function startOfDay(on: IsoDate, timeZone: string): Instant;
export declare function dayOf(instant: Instant, timeZone: string): IsoDate;
export declare function isOpen(on: IsoDate, calendar: OfficeCalendar, channel?: string): boolean;
export declare function closedReason(on: IsoDate, calendar: OfficeCalendar, channel?: string): ClosedReason | undefined;
export declare function nextOpenDay(on: IsoDate, calendar: OfficeCalendar, channel?: string): IsoDate;
export declare function previousOpenDay(on: IsoDate, calendar: OfficeCalendar, channel?: string): IsoDate;
export declare function addWorkingDays(on: IsoDate, days: number, calendar: OfficeCalendar): IsoDate;
export declare function workingDaysBetween(from: IsoDate, to: IsoDate, calendar: OfficeCalendar): number;
export declare function addDuration(on: IsoDate, duration: string): IsoDate;
export declare function parseDuration(text: string): IsoDuration | TimerProblem;
export declare function parseTimer(
  text: string,
  options: { readonly timeZone: string; readonly kind?: 'date' | 'duration' | 'cycle' },
): Timer | TimerProblem;
export declare function timerDueAt(timer: Timer, armedAt: Instant, timeZone: string): Instant;
export declare function nextDueAt(
  timer: Timer,
  fired: { readonly dueAt: Instant; readonly times: number; readonly now: Instant },
  timeZone: string,
): Instant | undefined;
export declare function resumeTimer(
  policy: SuspensionPolicy,
  timer: {
    readonly dueAt: Instant;
    readonly armedAt: Instant;
    readonly suspendedAt: Instant;
    readonly resumedAt: Instant;
  },
): Instant;
export declare function calendarFunctions(
  calendar: OfficeCalendar,
): Readonly<
  Record<string, (...args: readonly (string | number | boolean | null)[]) => string | number | boolean | null>
>;
export declare class CalendarError extends Error {}
