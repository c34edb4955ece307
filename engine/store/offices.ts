import type { JsonObject } from '../contract/json.ts';
import { select, type Columns } from './columns.ts';
import { reading, writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** An office of this installation. */
export interface StoredOffice {
  /** ST.3 code. */
  readonly code: string;
  /** By language. */
  readonly name: JsonObject;
  readonly languages: readonly string[];
  readonly deploymentId: string | null;
}

const columns: Columns<StoredOffice> = {
  code: 'code',
  name: 'name',
  languages: 'languages',
  deploymentId: 'current_deployment_id',
};

const SAVE = writing(`
  insert into offices (code, name, languages) values ($1, $2::jsonb, $3)
  on conflict (code) do update set name = excluded.name, languages = excluded.languages`);

/** Makes an office, or takes over its new name and languages. Belongs to no office: call it across offices. */
export async function saveOffice(trx: Transaction, office: Omit<StoredOffice, 'deploymentId'>): Promise<void> {
  await trx.run(SAVE, [office.code, JSON.stringify(office.name), office.languages]);
}

const READ = reading(`select ${select(columns, 'o')} from offices o where o.code = $1`);

export async function readOffice(trx: Transaction, code: string): Promise<StoredOffice | null> {
  const [office] = await trx.run<StoredOffice>(READ, [code]);
  return office ?? null;
}

const ALL = reading(`select ${select(columns, 'o')} from offices o order by o.code`);

export function listOffices(trx: Transaction): Promise<readonly StoredOffice[]> {
  return trx.run<StoredOffice>(ALL, []);
}
