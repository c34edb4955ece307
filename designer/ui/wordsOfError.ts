/** What the screens say about a failure; `reference` is the request id. */
export interface ErrorWords {
  readonly title: string;
  readonly detail: string;
  readonly reference: string | undefined;
}

type Translate = (key: string) => string;
type Exists = (key: string) => boolean;

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Puts a thrown value into words. Errors of the API carry `code` (`NOT_FOUND`, `UNREACHABLE` …) and `requestId`; the code
 * decides the words, never the message.
 */
export function wordsOfError(error: unknown, t: Translate, exists: Exists): ErrorWords {
  const fields = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const code = text(fields['code']) ?? 'DEFECT';
  const key = exists(`error.${code}.title`) ? code : 'DEFECT';
  return { title: t(`error.${key}.title`), detail: t(`error.${key}.detail`), reference: text(fields['requestId']) };
}
