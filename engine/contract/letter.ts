import { type Static, Type } from '@sinclair/typebox';

/** Languages a letter may be written in; an office uses the ones it has texts for. */
export const letterLanguages = ['en', 'ar', 'fr'] as const;
export type LetterLanguage = (typeof letterLanguages)[number];

const closed = { additionalProperties: false } as const;
const Feel = (description: string) => Type.String({ minLength: 1, maxLength: 4000, description: `FEEL: ${description}` });
const Key = Type.String({ pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$', maxLength: 80 });

/** A text per language, in which `{{…}}` holds a FEEL expression. */
export const LetterTextSchema = Type.Object(
  {
    en: Type.Optional(Type.String({ maxLength: 20000 })),
    ar: Type.Optional(Type.String({ maxLength: 20000 })),
    fr: Type.Optional(Type.String({ maxLength: 20000 })),
  },
  { ...closed, minProperties: 1 },
);
export type LetterText = Static<typeof LetterTextSchema>;

const when = Type.Optional(Feel('the part is printed when this is true; left out means always'));
const inid = Type.Optional(
  Type.String({ pattern: '^[0-9]{2,3}$', description: 'INID code (WIPO ST.60, ST.9, ST.80), printed before the datum' }),
);

/** One datum with its label; `value` is printed in the letter's language (dates, numbers, lists). */
export const LetterFactSchema = Type.Object({ label: LetterTextSchema, value: Feel('the datum'), inid, when }, closed);
export type LetterFact = Static<typeof LetterFactSchema>;

/** The slot of an option list (pre-coded reasons): `from` gives the chosen codes, the list gives their texts. */
export const OptionSlotSchema = Type.Object({ optionList: Key, from: Feel('a code or list of codes') }, closed);
export type OptionSlot = Static<typeof OptionSlotSchema>;

const ParagraphPart = Type.Object({ type: Type.Literal('paragraph'), text: LetterTextSchema, when }, closed);
const HeadingPart = Type.Object({ type: Type.Literal('heading'), text: LetterTextSchema, when }, closed);
const ListPart = Type.Object(
  {
    type: Type.Literal('list'),
    items: Type.Union([
      Feel('a list of texts'),
      OptionSlotSchema,
      Type.Array(Type.Object({ text: LetterTextSchema, when }, closed), { minItems: 1, maxItems: 100 }),
    ]),
    numbered: Type.Optional(Type.Boolean()),
    when,
  },
  closed,
);
const FactsPart = Type.Object(
  { type: Type.Literal('facts'), rows: Type.Array(LetterFactSchema, { minItems: 1, maxItems: 60 }), when },
  closed,
);
const TablePart = Type.Object(
  {
    type: Type.Literal('table'),
    rows: Feel('a list; each item is the name `row` in the columns'),
    columns: Type.Array(
      Type.Object(
        {
          label: LetterTextSchema,
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
export const LetterPartSchema = Type.Union([ParagraphPart, HeadingPart, ListPart, FactsPart, TablePart]);
export type LetterPart = Static<typeof LetterPartSchema>;

/**
 * A letter of a bundle: the file `letters/<key>/<key>.json`. Data only; its fields and conditions are FEEL over the names that
 * `composeLetter` gives (`office`, `letter`, `applicant` and what the caller adds, such as `dossier`).
 */
export const LetterTemplateSchema = Type.Object(
  {
    key: Key,
    layout: Type.Union([Type.Literal('letter'), Type.Literal('certificate')]),
    documentType: Type.String({ minLength: 1, maxLength: 80, description: 'Type under which the document is filed' }),
    title: LetterTextSchema,
    subject: LetterTextSchema,
    recipient: Type.Optional(Feel('context with name and addressLines; the applicant when left out')),
    reference: Type.Array(LetterFactSchema, { maxItems: 12 }),
    blocks: Type.Array(LetterPartSchema, { minItems: 1, maxItems: 200 }),
    signature: Type.Object(
      {
        title: LetterTextSchema,
        name: Type.Optional(Feel('who signs; the signatory given by the caller when left out')),
        role: Type.Optional(Type.String({ description: 'Role that signs, key in roles.json' })),
      },
      closed,
    ),
    mark: Type.Optional(Feel('the mark shown in a certificate: a text or a context with text and image')),
    seal: Type.Optional(Type.Boolean({ description: 'Print the seal of the office; default true for a certificate' })),
  },
  { ...closed, $id: 'letter-template' },
);
export type LetterTemplate = Static<typeof LetterTemplateSchema>;

const LinesPerLanguage = Type.Object(
  {
    en: Type.Optional(Type.Array(Type.String(), { maxItems: 8 })),
    ar: Type.Optional(Type.Array(Type.String(), { maxItems: 8 })),
    fr: Type.Optional(Type.Array(Type.String(), { maxItems: 8 })),
  },
  closed,
);

/** What an office prints at the head and foot of every letter. */
export const LetterheadSchema = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Z]{2}$', description: 'WIPO ST.3 code' }),
    name: LetterTextSchema,
    addressLines: LinesPerLanguage,
    contact: LinesPerLanguage,
  },
  closed,
);
export type Letterhead = Static<typeof LetterheadSchema>;
