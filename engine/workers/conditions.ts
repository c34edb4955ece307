import { askConditions } from '../commands/askConditions.ts';
import { dayOf } from '../calendar/index.ts';
import { Refusal } from '../contract/problem.ts';
import { now, officesWithConditions, readOffice, staleConditions } from '../store/index.ts';
import { inLanes } from './lanes.ts';
import type { Round } from './loop.ts';
import type { WorkerServices } from './services.ts';

const BATCH = 64;

/**
 * Lets instances ask their conditions that have not since their dossier was changed elsewhere, or on this day of the office. One statement
 * for all offices, three for each with conditions, then two round trips for each instance.
 */
export async function askStaleConditions(services: WorkerServices): Promise<Round> {
  const { store } = services.runtime;
  let done = 0;
  for (const officeId of await store.acrossOffices(officesWithConditions)) done += await askIn(services, officeId);
  return { done };
}

async function askIn(services: WorkerServices, officeId: string): Promise<number> {
  const { runtime, settings, log } = services;
  const { store } = runtime;
  const [at, office] = await store.transaction(officeId, (trx) => Promise.all([now(trx), readOffice(trx, officeId)]));
  if (!office?.deploymentId) return 0;
  const { definitions } = await runtime.deployments.get(officeId, office.deploymentId);
  const asked = { today: dayOf(at, definitions.calendar.timeZone), limit: BATCH };
  const stale = await store.transaction(officeId, (trx) => staleConditions(trx, officeId, asked));
  let done = 0;
  await inLanes(
    stale,
    (id) => id,
    settings.concurrency,
    async (id) => {
      try {
        await askConditions(runtime, { officeId, actor: { type: 'system', id: 'conditions' } }, id);
        done += 1;
      } catch (error) {
        // It has ended, is busy, or an incident is recorded.
        if (error instanceof Refusal) return;
        const reason = error instanceof Error ? error.message : String(error);
        log.error('Conditions could not be asked.', { instanceId: id, error: reason });
      }
    },
  );
  return done;
}
