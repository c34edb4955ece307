import type { Texts } from '../contract/bundle.ts';
import type { OfficeWords } from './officeWords.ts';

/** Every kind of line that a time line has. */
export type LineKind =
  | 'instanceStarted'
  | 'instanceEnded'
  | 'instanceFailed'
  | 'instanceCancelled'
  | 'instanceSuspended'
  | 'instanceResumed'
  | 'suspendedByHand'
  | 'resumedByHand'
  | 'instanceModified'
  | 'instanceMigrated'
  | 'taskCompleted'
  | 'taskCompletedAs'
  | 'taskClaimed'
  | 'taskReleased'
  | 'taskAssigned'
  | 'taskUndone'
  | 'letterIssued'
  | 'documentFiled'
  | 'messageReceived'
  | 'timerFired'
  | 'timeLimitRunning'
  | 'timeLimitExtended'
  | 'timeLimitFixed'
  | 'timeLimitExpired'
  | 'statusEventRecorded'
  | 'stateChanged'
  | 'numberAssigned'
  | 'variablesSet'
  | 'incidentRaised'
  | 'incidentResolved';

/** A value of a sentence: words of the office, a text as it is, or a day. */
export type LineValue = Texts | string | { readonly on: string };

type Sentences = Readonly<Record<LineKind, string>>;

const en: Sentences = {
  instanceStarted: '“{process}” started',
  instanceEnded: '“{process}” ended',
  instanceFailed: '“{process}” ended with an error',
  instanceCancelled: '“{process}” cancelled by {actor}: {reason}',
  instanceSuspended: '“{process}” suspended: time limits stand still',
  instanceResumed: '“{process}” resumed: time limits run again',
  suspendedByHand: '“{process}” suspended by {actor}, time limits stand still: {reason}',
  resumedByHand: '“{process}” resumed by {actor}, time limits run again: {reason}',
  instanceModified: '“{process}” changed by hand by {actor}: {reason}',
  instanceMigrated: '“{process}” moved to version {version} by {actor}: {reason}',
  taskCompleted: '{step} completed by {actor}',
  taskCompletedAs: '{step} completed by {actor}: {outcome}',
  taskClaimed: '{step} taken by {actor}',
  taskReleased: '{step} put back by {actor}',
  taskAssigned: '{step} assigned by {actor}',
  taskUndone: '{step} undone by {actor}',
  letterIssued: 'Letter “{title}” issued',
  documentFiled: 'Document “{title}” filed by {actor}',
  messageReceived: 'Received: {step}',
  timerFired: 'Time has come: {step}',
  timeLimitRunning: 'Time limit “{limit}” expires {day}',
  timeLimitExtended: 'Time limit “{limit}” extended to {day}',
  timeLimitFixed: '“{limit}” fixed for {day}',
  timeLimitExpired: 'Time limit “{limit}” expired',
  statusEventRecorded: '{event}, {day}',
  stateChanged: 'State changed to {state}',
  numberAssigned: 'Number {number} assigned',
  variablesSet: 'Data of the process set by {actor}',
  incidentRaised: 'Stopped at {step}: {reason}',
  incidentResolved: 'Tried again by {actor}: {reason}',
};

const ar: Sentences = {
  instanceStarted: 'بدأ «{process}»',
  instanceEnded: 'انتهى «{process}»',
  instanceFailed: 'انتهى «{process}» بخطأ',
  instanceCancelled: 'ألغى {actor} «{process}»: {reason}',
  instanceSuspended: 'عُلّق «{process}»: توقفت المواعيد',
  instanceResumed: 'استؤنف «{process}»: عادت المواعيد إلى السريان',
  suspendedByHand: 'علّق {actor} «{process}» وتوقفت المواعيد: {reason}',
  resumedByHand: 'استأنف {actor} «{process}» وعادت المواعيد إلى السريان: {reason}',
  instanceModified: 'غيّر {actor} مسار «{process}» يدويًا: {reason}',
  instanceMigrated: 'نقل {actor} «{process}» إلى الإصدار {version}: {reason}',
  taskCompleted: 'أنجز {actor} «{step}»',
  taskCompletedAs: 'أنجز {actor} «{step}»: {outcome}',
  taskClaimed: 'تولى {actor} «{step}»',
  taskReleased: 'أعاد {actor} «{step}»',
  taskAssigned: 'أسند {actor} «{step}»',
  taskUndone: 'تراجع {actor} عن «{step}»',
  letterIssued: 'صدرت الرسالة «{title}»',
  documentFiled: 'أودع {actor} الوثيقة «{title}»',
  messageReceived: 'ورد: {step}',
  timerFired: 'حان الموعد: {step}',
  timeLimitRunning: 'ينتهي ميعاد «{limit}» في {day}',
  timeLimitExtended: 'مُدّد ميعاد «{limit}» إلى {day}',
  timeLimitFixed: 'حُدد «{limit}» في {day}',
  timeLimitExpired: 'انقضى ميعاد «{limit}»',
  statusEventRecorded: '{event}، {day}',
  stateChanged: 'تغيرت الحالة إلى {state}',
  numberAssigned: 'مُنح الرقم {number}',
  variablesSet: 'عدّل {actor} بيانات الإجراء',
  incidentRaised: 'توقف عند «{step}»: {reason}',
  incidentResolved: 'أعاد {actor} المحاولة: {reason}',
};

const languages: Readonly<Record<string, Sentences>> = { en, ar };

/** A line in every language that we and the office have, English always. */
export function sentencesOf(
  kind: LineKind,
  values: Readonly<Record<string, LineValue>>,
  words: OfficeWords,
): Record<string, string> {
  const wanted = new Set(['en', ...words.languages]);
  return Object.fromEntries(
    Object.entries(languages)
      .filter(([language]) => wanted.has(language))
      .map(([language, sentences]) => [
        language,
        // One pass: a value that looks like a place-holder stays a value.
        sentences[kind].replace(/\{(\w+)\}/g, (_whole, name: string) => said(values[name], language, words)),
      ]),
  );
}

function said(value: LineValue | undefined, language: string, words: OfficeWords): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if ('on' in value && typeof value.on === 'string' && Object.keys(value).length === 1)
    return words.day(value.on, language);
  const texts = value as Texts;
  return texts[language] ?? texts['en'] ?? Object.values(texts)[0] ?? '';
}
