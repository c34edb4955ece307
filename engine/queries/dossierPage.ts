import type { DossierPage } from '../contract/dossier.ts';
import {
  awaitedOfDossier,
  countIncidents,
  dossierInstances,
  openTasksOfDossier,
  readWholeDossier,
  timeLimitPage,
} from '../store/index.ts';
import { dossierRow } from './dossierSearch.ts';
import { wordsOfAll, type Look } from './look.ts';
import { FIRST_ID } from './paging.ts';
import { timeLimitView } from './timeLimits.ts';
import { nothingHere, seesDossier } from './visible.ts';

/** Of each kind of thing on the page; a dossier with more is looked into through the lists. */
const MOST = 100;

/**
 * A dossier as its page shows it: data, instances, open work, what it waits for, the next time limit. Six statements, five of them
 * in one round trip.
 * @throws Refusal NOT_FOUND, the same for a dossier that the actor may not know of
 */
export async function dossierPage(look: Look, id: string): Promise<DossierPage> {
  const { officeId, actor } = look;
  const found = await look.store.transaction(officeId, async (trx) => {
    const dossier = await readWholeDossier(trx, officeId, id, look.words.timeZone);
    if (!dossier || !seesDossier(look, dossier)) throw nothingHere();
    const [instances, tasks, awaited, limits, incidents] = await Promise.all([
      dossierInstances(trx, officeId, id, MOST),
      openTasksOfDossier(trx, officeId, id, { userId: actor.userId, limit: MOST }),
      awaitedOfDossier(trx, officeId, id, MOST),
      timeLimitPage(trx, officeId, id, { after: { at: '-infinity', id: FIRST_ID }, limit: 1, state: 'running' }),
      countIncidents(trx, officeId, id),
    ]);
    return { dossier, instances, tasks, awaited, limits, incidents };
  });
  const { dossier, instances, tasks, awaited, limits, incidents } = found;
  const words = await wordsOfAll(look, [...instances, ...tasks, ...awaited]);
  const [next] = limits;
  return {
    dossier: dossierRow(dossier.entry, look.words),
    version: dossier.version,
    data: dossier.data,
    instances: instances.map(({ definitionKey, deploymentId, ...instance }) => ({
      ...instance,
      process: definitionKey,
      name: words(deploymentId).processName(definitionKey),
    })),
    openTasks: tasks.map((task) => ({
      id: task.id,
      element: task.element,
      name: words(task.deploymentId).elementName(task.definitionKey, task.element),
      assignee: task.assigneeName,
      expiresOn: task.expiresOn,
    })),
    awaited: awaited.map(({ definitionKey, deploymentId, ...one }) => ({
      ...one,
      name: words(deploymentId).elementName(definitionKey, one.element),
      form: words(deploymentId).arrivalForm(definitionKey, one.element),
    })),
    nextTimeLimit: next ? timeLimitView(next, look.words) : null,
    incidents,
  };
}
