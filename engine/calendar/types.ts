/** A day in the office's time zone, `YYYY-MM-DD` (proleptic Gregorian). */
export type IsoDate = string;
/** A moment, ISO 8601 in UTC: `2026-01-05T23:00:00Z`. */
export type Instant = string;
/** ISO weekday: 1 = Monday … 7 = Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
/** A text per language code. */
export type Texts = Readonly<Record<string, string>>;

/** Calendars in which the law may count a term (ICU names). */
export type CalendarSystem =
  | 'gregory'
  | 'islamic-umalqura'
  | 'islamic-civil'
  | 'ethiopic'
  | 'buddhist'
  | 'persian'
  | 'coptic'
  | 'hebrew'
  | 'indian'
  | 'japanese'
  | 'roc';

/** From this day on these are the weekly closed days; the latest entry that has begun applies. */
export interface WeekendPattern {
  readonly from: IsoDate;
  readonly days: readonly Weekday[];
}

/** A public holiday. */
export interface Holiday {
  readonly on: IsoDate;
  readonly name?: Texts;
  /** Comes again every year on the same Gregorian day, from `on` onwards. */
  readonly yearly?: boolean;
}

/** Days on which the office, or one of its filing channels, was closed: strike, outage, decree. May be added afterwards. */
export interface Closure {
  readonly from: IsoDate;
  /** Last closed day, inclusive. */
  readonly to: IsoDate;
  readonly reason: string | Texts;
  /** Only this channel was closed, e.g. `e-filing`; without it the whole office. */
  readonly channel?: string;
}

/** A day that ends early: it counts as open, but working hours end at `until` (`HH:MM`). */
export interface HalfDay {
  readonly on: IsoDate;
  readonly until: string;
  readonly name?: Texts;
}

/** Daily working hours, `HH:MM`; for internal targets, never for legal time limits. */
export interface WorkingHours {
  readonly from: string;
  readonly to: string;
}

/** When this office works: the authority for every time limit (PCT Rule 80.5). */
export interface OfficeCalendar {
  /** IANA time zone: it decides the day. */
  readonly timeZone: string;
  readonly weekend: readonly WeekendPattern[];
  readonly holidays: readonly Holiday[];
  readonly closures?: readonly Closure[];
  readonly halfDays?: readonly HalfDay[];
  readonly workingHours?: WorkingHours;
  /** Calendar in which terms are counted when a rule says nothing; default `gregory`. */
  readonly system?: CalendarSystem;
}

/** Why a day is closed. */
export type ClosedReason =
  | { readonly type: 'weekend'; readonly weekday: Weekday }
  | { readonly type: 'holiday'; readonly name?: Texts }
  | { readonly type: 'closure'; readonly reason: string | Texts; readonly channel?: string };

/** What happens when the last day is a closed one; `none` for dates that never move (sending a Madrid refusal). */
export type Roll = 'next' | 'previous' | 'none';

/** How long a time limit is and how it ends: an entry of `time-limits.json`. */
export interface TimeLimitRule {
  /** ISO 8601 `PnYnMnWnD`, negative with a leading minus (`-P6M`). `P0D` with `workingDays`. */
  readonly length: string;
  /** Open days instead of, or after, `length`; may be negative. */
  readonly workingDays?: number;
  /** Calendar in which `length` is added; default: the office's. */
  readonly system?: CalendarSystem;
  /** Default `next` (PCT Rule 80.5, Paris Article 4C(3)). */
  readonly roll?: Roll;
  /** Each extension adds this length to the whole offset, at most `max` times. */
  readonly extension?: { readonly length: string; readonly max: number };
  /** Length for applicants abroad (STLT Rule 5). */
  readonly abroadLength?: string;
  /** A second period from another date, of which the later or earlier end counts (PCT Rules 26bis.1, 46.1, 49.6). */
  readonly alternative?: { readonly length: string; readonly from: string; readonly pick: 'later' | 'earlier' };
  /** Late period, counted from the raw end unless the law says otherwise (Paris Article 5bis). */
  readonly grace?: { readonly length: string; readonly from?: 'raw' | 'expiry' };
  /** The term ends the day before the anniversary. */
  readonly dayBefore?: boolean;
  readonly legalBasis?: string;
}

/** What is special about this one period. */
export interface TimeLimitOptions {
  readonly extensions?: number;
  readonly abroad?: boolean;
  /** Days by which a suspension moves the raw end. */
  readonly suspendedDays?: number;
  /** The date that `rule.alternative.from` names; without it the alternative is not applied. */
  readonly alternativeBaseOn?: IsoDate;
  /** Filing channel whose own closures count as well. */
  readonly channel?: string;
}

/** One line of the arithmetic; `explain` puts it into words. */
export interface ExplainStep {
  readonly code: ExplainCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The kinds of line. */
export type ExplainCode =
  | 'counted-from'
  | 'abroad'
  | 'extended'
  | 'added'
  | 'subtracted'
  | 'clamped'
  | 'other-calendar'
  | 'working-days'
  | 'alternative'
  | 'suspended'
  | 'day-before'
  | 'rolled-weekend'
  | 'rolled-holiday'
  | 'rolled-closure'
  | 'rolled-back-weekend'
  | 'rolled-back-holiday'
  | 'rolled-back-closure'
  | 'never-rolls'
  | 'expires'
  | 'grace';

/** A computed time limit with its arithmetic. */
export interface TimeLimit {
  readonly baseOn: IsoDate;
  /** The end before roll-over; follow-up periods start here. */
  readonly rawOn: IsoDate;
  /** The last day on which the act is in time. */
  readonly expiresOn: IsoDate;
  readonly graceRawOn?: IsoDate;
  readonly graceExpiresOn?: IsoDate;
  readonly steps: readonly ExplainStep[];
}

/** An ISO 8601 duration; a negative one has `sign: -1` and non-negative parts. */
export interface IsoDuration {
  readonly type: 'duration';
  readonly sign: 1 | -1;
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  /** May have a fraction down to the millisecond. */
  readonly seconds: number;
}

/** A text that is no timer or duration: a value, never thrown. */
export interface TimerProblem {
  readonly type: 'problem';
  readonly code: 'empty' | 'duration' | 'date' | 'cycle' | 'negative' | 'too-short' | 'kind';
  readonly sentence: string;
}

/** What a BPMN timer says (BPMN 2.0.2, 10.5.5): timeDate, timeDuration or timeCycle. */
export type Timer =
  | { readonly type: 'date'; readonly at: Instant }
  | IsoDuration
  | {
      readonly type: 'cycle';
      /** How often it fires; `null` = without end. */
      readonly repetitions: number | null;
      /** First firing; without it one period after arming. */
      readonly startAt?: Instant;
      readonly period: IsoDuration;
    }
  /** A cycle without end by days and times of the office's clock. */
  | { readonly type: 'cycle'; readonly repetitions: null; readonly cron: Cron };

/** A cron text as lists of what it allows. */
export interface Cron {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: readonly number[];
  readonly months: readonly number[];
  /** 0 = Sunday. */
  readonly weekdays: readonly number[];
  /** Day and weekday are both limited: either is enough. */
  readonly isEitherDay: boolean;
}

/** What a timer does about the time during which its instance was suspended. */
export type SuspensionPolicy = 'shift' | 'restart' | 'keep';
