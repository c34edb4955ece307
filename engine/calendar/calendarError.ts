/** Thrown for a date, length or calendar that cannot be used; the message is a sentence for an administrator. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';
}
