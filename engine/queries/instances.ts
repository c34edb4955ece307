import type { Static } from '@sinclair/typebox';
import type { DiagramView } from '../contract/dossier.ts';
import type { HistoryEntry, InstanceRow, InstanceView } from '../contract/instance.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Page } from '../contract/page.ts';
import {
  historyOfInstance,
  listInstances,
  pathOfInstance,
  type InstanceEntry,
  type StoredHistory,
  type WholeInstance,
} from '../store/index.ts';
import { wordsOfAll, type Look } from './look.ts';
import type { OfficeWords } from './officeWords.ts';
import { LAST_ID, pageOf, placeOf, rowsFor, type PageQuery } from './paging.ts';
import { onlyPublished, visibleDossier, visibleInstance } from './visible.ts';

/** Which instances. */
export interface InstanceQuery extends PageQuery {
  readonly dossierId?: string | undefined;
  readonly process?: string | undefined;
  readonly status?: string | undefined;
}

/** A page of instances, latest start first; those of unpublished dossiers only with the right. One statement, two for a dossier. */
export async function instances(look: Look, query: InstanceQuery): Promise<Page<Static<typeof InstanceRow>>> {
  const place = placeOf(query, ['id']);
  const { dossierId, process, status } = query;
  const rows = await look.store.transaction(look.officeId, async (trx) => {
    if (dossierId !== undefined) await visibleDossier(look, trx, dossierId);
    return listInstances(
      trx,
      look.officeId,
      { dossierId, process, status, publishedInZone: onlyPublished(look) },
      { beforeId: String(place?.[0] ?? LAST_ID), limit: rowsFor(query) },
    );
  });
  const words = await wordsOfAll(look, rows);
  return pageOf(
    query,
    rows,
    (row) => instanceRow(row, words(row.deploymentId)),
    (row) => [row.id],
  );
}

function instanceRow(entry: InstanceEntry, words: OfficeWords): Static<typeof InstanceRow> {
  return {
    id: entry.id,
    process: entry.definitionKey,
    version: entry.definitionVersion,
    name: words.processName(entry.definitionKey),
    status: entry.status,
    suspended: entry.suspended,
    startedAt: entry.startedAt,
    endedAt: entry.endedAt,
    dossierId: entry.dossierId,
    parentId: entry.parentId,
  };
}

/** An instance and where it stands. One statement. @throws Refusal NOT_FOUND */
export async function instanceView(look: Look, id: string): Promise<InstanceView> {
  const { instance, words } = await instanceOf(look, id);
  const tokens = instance.state.tokens.map((token) => ({
    token: token.id,
    element: token.at,
    name: words.elementName(instance.definitionKey, token.at),
  }));
  return { ...instanceRow(instance, words), tokens };
}

/** The variables of an instance. One statement. @throws Refusal NOT_FOUND */
export async function instanceVariables(look: Look, id: string): Promise<JsonObject> {
  return (await instanceOf(look, id)).instance.variables;
}

/** A page of the history of an instance in its order, with the hashes that chain it. Two statements. @throws Refusal NOT_FOUND */
export async function instanceHistory(
  look: Look,
  id: string,
  query: PageQuery,
): Promise<Page<Static<typeof HistoryEntry>>> {
  const place = placeOf(query, ['integer']);
  const rows = await look.store.transaction(look.officeId, async (trx) => {
    await visibleInstance(look, trx, id);
    return historyOfInstance(trx, look.officeId, id, { afterSeq: Number(place?.[0] ?? 0), limit: rowsFor(query) });
  });
  return pageOf(query, rows, historyEntry, (row) => [row.seq]);
}

function historyEntry(row: StoredHistory): Static<typeof HistoryEntry> {
  const { id, seq, at, type, actor, data, prevHash, hash } = row;
  return { id, seq, at, type, actor: { ...actor }, data, prevHash, hash };
}

/** The model of an instance with the path it has taken and where it stands. Two statements. @throws Refusal NOT_FOUND */
export async function diagram(look: Look, id: string): Promise<Static<typeof DiagramView>> {
  const { instance, path } = await look.store.transaction(look.officeId, async (trx) => ({
    instance: await visibleInstance(look, trx, id),
    path: await pathOfInstance(trx, look.officeId, id),
  }));
  const words = await look.wordsOf(instance.deploymentId);
  const key = instance.definitionKey;
  const process = words.process(key);
  const counts = (type: 'elementCompleted' | 'flowTaken'): Record<string, number> =>
    Object.fromEntries(path.filter((one) => one.type === type).map((one) => [one.key, one.count]));
  const standing = new Set(instance.state.tokens.map(({ at }) => at).filter((at) => !process?.scopes.has(at)));
  return {
    process: key,
    name: words.processName(key),
    xml: process?.xml ?? '',
    visited: counts('elementCompleted'),
    flows: counts('flowTaken'),
    current: [...standing].map((element) => ({ element, name: words.elementName(key, element) })),
    names: Object.fromEntries(process?.names ?? []),
  };
}

async function instanceOf(look: Look, id: string): Promise<{ instance: WholeInstance; words: OfficeWords }> {
  const instance = await look.store.transaction(look.officeId, (trx) => visibleInstance(look, trx, id));
  return { instance, words: await look.wordsOf(instance.deploymentId) };
}
