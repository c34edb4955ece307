import { deploy as deployBundle } from '../commands/deploy.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { openInstallation } from '../wiring.ts';
import { officeFiles } from './bundleAt.ts';
import { optionsOf } from './options.ts';
import { exitCodes, print, say } from './output.ts';

/** `officina deploy [folder or office code] [--dry-run] [--note text]` */
export async function deploy(args: readonly string[]): Promise<number> {
  const { values, positionals } = optionsOf(args, {
    'dry-run': { type: 'boolean', default: false },
    note: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const config = readConfig();
  const files = await officeFiles(positionals[0] ?? config.office);
  const installation = await openInstallation({ config, log: createLog(config.logLevel), say });
  try {
    const call = { officeId: config.office.toUpperCase(), actor: { type: 'system', id: 'command line' } } as const;
    const answer = await deployBundle(installation.runtime, call, {
      standard: installation.standard,
      files,
      dryRun: values['dry-run'],
      note: values.note,
    });
    if (values.json) print(JSON.stringify(answer));
    else if (answer.number === null) print('The bundle can be deployed; nothing was changed.');
    else
      print(
        `Deployment ${answer.number}: ${answer.changed.length === 0 ? 'nothing changed' : answer.changed.map((each) => `${each.kind} ${each.key} v${each.version}`).join(', ')}`,
      );
    return exitCodes.ok;
  } finally {
    await installation.close();
  }
}
