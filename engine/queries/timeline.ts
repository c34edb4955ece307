import type { TimelineEntry } from '../contract/dossier.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import type { Page } from '../contract/page.ts';
import { timelineRows, type TimelineRow } from '../store/index.ts';
import { wordsOfAll, type Look } from './look.ts';
import type { OfficeWords } from './officeWords.ts';
import { LAST_ID, pageOf, placeOf, rowsFor, type PageQuery } from './paging.ts';
import { sentencesOf, type LineKind, type LineValue } from './timelineSentences.ts';
import { visibleDossier } from './visible.ts';

interface Line {
  readonly kind: LineKind;
  readonly values: Readonly<Record<string, LineValue>>;
  readonly element: string | null;
  readonly details: Json;
}

/** Changes of data that one line carries at most. */
const MOST_CHANGES = 100;
const LAST_SEQ = 2_147_483_647;

/**
 * What happened to a dossier in all its instances, latest first, in the office's words; one entry of the history gives as many lines
 * as it has things to tell. `limit` counts entries of the history. Two statements.
 */
export async function timeline(look: Look, dossierId: string, query: PageQuery): Promise<Page<TimelineEntry>> {
  const place = placeOf(query, ['instant', 'integer', 'id']);
  const before = {
    at: String(place?.[0] ?? 'infinity'),
    seq: Number(place?.[1] ?? LAST_SEQ),
    id: String(place?.[2] ?? LAST_ID),
  };
  const rows = await look.store.transaction(look.officeId, async (trx) => {
    await visibleDossier(look, trx, dossierId);
    return timelineRows(trx, look.officeId, dossierId, { before, limit: rowsFor(query) });
  });
  const words = await wordsOfAll(look, rows);
  const page = pageOf(
    query,
    rows,
    (row) => entriesOf(row, words(row.deploymentId)),
    (row) => [row.at, row.seq, row.id],
  );
  return { items: page.items.flat(), next: page.next };
}

