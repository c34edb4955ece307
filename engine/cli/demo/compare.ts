import { valueAt } from '../../core/index.ts';
import { readDossier, type DossierRow } from '../../store/index.ts';
import type { Installation } from '../../wiring.ts';
import type { RegisterMark } from '../demoData.ts';

/**
 * Status words of the register for each state of our dossier: the table of `offices/xx/demo/README.md`. A pending cancellation leaves
 * the mark registered.
 */
const statesOf: Readonly<Record<string, readonly string[]>> = {
  Registered: ['REGISTERED'],
  'Registration cancellation pending': ['REGISTERED'],
  'Application published': ['PUBLISHED'],
  'Application opposed': ['OPPOSED'],
  'Application under examination': ['FORMAL', 'WAIT_FORMAL', 'CLASSIF', 'EXAM', 'WAIT_RESP', 'ACCEPTED'],
  'Application withdrawn': ['WITHDRAWN'],
  'Application refused': ['REFUSED'],
  'Appeal pending': ['APPEAL'],
  'Application filed': ['RECEIVED', 'WAIT_FORMAL'],
};

/** The only status without a filing date accorded: whoever waits in `WAIT_FORMAL` is under examination with one. */
const WITHOUT_FILING_DATE = 'Application filed';

/** One mark, the register's word beside ours. */
export interface Comparison {
  readonly applicationNumber: string;
  readonly mark: string;
  readonly registerStatus: string;
  readonly state: string | null;
  readonly registerExpiry: string;
  readonly expiry: string;
  /** Days by which our registration is later than the register's; null when either is not registered. */
  readonly registrationDays: number | null;
  readonly agrees: boolean;
}

/** Reads every mark's dossier and holds it against the register. */
export async function compare(
  installation: Installation,
  officeId: string,
  marks: readonly RegisterMark[],
  dossiers: ReadonlyMap<string, string>,
): Promise<readonly Comparison[]> {
  const rows: Comparison[] = [];
  for (const mark of marks) {
    const id = dossiers.get(mark.applicationNumber);
    const dossier =
      id === undefined ? null : await installation.store.transaction(officeId, (trx) => readDossier(trx, officeId, id));
    const registration = dossier?.data['registration'] as
      { readonly expiresOn?: string; readonly registeredOn?: string } | undefined;
    const expiry = registration?.expiresOn ?? '';
    const state = dossier?.state ?? null;
    rows.push({
      applicationNumber: mark.applicationNumber,
      mark: mark.verbalElement,
      registerStatus: mark.status,
      state,
      registerExpiry: mark.expiryDate,
      expiry,
      registrationDays:
        registration?.registeredOn === undefined || mark.registrationDate === ''
          ? null
          : daysBetween(mark.registrationDate, registration.registeredOn),
      agrees:
        state !== null &&
        (statesOf[mark.status] ?? []).includes(state) &&
        hasFilingDate(dossier) === (mark.status !== WITHOUT_FILING_DATE) &&
        expiry === mark.expiryDate,
    });
  }
  return rows;
}

function hasFilingDate(dossier: DossierRow | null): boolean {
  return dossier !== null && typeof valueAt(dossier.data, '/application/filingDate') === 'string';
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** How registration dates differ, days → how many marks. */
export function registrationDifferences(rows: readonly Comparison[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { registrationDays } of rows)
    if (registrationDays !== null) counts.set(registrationDays, (counts.get(registrationDays) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => a - b));
}
