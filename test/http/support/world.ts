import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { completeJob } from '../../../engine/commands/completeJob.ts';
import { failJob } from '../../../engine/commands/failJob.ts';
import { uuidv7 } from '../../../engine/commands/shared/ids.ts';
import { claimJobs, type DocumentWrite, type StoredJob } from '../../../engine/store/index.ts';
import { systemCall, type TestApp } from './app.ts';
import type { TestClient } from './client.ts';

/** A design as it is filed. */
export const FILING = {
  title: 'Chair',
  applicant: 'ACME Furniture',
  filedOn: '2026-03-02',
  classes: [6, 20],
  urgent: false,
};

/** A dossier that was just filed, with its open task. */
export interface Filed {
  readonly dossierId: string;
  readonly instanceId: string;
  readonly taskId: string;
}

/** Does in an office what people do, over HTTP. */
export class World {
  readonly app: TestApp;
  readonly client: TestClient;
  readonly office: string;

  constructor(app: TestApp, client: TestClient, office = 'aa') {
    this.app = app;
    this.client = client;
    this.office = office;
  }

  path(path: string): string {
    return `/api/offices/${this.office}${path}`;
  }

  async file(data: object = {}): Promise<Filed> {
    const started = await this.client.post(this.path('/instances'), {
      process: 'design',
      data: { ...FILING, ...data },
    });
    if (started.status !== 201) throw new Error(started.text);
    const { dossierId, instanceId } = started.body;
    return { dossierId, instanceId, taskId: await this.taskOf(dossierId) };
  }

  async taskOf(dossierId: string): Promise<string> {
    const page = await this.client.get(this.path(`/dossiers/${dossierId}`));
    return page.body.openTasks[0]?.id;
  }

  /** An open task whose instance has no dossier. */
  async bareTask(process = 'broken'): Promise<{ instanceId: string; taskId: string }> {
    const started = await this.client.post(this.path('/instances'), { process });
    const { items } = (await this.client.get(this.path('/tasks?view=all&limit=100'))).body;
    const task = items.find((one: { instanceId: string }) => one.instanceId === started.body.instanceId);
    return { instanceId: started.body.instanceId, taskId: task?.id };
  }

  async complete(taskId: string, outcome: string, data: object = {}): Promise<number> {
    const { body } = await this.client.get(this.path(`/tasks/${taskId}`));
    const { revision } = body.task;
    return (await this.client.post(this.path(`/tasks/${taskId}/complete`), { revision, outcome, data })).status;
  }

  /** An incident: the script of the process does not find its variable. */
  async incident(): Promise<{ instanceId: string; incidentId: string }> {
    const { instanceId, taskId } = await this.bareTask();
    await this.complete(taskId, 'complete');
    const { items } = (await this.client.get(this.path(`/incidents?instanceId=${instanceId}`))).body;
    return { instanceId, incidentId: items[0]?.id };
  }

  /** Accepts a filed design, with the form as it was shown: it is published today. */
  async publish(filed: Filed): Promise<void> {
    const { body } = await this.client.get(this.path(`/tasks/${filed.taskId}`));
    await this.complete(filed.taskId, 'accept', { ...body.data, remark: 'Fine.' });
  }

  upload(dossierId: string, bytes: Uint8Array | string, fields: Readonly<Record<string, string>> = {}) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ kind: 'letter', title: 'A letter', ...fields })) form.set(name, value);
    form.set('file', new Blob([bytes as BlobPart]), 'letter.pdf');
    return this.client.call('POST', this.path(`/dossiers/${dossierId}/documents`), undefined, { raw: form });
  }

  /** A process that waits at a connector's job, which nobody runs here. */
  async errand(): Promise<string> {
    return (await this.client.post(this.path('/instances'), { process: 'errand' })).body.instanceId;
  }

  /** A process whose steps staff start. */
  async survey(): Promise<string> {
    return (await this.client.post(this.path('/instances'), { process: 'survey' })).body.instanceId;
  }

  /** A job of an external connector, taken by the client. */
  async outsideJob(): Promise<{ id: string; lock: number; instanceId: string }> {
    const started = await this.client.post(this.path('/instances'), { process: 'translation' });
    const { instanceId } = started.body;
    const { body } = await this.client.post(this.path('/jobs/fetch'), { connectors: ['translation'], maxJobs: 100 });
    const job = body.jobs.find((one: { instanceId: string }) => one.instanceId === instanceId);
    return { id: job?.id, lock: job?.lock, instanceId };
  }

  /** Issues the letter that waits, as a worker does. */
  async issueLetter(): Promise<void> {
    const [job] = await this.jobs('letter');
    const content = await this.app.services.documents.put(Readable.from([Buffer.from(PDF)]), { maxBytes: 1000 });
    const document: DocumentWrite = {
      ...content,
      id: uuidv7(),
      kind: 'receipt',
      direction: 'outgoing',
      title: { en: 'Receipt', ar: 'Receipt' },
      number: null,
      language: 'en',
      mediaType: 'application/pdf',
      fileName: null,
      letterKey: 'receipt',
      details: {},
    };
    await completeJob(this.app.runtime, systemCall(this.office.toUpperCase()), job!, {}, [document]);
  }

  private jobs(kind: StoredJob['kind']): Promise<readonly StoredJob[]> {
    return this.app.services.store.transaction(this.office.toUpperCase(), (trx) =>
      claimJobs(trx, { worker: 'test', limit: 10, leaseSeconds: 30, kinds: [kind] }),
    );
  }

  /** Lets the job of an errand fail for good. */
  async failErrand(): Promise<void> {
    const call = systemCall(this.office.toUpperCase());
    for (const job of await this.jobs('connector'))
      await failJob(this.app.runtime, call, job, { message: 'away', retryable: false });
  }
}

/** The smallest file that begins like a PDF. */
export const PDF = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';

export const newKey = (): string => randomUUID();
