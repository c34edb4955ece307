import { type Static, Type } from '@sinclair/typebox';
import { Key, Texts } from './bundle.ts';

/** Languages our layouts can set; an office uses the ones it has texts for. */
export const letterLanguages = ['en', 'ar', 'fr'] as const;
export type LetterLanguage = (typeof letterLanguages)[number];

const closed = { additionalProperties: false } as const;
const Feel = (description: string) =>
  Type.String({ minLength: 1, maxLength: 4000, description: `FEEL: ${description}` });

const when = Type.Optional(Feel('the part is printed when this is true; left out means always'));
const inid = Type.Optional(
  Type.String({
    pattern: '^[0-9]{2,3}$',
    description: 'INID code (WIPO ST.60, ST.9, ST.80), printed before the datum',
  }),
);

/** One datum with its label; `value` is printed in the letter's language (dates, numbers, lists). */
export const LetterFact = Type.Object({ label: Texts, value: Feel('the datum'), inid, when }, closed);
export type LetterFact = Static<typeof LetterFact>;

/** The slot of an option list (pre-coded reasons): `from` gives the chosen codes, the list gives their texts. */
export const OptionSlot = Type.Object({ optionList: Key, from: Feel('a code or list of codes') }, closed);
export type OptionSlot = Static<typeof OptionSlot>;

const ParagraphPart = Type.Object({ type: Type.Literal('paragraph'), text: Texts, when }, closed);
const HeadingPart = Type.Object({ type: Type.Literal('heading'), text: Texts, when }, closed);
const ListPart = Type.Object(
  {
    type: Type.Literal('list'),
    items: Type.Union([
      Feel('a list of texts'),
      OptionSlot,
      Type.Array(Type.Object({ text: Texts, when }, closed), { minItems: 1, maxItems: 100 }),
    ]),
    numbered: Type.Optional(Type.Boolean()),
    when,
  },
  closed,
);
const FactsPart = Type.Object(
  { type: Type.Literal('facts'), rows: Type.Array(LetterFact, { minItems: 1, maxItems: 60 }), when },
  closed,
);
const TablePart = Type.Object(
  {
    type: Type.Literal('table'),
    rows: Feel('a list; each item is the name `row` in the columns'),
    columns: Type.Array(
      Type.Object(
        {
          label: Texts,
          value: Feel('the cell, reading `row`'),
          align: Type.Optional(Type.Union([Type.Literal('start'), Type.Literal('end')])),
        },
        closed,
      ),
      { minItems: 1, maxItems: 8 },
    ),
    when,
  },
  closed,
);

/** One part of a letter's body, in reading order. */
export const LetterPart = Type.Union([ParagraphPart, HeadingPart, ListPart, FactsPart, TablePart]);
export type LetterPart = Static<typeof LetterPart>;

/**
 * A letter of a bundle: the file `letters/<key>/<key>.json`. Data only: in every text `{{…}}` holds a FEEL expression, as fields and
 * conditions do; they see `letter` (number, date), `applicant` and what the caller adds (variables, `dossier`, `office`, `today`).
 */
export const LetterTemplate = Type.Object(
  {
    key: Key,
    layout: Type.Union([Type.Literal('letter'), Type.Literal('certificate')]),
    documentType: Type.String({ minLength: 1, maxLength: 80, description: 'Type under which the document is filed' }),
    title: Texts,
    subject: Texts,
    recipient: Type.Optional(Feel('context with name and addressLines; the applicant when left out')),
    reference: Type.Array(LetterFact, { maxItems: 12 }),
    blocks: Type.Array(LetterPart, { minItems: 1, maxItems: 200 }),
    signature: Type.Object(
      {
        title: Texts,
        name: Type.Optional(Feel('who signs; the signatory given by the caller when left out')),
        role: Type.Optional(Type.String({ description: 'Role that signs, key in roles.json' })),
      },
      closed,
    ),
    mark: Type.Optional(Feel('text of the mark, shown large; its picture is given by the caller')),
    seal: Type.Optional(Type.Boolean({ description: 'Print the seal of the office; default true for a certificate' })),
  },
  closed,
);
export type LetterTemplate = Static<typeof LetterTemplate>;
