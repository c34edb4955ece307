import { may } from '../access/index.ts';
import type { Static } from '@sinclair/typebox';
import type { DefinitionRow, DefinitionView } from '../contract/instance.ts';
import type { Page } from '../contract/page.ts';
import { deployedFiles, listDefinitions, type DefinitionEntry } from '../store/index.ts';
import type { Look } from './look.ts';
import type { OfficeWords } from './officeWords.ts';
import { pageOf, placeOf, rowsFor, type PageQuery } from './paging.ts';
import { nothingHere } from './visible.ts';

/**
 * A page of the definitions in force, by kind and key. Who may start processes but not look into definitions sees the processes that
 * can be started. One statement.
 */
export async function definitions(
  look: Look,
  query: PageQuery & { readonly kind?: string | undefined },
): Promise<Page<Static<typeof DefinitionRow>>> {
  const place = placeOf(query, ['text', 'text']);
  const after = { kind: String(place?.[0] ?? ''), key: String(place?.[1] ?? '') };
  const isAnalyst = may(look.actor, 'definition.view');
  const kind = isAnalyst ? query.kind : 'process';
  const rows = await look.store.transaction(look.officeId, (trx) =>
    listDefinitions(trx, look.officeId, look.words.deploymentId, { after, limit: rowsFor(query), kind }),
  );
  const page = pageOf(
    query,
    rows,
    (row) => definitionRow(row, look.words),
    (row) => [row.kind, row.key],
  );
  return isAnalyst ? page : { ...page, items: page.items.filter(({ startable }) => startable) };
}

function definitionRow(entry: DefinitionEntry, words: OfficeWords): Static<typeof DefinitionRow> {
  const process = entry.kind === 'process' ? words.process(entry.key) : null;
  return {
    kind: entry.kind,
    key: entry.key,
    version: entry.version,
    name: words.definitionName(entry.kind, entry.key),
    deployedAt: entry.deployedAt,
    startForm: process?.startForm ?? null,
    startable: process?.startable ?? false,
    dossierKind: process?.dossierKind ?? null,
  };
}

/** A definition in force with its files. Two statements. @throws Refusal NOT_FOUND */
export async function definitionView(look: Look, kind: string, key: string): Promise<Static<typeof DefinitionView>> {
  const { deploymentId } = look.words;
  const { entry, files } = await look.store.transaction(look.officeId, async (trx) => {
    const page = { after: { kind: '', key: '' }, limit: 1, keys: [key], kind };
    const [found] = await listDefinitions(trx, look.officeId, deploymentId, page);
    if (!found) throw nothingHere();
    const paths = (found.content as { readonly files?: readonly string[] } | null)?.files ?? [];
    return { entry: found, files: await deployedFiles(trx, look.officeId, deploymentId, paths) };
  });
  const decoder = new TextDecoder();
  return {
    ...definitionRow(entry, look.words),
    files: files.map(({ path, content }) => ({ path, content: decoder.decode(content) })),
  };
}
