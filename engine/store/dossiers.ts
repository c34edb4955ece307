import { NOW } from './clock.ts';
import { select, type Columns } from './columns.ts';
import { foldText, numberKey } from './folding.ts';
import { reading } from './statements.ts';
import { dossierColumns } from './stored.ts';
import type { DossierRow } from './stepTypes.ts';
import type { Transaction } from './transaction.ts';

const READ = reading(`select ${select(dossierColumns, 'd')} from dossiers d where d.office_id = $1 and d.id = $2`);

export async function readDossier(trx: Transaction, officeId: string, id: string): Promise<DossierRow | null> {
  const [dossier] = await trx.run<DossierRow>(READ, [officeId, id]);
  return dossier ?? null;
}

/** A dossier as lists show it. */
export interface DossierEntry {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly registrationNumber: string | null;
  readonly state: string | null;
  readonly title: string;
  readonly applicant: string;
  readonly representative: string;
  readonly classes: readonly number[];
  readonly filedOn: string | null;
  readonly registeredOn: string | null;
  readonly expiresOn: string | null;
  readonly publishedOn: string | null;
  readonly changedAt: string;
}

export const dossierEntryColumns: Columns<DossierEntry> = {
  id: 'dossier_id',
  kind: 'kind',
  number: 'number',
  registrationNumber: 'registration_number',
  state: 'state',
  title: 'title',
  applicant: 'applicant',
  representative: 'representative',
  classes: 'classes',
  filedOn: 'filed_on',
  registeredOn: 'registered_on',
  expiresOn: 'expires_on',
  publishedOn: 'published_on',
  changedAt: 'changed_at',
};

const ENTRY = reading(`
  select ${select(dossierEntryColumns, 'e')} from dossier_index e where e.office_id = $1 and e.dossier_id = any($2::uuid[])`);

/** What lists show of these dossiers, in no order. */
export function dossierEntries(
  trx: Transaction,
  officeId: string,
  ids: readonly string[],
): Promise<readonly DossierEntry[]> {
  return trx.run<DossierEntry>(ENTRY, [officeId, ids]);
}

/** What to look for; everything given must hold. */
export interface DossierFilter {
  /** Words of title, applicant, representative or numbers; or a number however written. Each word may be a part of a longer one. */
  readonly text?: string;
  readonly state?: string;
  readonly class?: number;
  readonly filedFrom?: string;
  /** Inclusive. */
  readonly filedTo?: string;
  /** Only dossiers that are published by now; the office's time zone (IANA), which decides the day. */
  readonly publishedInZone?: string;
}

/** Where a page ended: the place of its last dossier. */
export interface DossierPlace {
  readonly filedOn: string | null;
  readonly id: string;
}

/** Fewer letters than this would find nearly everything. */
const SHORTEST_NUMBER = 3;
/** Words looked at; further ones are left out. */
const MOST_WORDS = 8;

/**
 * One page of the dossiers that fit, latest filing first, those without a filing date at the end. Words are looked up in the trigram
 * index where the server has one, else in all rows of the office.
 */
export async function searchDossiers(
  trx: Transaction,
  officeId: string,
  filter: DossierFilter,
  page: { readonly limit: number; readonly after?: DossierPlace | null },
): Promise<readonly DossierEntry[]> {
  const conditions = ['e.office_id = $1'];
  const values: unknown[] = [officeId];
  const where = (value: unknown, condition: (placeholder: string) => string): void => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  if (filter.text !== undefined && filter.text.trim() !== '') textCondition(filter.text, conditions, values);
  if (filter.state !== undefined) where(filter.state, (state) => `e.state = ${state}`);
  if (filter.class !== undefined) where([filter.class], (classes) => `e.classes @> ${classes}::integer[]`);
  if (filter.filedFrom !== undefined) where(filter.filedFrom, (day) => `e.filed_on >= ${day}::date`);
  if (filter.filedTo !== undefined) where(filter.filedTo, (day) => `e.filed_on <= ${day}::date`);
  if (filter.publishedInZone !== undefined)
    where(filter.publishedInZone, (zone) => `e.published_on <= (${NOW} at time zone ${zone}::text)::date`);
  if (page.after !== undefined && page.after !== null) {
    values.push(page.after.filedOn, page.after.id);
    conditions.push(
      `(coalesce(e.filed_on, '-infinity'), e.dossier_id) < (coalesce($${values.length - 1}::date, '-infinity'), $${values.length}::uuid)`,
    );
  }
  values.push(page.limit);
  const statement = reading(`
    select ${select(dossierEntryColumns, 'e')} from dossier_search e
    where ${conditions.join(' and ')}
    order by coalesce(e.filed_on, '-infinity') desc, e.dossier_id desc limit $${values.length}`);
  return trx.run<DossierEntry>(statement, values);
}

/** All words in the folded texts, or the start of one of the numbers; of `dossier_search e`, its values pushed to `values`. */
export function textCondition(text: string, conditions: string[], values: unknown[]): void {
  const next = (value: string | null): string => `$${values.push(value)}::text`;
  const words = foldText(text)
    .split(' ')
    .slice(0, MOST_WORDS)
    .map((word) => `e.search_text like ${next(containing(word))}`);
  const number = numberKey(text);
  const start = next(number.length < SHORTEST_NUMBER ? null : starting(number));
  const numbers = [`e.number_key like ${start}`, `e.registration_number_key like ${start}`];
  conditions.push(`(${[words.join(' and '), ...numbers].map((one) => `(${one})`).join(' or ')})`);
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
const containing = (word: string): string => `%${escaped(word)}%`;
const starting = (text: string): string => `${escaped(text)}%`;
