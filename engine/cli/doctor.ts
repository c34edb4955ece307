import { CONFIG_KEYS, type ConfigKey } from '../config.ts';
import { listOffices, now, scanOffice, verifyOfficeHistory } from '../store/index.ts';
import type { Installation } from '../wiring.ts';
import { optionsOf } from './options.ts';
import { exitCodes, print } from './output.ts';
import { withInstallation } from './withInstallation.ts';

/** `officina doctor [--config] [--json]`: the first thing to run when something is odd. */
export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = optionsOf(args, {
    config: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  if (values.config) {
    printKeys(CONFIG_KEYS, values.json);
    return exitCodes.ok;
  }
  const found = await withInstallation(lookAt);
  if (values.json) print(JSON.stringify(found));
  else {
    print(
      `Node.js ${found.node}, ${found.offices.length} offices, database time ${found.databaseTime}, data in ${found.dataDir}`,
    );
    for (const finding of found.findings) print(`! ${finding}`);
    if (found.findings.length === 0) print('Nothing wrong was found.');
  }
  return found.findings.length === 0 ? exitCodes.ok : exitCodes.conflict;
}

function printKeys(keys: readonly ConfigKey[], asJson: boolean): void {
  if (asJson) print(JSON.stringify(keys));
  else
    for (const { key, byDefault, unit, sentence } of keys)
      print(`${key.padEnd(22)} ${[byDefault, unit].filter(Boolean).join(' ').padEnd(16)} ${sentence}`);
}

async function lookAt({ config, findings: ofDatabase, store }: Installation) {
  const findings = [...ofDatabase];
  const { offices, at } = await store.acrossOffices(async (trx) => ({
    offices: await listOffices(trx),
    at: await now(trx),
  }));
  for (const { code } of offices) {
    const violations = await store.transaction(code, (trx) => scanOffice(trx, code));
    findings.push(...violations.map((violation) => `Office ${code}: ${JSON.stringify(violation)}`));
    const broken = await store.transaction(code, (trx) => verifyOfficeHistory(trx, code));
    findings.push(...broken.map((entry) => `Office ${code}: history ${JSON.stringify(entry)}`));
  }
  return {
    node: process.versions.node,
    offices: offices.map(({ code }) => code),
    databaseTime: at,
    dataDir: config.dataDir,
    findings,
  };
}
