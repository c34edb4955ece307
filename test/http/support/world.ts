import { randomUUID } from 'node:crypto';
import { cancelInstance } from '../../../engine/commands/cancelInstance.ts';
import { failJob } from '../../../engine/commands/failJob.ts';
import { claimJobs } from '../../../engine/store/index.ts';
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

  /** Ends all work that a test left, so that lists of the next one begin small. */
  async cancel(instanceId: string): Promise<void> {
    await cancelInstance(this.app.runtime, systemCall(this.office.toUpperCase()), instanceId, 'end of the test');
  }

  /** Lets the job of an errand fail for good. */
  async failErrand(): Promise<void> {
    const officeId = this.office.toUpperCase();
    const { store } = this.app.services;
    const jobs = await store.transaction(officeId, (trx) =>
      claimJobs(trx, { worker: 'test', limit: 10, leaseSeconds: 30 } as never),
    );
    for (const job of jobs)
      await failJob(this.app.runtime, systemCall(officeId), job, { message: 'away', retryable: false });
  }
}

/** The smallest file that begins like a PDF. */
export const PDF = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';

export const newKey = (): string => randomUUID();
