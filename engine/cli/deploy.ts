import { deploy as deployBundle, type DeployAnswer } from '../commands/deploy.ts';
import { readConfig } from '../config.ts';
import { Refusal } from '../contract/problem.ts';
import { officeFiles } from './bundleAt.ts';
import { optionsOf } from './options.ts';
import { exitCodes, print } from './output.ts';
import { withInstallation } from './withInstallation.ts';

/** `officina deploy [folder or office code] [--dry-run] [--note text] [--json]` */
export async function deploy(args: readonly string[]): Promise<number> {
  const { values, positionals } = optionsOf(
    args,
    {
      'dry-run': { type: 'boolean', default: false },
      note: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    1,
  );
  const config = readConfig();
  const files = await officeFiles(positionals[0] ?? config.office);
  const call = { officeId: config.office.toUpperCase(), actor: { type: 'system', id: 'command line' } } as const;
  try {
    const answer = await withInstallation(
      ({ runtime, standard }) =>
        deployBundle(runtime, call, { standard, files, dryRun: values['dry-run'], note: values.note }),
      { config },
    );
    print(values.json ? JSON.stringify(answer) : sentenceOf(answer));
    return exitCodes.ok;
  } catch (error) {
    if (values.json && error instanceof Refusal)
      print(JSON.stringify({ ok: false, code: error.code, detail: error.message, problems: error.problems }));
    throw error;
  }
}

function sentenceOf({ number, changed }: DeployAnswer): string {
  if (number === null) return 'The bundle can be deployed; nothing was changed.';
  const what = changed.map((each) => `${each.kind} ${each.key} v${each.version}`).join(', ');
  return `Deployment ${number}: ${what === '' ? 'nothing changed' : what}`;
}
