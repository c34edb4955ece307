import type { Client } from 'pg';

/** Extension → what works less well without it. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  pg_trgm: 'search in texts reads all dossiers of the office instead of an index',
  unaccent: 'similarity search by database functions cannot ignore accents',
  fuzzystrmatch: 'similarity search by database functions cannot compare sounds',
};

/** Makes the extensions that may be made, each with the indexes it allows; the others become findings. */
export async function createExtensions(client: Client, findings: string[]): Promise<void> {
  for (const [name, loss] of Object.entries(EXTENSIONS)) {
    if (await createExtension(client, name)) continue;
    findings.push(`The PostgreSQL extension ${name} is missing and may not be created by this account: ${loss}.`);
  }
  const { rowCount } = await client.query(
    `select from pg_extension where extname = 'pg_trgm' and to_regclass('dossier_index_search') is null`,
  );
  if (rowCount === 0) return;
  await client.query(
    'create index if not exists dossier_index_search on dossier_index using gin (search_text gin_trgm_ops)',
  );
}

async function createExtension(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_extension where extname = $1', [name]);
  if (rowCount !== 0) return true;
  try {
    await client.query(`create extension if not exists ${client.escapeIdentifier(name)}`);
    return true;
  } catch {
    // Not shipped with this server, or not allowed: found by the finding.
    return false;
  }
}
