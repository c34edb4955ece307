export { CalendarError } from './calendarError.ts';
export { checkCalendar, checkTimeLimitRule, type CalendarProblem } from './check.ts';
export { addDays, addDuration, dayOf, expiryInstant, inSystem, startOfDay, type CalendarDate } from './dates.ts';
export { durationText, parseDuration } from './duration.ts';
export { explain, formatDate } from './explain.ts';
export { calendarFunctions } from './functions.ts';
export { addWorkingDays, closedReason, isOpen, nextOpenDay, previousOpenDay, workingDaysBetween } from './openDays.ts';
export { computeTimeLimit, recomputeTimeLimit, type TimeLimitChange } from './timeLimit.ts';
export {
  nextDueAt,
  parseTimer,
  resumeTimer,
  timerDueAt,
  type FiredCycle,
  type SuspendedTimer,
  type TimerOptions,
} from './timers.ts';
export { addWorkingTime } from './workingTime.ts';
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
