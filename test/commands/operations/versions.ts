import { deploy } from '../../../engine/commands/deploy.ts';
import { bundleFiles, readBundleFiles, readStandardBundle, type Bundle } from '../../../engine/bundles/index.ts';
import { packageRoot } from '../../../engine/packageRoot.ts';
import type { TestOffice } from '../kit.ts';
import { modelFiles, modelOf, officeFiles } from '../officeFiles.ts';

let standard: Promise<Bundle> | undefined;

async function withoutScenarios(): Promise<Bundle> {
  const whole = bundleFiles(await readStandardBundle(packageRoot));
  return readBundleFiles(
    whole.filter(({ path }) => !path.includes('/scenarios/')),
    'standard',
  );
}

/** Puts other versions of some of the test models in force; gives the deployment. */
export async function deployChanged(
  office: TestOffice,
  changes: Readonly<Record<string, (xml: string) => string>>,
): Promise<string> {
  standard ??= withoutScenarios();
  const all = new Map((await officeFiles()).map((file) => [file.path, file]));
  for (const [key, change] of Object.entries(changes))
    for (const file of await modelFiles(key, change(modelOf(key)))) all.set(file.path, file);
  const order = { standard: await standard, files: [...all.values()], note: 'another version' };
  const { deploymentId } = await deploy(office.runtime, office.as('administrator'), order);
  if (deploymentId === null) throw new Error('nothing was deployed');
  return deploymentId;
}

/** The relay with its first desk under another name and a desk put in before the second. */
export const longerRelay = (xml: string): string =>
  xml
    .replaceAll('"first"', '"entry"')
    .replace('targetRef="second"', 'targetRef="between"')
    .replace(
      '<userTask id="second"',
      `<userTask id="between" name="Between" officina:candidateGroups="examiner"/>
       <sequenceFlow id="f2b" sourceRef="between" targetRef="second"/><userTask id="second"`,
    );
