/** Runs one statement and gives its rows; any client's query fits. */
export type Query = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

const OLDEST_MAJOR = 15;
const MUST_BE_ON = ['fsync', 'full_page_writes', 'synchronous_commit'];
/** Stronger than `on` or equal to it for what is acknowledged. */
const ON = ['on', 'remote_apply', 'remote_write', 'local'];

/**
 * What keeps a server from holding what it acknowledged, a sentence each; empty when nothing does.
 * Asked at every start, of the embedded server and of any other.
 */
export async function checkDurability(query: Query): Promise<readonly string[]> {
  const rows = await query(
    `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version_num')`,
  );
  const settings = new Map(rows.map((row) => [String(row['name']), String(row['setting'])]));
  const version = Number(settings.get('server_version_num'));
  const sentences = MUST_BE_ON.filter((name) => !ON.includes(settings.get(name) ?? '')).map(
    (name) => `Expected the PostgreSQL setting ${name} to be on, but it is ${settings.get(name) ?? 'unknown'}.`,
  );
  if (version >= OLDEST_MAJOR * 10_000) return sentences;
  return [
    ...sentences,
    `Expected PostgreSQL ${OLDEST_MAJOR} or later, but the server is ${Math.floor(version / 10_000)}.`,
  ];
}
