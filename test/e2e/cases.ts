import assert from 'node:assert/strict';
import type { Static } from '@sinclair/typebox';
import type { Page as Rows } from '../../engine/contract/page.ts';
import type { DocumentRow } from '../../engine/contract/dossier.ts';
import type { InstanceStarted } from '../../engine/contract/instance.ts';
import type { TaskPage, TaskRow } from '../../engine/contract/task.ts';
import { callAs, type Caller } from './caller.ts';
import { eventually } from './eventually.ts';
import { officeUrl } from './running.ts';

export const RECEPTION = 'rana.saleh';
export const FORMALITIES = 'farid.nasser';
export const OTHER_FORMALITIES = 'emma.lind';
export const CLASSIFICATION = 'nadia.karim';
export const EXAMINER = 'julia.weiss';
export const SUPERVISOR = 'samira.aziz';

/** Answer to the start of a procedure. */
export type Started = Static<typeof InstanceStarted>;

const callers = new Map<string, Promise<Caller>>();

/** A demo person without a browser; signed in once per run. */
export function as(login: string): Promise<Caller> {
  const caller = callers.get(login) ?? callAs(officeUrl(), login);
  callers.set(login, caller);
  return caller;
}

export interface Filing {
  readonly markText: string;
  readonly applicant?: string;
  readonly language?: 'en' | 'ar';
}

/** A case that a test has to itself. */
export interface Case {
  readonly dossierId: string;
  readonly instanceId: string;
}

/** What an application says, with everything that a filing date needs. */
export function applicationData({ markText, applicant = 'Terra Nova Foods Ltd', language = 'en' }: Filing) {
  return {
    receivedOn: '2026-01-05',
    channel: 'counter',
    language,
    registrationRequested: true,
    markFeature: 'word',
    markCategory: 'individual',
    markText,
    representationAttached: true,
    colourClaimed: false,
    applicants: [
      {
        entityType: 'legal-entity',
        name: applicant,
        addressLine: '12 Harbour Road',
        postalCode: '1004',
        city: 'Port Xanadu',
        countryCode: 'XX',
        email: 'ip@terranova.example',
      },
    ],
    applicantAbroad: false,
    goodsServices: [
      { classNumber: 29, terms: 'Olive oil for food; preserved fruits.' },
      { classNumber: 30, terms: 'Coffee; tea; bakery goods.' },
    ],
  };
}

/** Files an application as reception does. */
export async function fileApplication(filing: Filing): Promise<Case> {
  const reception = await as(RECEPTION);
  const { instanceId, dossierId } = await reception.post<Started>('instances', {
    process: 'trademark-registration',
    data: applicationData(filing),
  });
  assert.ok(dossierId, 'the application has a dossier');
  return { instanceId, dossierId };
}

/** The open task of a case at a desk, as soon as it is there. */
export async function taskOf(login: string, dossierId: string, element: string): Promise<TaskRow> {
  const caller = await as(login);
  return eventually(`${element} is open`, async () => {
    const { items } = await caller.get<Rows<TaskRow>>(`tasks?view=groups&dossierId=${dossierId}`);
    return items.find((row) => row.element === element);
  });
}

/** Takes and completes the task of a case without a screen. */
export async function complete(
  login: string,
  dossierId: string,
  element: string,
  outcome: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const caller = await as(login);
  const { id, revision } = await taskOf(login, dossierId, element);
  await caller.post(`tasks/${id}/claim`, { revision });
  const page = await caller.get<TaskPage>(`tasks/${id}`);
  await caller.post(`tasks/${id}/complete`, {
    revision: page.task.revision,
    outcome,
    data: { ...(page.data as object), ...data },
  });
}

/** A fresh case that waits at the desk of formal examination. */
export async function caseInFormalExamination(filing: Filing): Promise<Case & { readonly taskId: string }> {
  const filed = await fileApplication(filing);
  await complete(RECEPTION, filed.dossierId, 'reception', 'complete', { feePaid: 25_000, paymentMethod: 'card' });
  const task = await taskOf(FORMALITIES, filed.dossierId, 'formal-examination');
  return { ...filed, taskId: task.id };
}

/** The document of a case whose title in English says so, as soon as it is there. */
export async function documentOf(login: string, dossierId: string, title: RegExp): Promise<DocumentRow> {
  const caller = await as(login);
  return eventually(`a document ${title} is filed`, async () => {
    const { items } = await caller.get<Rows<DocumentRow>>(`dossiers/${dossierId}/documents`);
    return items.find((row) => title.test(row.title['en'] ?? ''));
  });
}
