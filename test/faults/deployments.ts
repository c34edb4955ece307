import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { bundleFiles, readBundleFiles, readStandardBundle, type Bundle } from '../../engine/bundles/index.ts';
import { deploy, type DeployAnswer } from '../../engine/commands/deploy.ts';
import type { Runtime } from '../../engine/commands/shared/runtime.ts';
import { packageRoot } from '../../engine/packageRoot.ts';
import { createStore, readOffice } from '../../engine/store/index.ts';
import { OFFICE, openOffice, rows, type TestOffice } from '../commands/kit.ts';
import { modelFiles, officeFiles } from '../commands/officeFiles.ts';
import { runtimeOn } from '../commands/officeTemplate.ts';
import { openProxy } from './proxy.ts';

/** What the deployments of an office are made of after faults. */
export interface Deployments {
  /** Numbers from 1 on, in order. */
  readonly numbers: readonly number[];
  /** The one in force. */
  readonly inForce: number;
  /** Deployments that hold another number of definitions than their bundle: must be none. */
  readonly torn: number;
}

async function standardWithoutScenarios(): Promise<Bundle> {
  const whole = bundleFiles(await readStandardBundle(packageRoot));
  return readBundleFiles(
    whole.filter(({ path }) => !path.includes('/scenarios/')),
    'standard',
  );
}

/** One bundle after the other, each with one process more than the office has; their processes tell the bundles apart. */
async function bundle(): Promise<(runtime: Runtime, office: TestOffice, key: string) => Promise<DeployAnswer>> {
  const standard = await standardWithoutScenarios();
  const files = await officeFiles();
  const relay = await modelFiles('relay');
  const serials = new Map<string, number>();
  return (runtime, office, key) => {
    const serial = serials.get(key) ?? serials.size + 1;
    serials.set(key, serial);
    const more = relay.map(({ path, content }) => ({
      path: path.replaceAll('relay', `relay-${serial}`),
      content: content.replaceAll('"relay"', `"relay-${serial}"`),
    }));
    return deploy(runtime, office.as('analyst', key), { standard, files: [...files, ...more], note: String(serial) });
  };
}

/** Two nodes deploy different bundles at the same time, again and again. */
export async function deployAtOnce(rounds: number): Promise<Deployments & { readonly answered: number }> {
  const office = await openOffice();
  const second = createStore({ app: office.database.app });
  try {
    const put = await bundle();
    const nodes = [office.runtime, runtimeOn(second)];
    let answered = 0;
    for (let round = 0; round < rounds; round += 1) {
      const answers = await Promise.all(nodes.map((node) => put(node, office, randomUUID())));
      answered += new Set(answers.map((answer) => answer.number)).size;
    }
    return { answered, ...(await deploymentsOf(office)) };
  } finally {
    await second.close();
    await office.close();
  }
}

/** A deployment whose connection breaks at the n-th statement, for every n; then the same once more under the same key. */
export async function breakDeployments(): Promise<Deployments & { readonly breaks: number }> {
  const office = await openOffice();
  const proxy = await openProxy(office.database.app);
  const store = createStore({ app: proxy.connection });
  try {
    const put = await bundle();
    const runtime = runtimeOn(store);
    for (let at = 1; ; at += 1) {
      const key = randomUUID();
      proxy.breakOnce({ at, how: 'before the answer' });
      const [first] = await Promise.allSettled([put(runtime, office, key)]);
      if (proxy.disarm()) {
        assert.equal(first.status, 'fulfilled');
        return { breaks: at - 1, ...(await deploymentsOf(office)) };
      }
      const before = await deploymentsOf(office);
      await put(runtime, office, key);
      const after = await deploymentsOf(office);
      // Done before the break and told now, or done now: once in any case.
      assert.ok(after.numbers.length - before.numbers.length <= 1);
    }
  } finally {
    await store.close();
    await proxy.close();
    await office.close();
  }
}

async function deploymentsOf(office: TestOffice): Promise<Deployments> {
  const all = await rows(office, 'deployments');
  const numbers = all.map((row) => Number(row['number'])).sort((a, b) => a - b);
  const inForceId = (await office.look((trx) => readOffice(trx, OFFICE)))?.deploymentId;
  const inForce = Number(all.find((row) => row['id'] === inForceId)?.['number']);
  const held = await Promise.all(
    all.map(async ({ id }) => (await office.runtime.deployments.get(OFFICE, String(id))).definitions.processes.size),
  );
  const first = held[all.findIndex((row) => Number(row['number']) === 1)] ?? 0;
  return { numbers, inForce, torn: held.filter((size) => size !== first && size !== first + 1).length };
}
