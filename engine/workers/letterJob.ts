import { Readable } from 'node:stream';
import { officeFacts, type OfficeDefinitions } from '../bundles/index.ts';
import { dayOf } from '../calendar/index.ts';
import { JobFailure } from '../contract/jobFailure.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { letterLanguages, type LetterLanguage } from '../contract/letter.ts';
import { valueAt } from '../core/index.ts';
import { uuidv7 } from '../commands/shared/ids.ts';
import { composeLetter, type Addressee } from '../letters/composeLetter.ts';
import {
  documentsOfDossier,
  readStep,
  type DocumentWrite,
  type DossierRow,
  type StoredJob,
  type StepRead,
} from '../store/index.ts';
import type { JobResult } from './jobs.ts';
import type { WorkerServices } from './services.ts';

const MAX_LETTER_BYTES = 50 * 1024 * 1024;

/**
 * Sets a letter as PDF and keeps its bytes; the job's completion files it in the dossier with number and hash. The template is the one
 * the instance is pinned to, facts and calendar of the office are those in force (ADR 0008). The language is the one of the
 * application, where the office has it. Three round trips before the completion.
 */
export async function renderLetterJob(services: WorkerServices, job: StoredJob): Promise<JobResult> {
  const { read, issued } = await services.runtime.store.transaction(job.officeId, async (trx) => {
    const step = await readStep(trx, job.officeId, { type: 'job', jobId: job.id });
    const documents = step.dossier ? await documentsOfDossier(trx, job.officeId, step.dossier.id) : [];
    return { read: step, issued: documents.filter((document) => document.letterKey !== null).length };
  });
  const { instance, dossier } = read;
  if (!instance || !dossier) throw new JobFailure('The case of this letter is gone.', { retryable: false });
  const { deployments } = services.runtime;
  const pinned = (await deployments.get(job.officeId, instance.deploymentId)).definitions;
  const { definitions } = await deployments.get(job.officeId, read.deploymentId ?? instance.deploymentId);
  const template = pinned.letters.get(job.key);
  if (!template) throw new JobFailure(`There is no letter “${job.key}” in this office.`, { retryable: false });
  const language = languageOf(definitions, dossier);
  const number = `${dossier.number ?? dossier.id.slice(0, 8)}/L${issued + 1}`;
  const today = dayOf(read.now, definitions.calendar.timeZone);
  const composed = composeLetter(
    template,
    {
      office: definitions.office,
      timeZone: definitions.calendar.timeZone,
      number,
      date: today,
      applicant: addressee(dossier),
      signatory: '',
      optionLists: Object.fromEntries(pinned.optionLists),
      values: valuesOf(read, definitions, job.input, today),
    },
    language,
  );
  if (!composed.ok) {
    throw new JobFailure(
      `The letter “${job.key}” cannot be written: ${composed.problems.map((problem) => problem.sentence).join(' ')}`,
      { retryable: false },
    );
  }
  const { pdf } = await services.letters.render(composed.request);
  const stored = await services.documents.put(Readable.from([Buffer.from(pdf)]), { maxBytes: MAX_LETTER_BYTES });
  const document: DocumentWrite = {
    id: uuidv7(),
    kind: template.documentType,
    direction: 'outgoing',
    title: template.title,
    number,
    language,
    sha256: stored.sha256,
    bytes: stored.bytes,
    mediaType: 'application/pdf',
    fileName: `${number.replaceAll('/', '-')}-${job.key}.pdf`,
    letterKey: job.key,
    details: {},
  };
  return { result: { number, language, issuedOn: today }, documents: [document], dossierVersion: dossier.version };
}

function valuesOf(read: StepRead, definitions: OfficeDefinitions, input: JsonObject, today: string): JsonObject {
  return {
    ...read.instance?.variables,
    input,
    dossier: { ...read.dossier?.data, state: read.dossier?.state ?? null },
    office: officeFacts(definitions, today),
    today,
    now: read.now,
  };
}

function languageOf(definitions: OfficeDefinitions, dossier: DossierRow): LetterLanguage {
  const asked = valueAt(dossier.data, '/application/language');
  const offered = letterLanguages.filter((language) => definitions.office.languages.includes(language));
  return offered.find((language) => language === asked) ?? offered[0] ?? 'en';
}

/** Letters go to the representative where there is one (STLT Article 4), else to the first applicant. */
function addressee(dossier: DossierRow): Addressee {
  const representative = valueAt(dossier.data, '/representative');
  const party = nameOf(representative) === '' ? valueAt(dossier.data, '/applicants/0') : representative;
  const line = (...pointers: string[]): string =>
    pointers
      .map((pointer) => textAt(party, pointer))
      .filter((text) => text !== '')
      .join(' ');
  return {
    name: nameOf(party),
    addressLines: [line('/addressLine'), line('/postalCode', '/city'), line('/countryCode')].filter(
      (text) => text !== '',
    ),
  };
}

function nameOf(party: Json): string {
  return textAt(party, '/name');
}

function textAt(data: Json, pointer: string): string {
  const value = data === null ? null : valueAt(data, pointer);
  return typeof value === 'string' ? value : '';
}
