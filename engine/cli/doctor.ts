import { CONFIG_KEYS, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { listOffices, now, scanOffice, verifyOfficeHistory } from '../store/index.ts';
import { openInstallation } from '../wiring.ts';
import { optionsOf } from './options.ts';
import { exitCodes, print, say } from './output.ts';

/** `officina doctor [--config]`: the first thing to run when something is odd. */
export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = optionsOf(args, { config: { type: 'boolean', default: false } });
  if (values.config) {
    for (const key of CONFIG_KEYS) print(`${key.key.padEnd(22)} ${key.byDefault.padEnd(12)} ${key.sentence}`);
    return exitCodes.ok;
  }
  const config = readConfig();
  const installation = await openInstallation({ config, log: createLog(config.logLevel), say });
  try {
    const findings = [...installation.findings];
    const { store } = installation;
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
    print(
      `Node.js ${process.versions.node}, ${offices.length} offices, database time ${at}, data in ${config.dataDir}`,
    );
    for (const finding of findings) print(`! ${finding}`);
    if (findings.length === 0) print('Nothing wrong was found.');
    return findings.length === 0 ? exitCodes.ok : exitCodes.conflict;
  } finally {
    await installation.close();
  }
}