/** The lines of one entry, latest first. */
export function entriesOf(row: TimelineRow, words: OfficeWords): readonly TimelineEntry[] {
  const events = (Array.isArray(row.data['events']) ? row.data['events'] : []) as readonly JsonObject[];
  const own = ownLine(row, events, words);
  const lines = [...(own ? [own] : []), ...events.flatMap((event) => eventLine(event, row, words) ?? [])];
  return lines
    .map((line, at) => ({
      id: `${row.id}.${at}`,
      at: row.at,
      type: line.kind,
      actor: { type: row.actor.type, name: row.actor.name },
      sentence: sentencesOf(line.kind, line.values, words),
      element: line.element,
      details: line.details,
    }))
    .reverse();
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** What the entry itself tells: who did what. */
function ownLine(row: TimelineRow, events: readonly JsonObject[], words: OfficeWords): Line | null {
  const process = row.process ?? '';
  const actor = row.actor.name;
  const { data } = row;
  const line = (kind: LineKind, values: Line['values'], element: string | null = null, details: Json = {}): Line => ({
    kind,
    values: { actor, process: words.processName(process), ...values },
    element,
    details,
  });
  const at = text(data['element']);
  const step = { step: words.elementName(process, at) };
  switch (row.type) {
    case 'instanceStarted':
      return line('instanceStarted', {}, null, changesOf(events));
    case 'taskCompleted':
      return completed(row, events, words, line);
    case 'taskClaimed':
    case 'taskReleased':
    case 'taskAssigned':
      return line(row.type, step, at);
    case 'taskCompletionUndone':
      return line('taskUndone', step, at);
    case 'jobCompleted':
      return issued(process, events, words, line);
    case 'timerFired': {
      const fired = events.find((event) => event['type'] === 'timerFired');
      const limit = text(fired?.['limit']);
      return limit === ''
        ? line('timerFired', step, at)
        : line('timeLimitExpired', { limit: words.timeLimit(limit).name }, at);
    }
    case 'messageReceived':
      return line('messageReceived', step, at, changesOf(events));
    case 'variablesSet':
      return row.actor.type === 'member' ? line('variablesSet', {}) : null;
    case 'incidentRaised':
      return line('incidentRaised', { ...step, reason: text(data['sentence']) }, at, { code: text(data['code']) });
    case 'incidentResolved':
      return line('incidentResolved', { reason: text(data['note']) });
    case 'documentFiled':
      return line('documentFiled', { title: titleOf(data['title']) }, null, { document: text(data['document']) });
    default:
      return byHand(row, line);
  }
}

/** Interventions, with their reason. */
function byHand({ type, data }: TimelineRow, line: MakeLine): Line | null {
  const reason = text(data['reason']);
  switch (type) {
    case 'instanceCancelled':
    case 'instanceModified':
      return line(type, { reason });
    case 'instanceSuspended':
      return line('suspendedByHand', { reason });
    case 'instanceResumed':
      return line('resumedByHand', { reason });
    case 'instanceMigrated': {
      const after = data['after'] as JsonObject | undefined;
      return line('instanceMigrated', { reason, version: JSON.stringify(after?.['version'] ?? '') });
    }
    default:
      return null;
  }
}

type MakeLine = (kind: LineKind, values: Line['values'], element?: string | null, details?: Json) => Line;

function completed(row: TimelineRow, events: readonly JsonObject[], words: OfficeWords, line: MakeLine): Line | null {
  const event = events.find(({ type }) => type === 'taskCompleted');
  const element = text(event?.['element']);
  const outcome = text(event?.['outcome']);
  if (element === '') return null;
  const values = {
    step: words.elementName(row.process ?? '', element),
    outcome: words.outcomeName(row.process ?? '', element, outcome),
  };
  return line(outcome === 'complete' ? 'taskCompleted' : 'taskCompletedAs', values, element, {
    outcome,
    ...changesOf(events),
  });
}

function issued(process: string, events: readonly JsonObject[], words: OfficeWords, line: MakeLine): Line | null {
  const done = events.find(({ type }) => type === 'elementCompleted');
  const element = text(done?.['element']);
  const title = words.letterOf(process, element);
  return title === null ? null : line('letterIssued', { title }, element);
}

/** What else happened in the same step. */
function eventLine(event: JsonObject, row: TimelineRow, words: OfficeWords): Line | null {
  const element = text(event['element']) === '' ? null : text(event['element']);
  const line = (kind: LineKind, values: Line['values']): Line => ({
    kind,
    values: { process: words.processName(row.process ?? ''), actor: row.actor.name, ...values },
    element,
    details: {},
  });
  const limit = event['limit'] as JsonObject | undefined;
  const limitValues = (): Line['values'] => ({
    limit: words.timeLimit(text(limit?.['key'])).name,
    day: { on: text(limit?.['expiresOn']) },
  });
  switch (event['type']) {
    case 'timerArmed':
      return limit ? line('timeLimitRunning', limitValues()) : null;
    case 'timeLimitFixed':
    case 'timeLimitExtended':
      return line(event['type'], limitValues());
    case 'statusEventRecorded':
      return line('statusEventRecorded', {
        event: words.statusEvent(text(event['event'])),
        day: { on: text(event['on']) },
      });
    case 'dossierStateChanged': {
      const key = text(event['after']);
      return line('stateChanged', { state: words.states.find((state) => state.key === key)?.name ?? key });
    }
    case 'numberAssigned':
      return line('numberAssigned', { number: text(event['number']) });
    case 'documentFiled':
      return line('documentFiled', { title: titleOf(event['title']) });
    // What somebody did by hand has said so already.
    case 'suspended':
      return row.type === 'instanceSuspended' ? null : line('instanceSuspended', {});
    case 'resumed':
      return row.type === 'instanceResumed' ? null : line('instanceResumed', {});
    case 'instanceEnded':
      return ending(text(event['how']), line);
    default:
      return null;
  }
}

/** A cancelled instance has said so already. */
function ending(how: string, line: (kind: LineKind, values: Line['values']) => Line): Line | null {
  if (how === 'failed') return line('instanceFailed', {});
  return how === 'completed' ? line('instanceEnded', {}) : null;
}

function titleOf(title: Json | undefined): LineValue {
  return typeof title === 'object' && title !== null ? (title as Record<string, string>) : text(title);
}

/** The data that a step changed in the dossier, before and after. */
function changesOf(events: readonly JsonObject[]): { changes?: readonly Json[] } {
  const changes = events
    .filter(({ type }) => type === 'dossierChanged')
    .slice(0, MOST_CHANGES)
    .map(({ pointer, before, after }): Json => ({
      pointer: pointer ?? '',
      before: before ?? null,
      after: after ?? null,
    }));
  return changes.length === 0 ? {} : { changes };
}
