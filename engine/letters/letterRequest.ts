import type { LetterLanguage } from '../contract/letter.ts';

/** A picture inside a letter; the renderer refuses anything that is not a PNG or JPEG of at most 5 MB and 40 megapixels. */
export interface LetterImage {
  /** The file's bytes, base64. */
  readonly base64: string;
  /** Read out by a screen reader in place of the picture. */
  readonly alt: string;
}

/** One datum with its label, and the INID code (WIPO ST.60, ST.9, ST.80) printed before it. */
export interface LetterFactRow {
  readonly label: string;
  readonly value: string;
  readonly inid?: string;
}

/** One block of the body, in reading order. Texts are plain: no markup of any kind has a meaning in them. */
export type LetterBlock =
  | { readonly type: 'paragraph'; readonly text: string }
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[]; readonly numbered?: boolean }
  | {
      readonly type: 'table';
      readonly columns: readonly { readonly label: string; readonly align?: 'start' | 'end' }[];
      /** Each row has as many cells as there are columns. */
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly type: 'facts'; readonly rows: readonly LetterFactRow[] };

/** Everything a letter shows, in one language, ready to be set: plain JSON, no expression left in it. */
export interface LetterRequest {
  readonly layout: 'letter' | 'certificate';
  readonly language: LetterLanguage;
  readonly office: {
    readonly name: string;
    /** WIPO ST.3 code. */
    readonly code: string;
    readonly addressLines: readonly string[];
    readonly contact: readonly string[];
  };
  /** Kind of document in words: heading of a certificate, title in the PDF's metadata. */
  readonly title: string;
  /** Number of this letter in the office's series. */
  readonly number: string;
  /** Office date, `YYYY-MM-DD`. */
  readonly date: string;
  /** The same date in the letter's language. */
  readonly dateText: string;
  readonly recipient: { readonly name: string; readonly addressLines: readonly string[] };
  readonly subject: string;
  readonly reference: readonly LetterFactRow[];
  readonly blocks: readonly LetterBlock[];
  /** An empty name leaves only the title under the line. */
  readonly signature: { readonly name: string; readonly title: string };
  /** The mark itself, shown large in a certificate. */
  readonly mark?: { readonly text?: string; readonly image?: LetterImage };
  readonly seal: boolean;
}
