import type { BundleManifest, OptionListFile } from '../contract/bundle.ts';
import type { Json } from '../contract/json.ts';
import type { LetterFact, LetterLanguage, LetterPart, LetterTemplate } from '../contract/letter.ts';
import type { ModelProblem } from '../contract/problem.ts';
import type { FeelContext } from '../feel/index.ts';
import { createFields, type Fields } from './fields.ts';
import type { LetterBlock, LetterFactRow, LetterImage, LetterRequest } from './letterRequest.ts';
import { printDate } from './printValue.ts';

/** Whom a letter goes to. */
export interface Addressee {
  readonly name: string;
  readonly addressLines: readonly string[];
}

/** Everything a letter is made of beside its template. */
export interface LetterContext {
  readonly office: NonNullable<BundleManifest['office']>;
  /** IANA name of the office's time zone. */
  readonly timeZone: string;
  /** Number of this letter in the office's series. */
  readonly number: string;
  /** The office's day, `YYYY-MM-DD`. */
  readonly date: string;
  /** The addressee unless the template names another. */
  readonly applicant: Addressee;
  /** Who signs unless the template says so; empty prints no name. */
  readonly signatory: string;
  readonly optionLists: Readonly<Record<string, OptionListFile>>;
  /** Picture of the mark, for certificates. */
  readonly markImage?: LetterImage;
  /** What FEEL sees: variables, `dossier`, `office`, `now`, `today`. */
  readonly values: FeelContext;
}

/** A letter ready to be set, or everything that is wrong with its fields: never half a letter. */
export type ComposedLetter =
  | { readonly ok: true; readonly request: LetterRequest }
  | { readonly ok: false; readonly problems: readonly ModelProblem[] };

function composeFacts(facts: readonly LetterFact[], pointer: string, fields: Fields): readonly LetterFactRow[] {
  return facts.flatMap((fact, index) => {
    const at = `${pointer}/${index}`;
    if (!fields.when(fact.when, at)) return [];
    const label = fields.text(fact.label, `${at}/label`);
    const value = fields.print(fact.value, `${at}/value`);
    return [{ label, value, ...(fact.inid === undefined ? {} : { inid: fact.inid }) }];
  });
}

type ListPart = Extract<LetterPart, { type: 'list' }>;
type TablePart = Extract<LetterPart, { type: 'table' }>;

function composeItems(part: ListPart, pointer: string, fields: Fields): readonly string[] {
  const { items } = part;
  if (typeof items === 'string') return fields.printList(items, `${pointer}/items`);
  if (!Array.isArray(items)) return fields.options(items, `${pointer}/items`);
  return items.flatMap((item, index) => {
    const at = `${pointer}/items/${index}`;
    return fields.when(item.when, at) ? [fields.text(item.text, `${at}/text`)] : [];
  });
}

function composeTable(part: TablePart, pointer: string, fields: Fields): LetterBlock {
  const rows = fields.list(part.rows, `${pointer}/rows`);
  return {
    type: 'table',
    columns: part.columns.map((column, index) => ({
      label: fields.text(column.label, `${pointer}/columns/${index}/label`),
      ...(column.align === undefined ? {} : { align: column.align }),
    })),
    rows: rows.map((row) => {
      const inRow = fields.withName('row', row);
      return part.columns.map((column, index) => inRow.print(column.value, `${pointer}/columns/${index}/value`));
    }),
  };
}

/** One part as a block; none when its condition is false or nothing is left of it. */
function composePart(part: LetterPart, pointer: string, fields: Fields): readonly LetterBlock[] {
  if (!fields.when(part.when, pointer)) return [];
  switch (part.type) {
    case 'paragraph':
    case 'heading':
      return [{ type: part.type, text: fields.text(part.text, `${pointer}/text`) }];
    case 'facts': {
      const rows = composeFacts(part.rows, `${pointer}/rows`, fields);
      return rows.length > 0 ? [{ type: 'facts', rows }] : [];
    }
    case 'list': {
      const items = composeItems(part, pointer, fields);
      return items.length > 0 ? [{ type: 'list', items, numbered: part.numbered ?? false }] : [];
    }
    case 'table': {
      const table = composeTable(part, pointer, fields);
      return table.type === 'table' && table.rows.length > 0 ? [table] : [];
    }
  }
}

const isText = (value: Json | undefined): value is string => typeof value === 'string';

function composeRecipient(template: LetterTemplate, context: LetterContext, fields: Fields): Addressee {
  if (template.recipient === undefined) return context.applicant;
  const value = fields.value(template.recipient, '/recipient');
  if (value === undefined) return context.applicant;
  const { name, addressLines } =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, Json>) : {};
  if (isText(name) && Array.isArray(addressLines) && addressLines.every(isText)) return { name, addressLines };
  fields.complain('/recipient', template.recipient, 'Expected a context with name and addressLines.');
  return context.applicant;
}

/** The mark's text may be nothing (a figurative mark): then only the picture is shown. */
function composeMark(template: LetterTemplate, context: LetterContext, fields: Fields): LetterRequest['mark'] {
  if (template.mark === undefined) return undefined;
  const value = fields.value(template.mark, '/mark');
  if (value !== undefined && value !== null && !isText(value))
    fields.complain('/mark', template.mark, 'Expected a text.');
  const text = isText(value) && value.trim() !== '' ? { text: value } : {};
  const image = context.markImage ? { image: context.markImage } : {};
  const mark = { ...text, ...image };
  return 'text' in mark || 'image' in mark ? mark : undefined;
}

function composeOffice(context: LetterContext, language: LetterLanguage, fields: Fields): LetterRequest['office'] {
  const { office } = context;
  return {
    name: fields.officeText(office.name[language], '', 'name'),
    code: office.code.toUpperCase(),
    addressLines: fields.officeText(office.address[language], [], 'address'),
    contact: office.contact.split('\n').filter((line) => line !== ''),
  };
}

/**
 * Makes a letter from its template: evaluates every condition and field, prints values in the letter's language and picks texts.
 * FEEL also sees `letter` (`number`, `date`, and `letter.money(amountMinor, currency)`), `applicant`, and `row` in tables.
 */
export function composeLetter(
  template: LetterTemplate,
  context: LetterContext,
  language: LetterLanguage,
): ComposedLetter {
  const problems: ModelProblem[] = [];
  const fields = createFields(template, context, language, problems);
  const mark = composeMark(template, context, fields);
  const { signature } = template;
  const request: LetterRequest = {
    layout: template.layout,
    language,
    office: composeOffice(context, language, fields),
    title: fields.text(template.title, '/title'),
    number: context.number,
    date: context.date,
    dateText: printDate(context.date, language),
    recipient: composeRecipient(template, context, fields),
    subject: fields.text(template.subject, '/subject'),
    reference: composeFacts(template.reference, '/reference', fields),
    blocks: template.blocks.flatMap((part, index) => composePart(part, `/blocks/${index}`, fields)),
    signature: {
      name: signature.name === undefined ? context.signatory : fields.print(signature.name, '/signature/name'),
      title: fields.text(signature.title, '/signature/title'),
    },
    ...(mark ? { mark } : {}),
    seal: template.seal ?? template.layout === 'certificate',
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, request };
}
