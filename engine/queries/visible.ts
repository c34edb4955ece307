import { may, maySeeDossier } from '../access/index.ts';
import { Refusal } from '../contract/problem.ts';
import {
  dossierStanding,
  readWholeInstance,
  type DossierStanding,
  type Transaction,
  type WholeInstance,
} from '../store/index.ts';
import type { Look } from './look.ts';

/** The answer for what is not there and for what may not be known alike. */
export function nothingHere(): Refusal {
  return new Refusal('NOT_FOUND', 'There is nothing at this address.');
}

/** Whether the dossier may be known to the actor. */
export function seesDossier(look: Look, dossier: { readonly isPublished: boolean }): boolean {
  return maySeeDossier(look.actor, { published: dossier.isPublished });
}

/** The time zone to give to lists that must leave out what is not published; undefined for those who see everything. */
export function onlyPublished(look: Look): string | undefined {
  return may(look.actor, 'dossier.viewUnpublished') ? undefined : look.words.timeZone;
}

/** A dossier that the actor may know of. @throws Refusal NOT_FOUND, the same for one that does not exist */
export async function visibleDossier(look: Look, trx: Transaction, id: string): Promise<DossierStanding> {
  const dossier = await dossierStanding(trx, look.officeId, id, look.words.timeZone);
  if (!dossier || !seesDossier(look, dossier)) throw nothingHere();
  return dossier;
}

/** An instance whose dossier the actor may know of. @throws Refusal NOT_FOUND */
export async function visibleInstance(look: Look, trx: Transaction, id: string): Promise<WholeInstance> {
  const instance = await readWholeInstance(trx, look.officeId, id, look.words.timeZone);
  if (!instance) throw nothingHere();
  if (instance.dossierId !== null && !seesDossier(look, instance)) throw nothingHere();
  return instance;
}
