import { checkBundle, readBundleFiles } from '../../bundles/index.ts';
import { definitionsOfDeployment, filesOfDeployment, type Store } from '../../store/index.ts';
import type { DeployedOffice, Deployments } from './runtime.ts';

const KEPT = 50;

/**
 * Reads deployments from the database, each once per process: what was deployed never changes. The most recently used ones are kept.
 */
export function createDeployments(store: Store): Deployments {
  const kept = new Map<string, Promise<DeployedOffice>>();
  return {
    get(officeId, deploymentId) {
      const key = `${officeId} ${deploymentId}`;
      const standing = kept.get(key);
      const loading = standing ?? load(store, officeId, deploymentId);
      kept.delete(key);
      kept.set(key, loading);
      if (!standing) {
        loading.catch(() => kept.delete(key));
        const [oldest] = kept.keys();
        if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      }
      return loading;
    },
  };
}

async function load(store: Store, officeId: string, deploymentId: string): Promise<DeployedOffice> {
  const { files, processes } = await store.transaction(officeId, async (trx) => ({
    files: await filesOfDeployment(trx, officeId, deploymentId),
    processes: await definitionsOfDeployment(trx, officeId, deploymentId),
  }));
  const decoder = new TextDecoder();
  const bundle = readBundleFiles(files.map((file) => ({ path: file.path, content: decoder.decode(file.content) })));
  const { definitions } = await checkBundle(bundle);
  if (!definitions) throw new Error(`Expected an office in deployment ${deploymentId}, but it holds none.`);
  return {
    deploymentId,
    definitions,
    versions: new Map(processes.map((each) => [`${each.kind}/${each.key}`, each.version])),
  };
}
