import type { Static } from '@sinclair/typebox';
import type {
  Awaited,
  DossierPage,
  DossierRow,
  DossierSearch,
  StatusEventRow,
  TimelineEntry,
  TimeLimitView,
} from '../../engine/contract/dossier.ts';
import type { Page } from '../../engine/contract/page.ts';
import { call, inOffice } from './call.ts';

export type { DossierPage, DossierRow, DossierSearch, StatusEventRow, TimelineEntry, TimeLimitView };
/** A message the dossier waits for. */
export type AwaitedMessage = Static<typeof Awaited>;

/** A state of the office's dossiers with its words. */
export interface DossierState {
  readonly key: string;
  readonly name: Record<string, string>;
  readonly publicName: Record<string, string>;
  readonly phase: string;
  readonly result: string;
}

export function searchDossiers(office: string, query: DossierSearch): Promise<Page<DossierRow>> {
  return call('GET', inOffice(office, 'dossiers'), { query });
}

export function getDossier(office: string, id: string): Promise<DossierPage> {
  return call('GET', inOffice(office, 'dossiers', id));
}

export function listTimeline(office: string, id: string, cursor?: string): Promise<Page<TimelineEntry>> {
  return call('GET', inOffice(office, 'dossiers', id, 'timeline'), { query: { cursor } });
}

export function listTimeLimits(office: string, id: string): Promise<Page<TimeLimitView>> {
  return call('GET', inOffice(office, 'dossiers', id, 'time-limits'));
}

export function listStatusEvents(office: string, id: string): Promise<Page<StatusEventRow>> {
  return call('GET', inOffice(office, 'dossiers', id, 'events'));
}

export function listStates(office: string): Promise<{ items: readonly DossierState[] }> {
  return call('GET', inOffice(office, 'states'));
}
