import { forgetInstances, overdue } from '../commands/forgetInstances.ts';
import type { Call } from '../commands/shared/runtime.ts';
import { eraseHistory, listOffices } from '../store/index.ts';
import type { Installation } from '../wiring.ts';
import { optionsOf } from './options.ts';
import { exitCodes, print, UsageError } from './output.ts';
import { withInstallation } from './withInstallation.ts';

interface Result {
  readonly office: string;
  /** Instances; in a dry run those that nobody called. */
  readonly instances: number;
  /** Entries of their history that were erased. */
  readonly entries: number;
}

/**
 * `officina forget [--office CODE] [--dry-run] [--erase] [--json]`: deletes finished cases whose history time to live is over; with
 * `--erase` the history of all that were deleted as well, of which the end of the chain stays.
 */
export async function forget(args: readonly string[]): Promise<number> {
  const { values } = optionsOf(args, {
    office: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    erase: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  if (values['dry-run'] && values.erase) throw new UsageError('A dry run erases nothing: leave --erase out.');
  const asked = { office: values.office?.toUpperCase(), isDry: values['dry-run'], erase: values.erase };
  const results = await withInstallation((installation) => forgetIn(installation, asked));
  if (values.json) print(JSON.stringify(results));
  else for (const one of results) print(sentence(one, asked.isDry));
  return exitCodes.ok;
}

function sentence({ office, instances, entries }: Result, isDry: boolean): string {
  if (isDry) return `Office ${office}: the time of ${instances} cases is over; nothing was changed.`;
  return `Office ${office}: ${instances} cases deleted, ${entries} entries of their history erased.`;
}

async function forgetIn(
  { store, runtime, owner }: Installation,
  asked: { readonly office: string | undefined; readonly isDry: boolean; readonly erase: boolean },
): Promise<readonly Result[]> {
  const offices = (await store.acrossOffices(listOffices)).map(({ code }) => code);
  const chosen = offices.filter((code) => asked.office === undefined || code === asked.office);
  if (chosen.length === 0) throw new UsageError(`There is no office “${asked.office ?? ''}” in this installation.`);
  const results: Result[] = [];
  for (const office of chosen) {
    const call: Call = { officeId: office, actor: { type: 'system', id: 'retention' } };
    if (asked.isDry) {
      const counts = await overdue(runtime, call);
      results.push({ office, instances: counts.reduce((sum, { count }) => sum + count, 0), entries: 0 });
      continue;
    }
    const gone = await forgetInstances(runtime, call);
    results.push({ office, instances: gone.length, entries: asked.erase ? await eraseHistory(owner, office) : 0 });
  }
  return results;
}
