import type { Translation } from './translation.ts';
import { vendorOf } from './origin.ts';
import { elementsIn, isBpmn, type XmlElement } from './xmlTree.ts';
import { withoutEmptyExtensions } from './events.ts';
import { extensionNamespace } from '../bpmn/index.ts';

const durable = 'Every step is kept as it is taken; there is nothing to ask for.';
const listeners = 'Programs that listen have no place in a model: history, statistics and events tell the same.';
const rights = 'Who may start what is a matter of roles.';
const look = 'It is about how the model is shown, not about what it does.';

/** Why what is left has no equal here, by local name. */
const reasons: Readonly<Record<string, string>> = {
  ...{
    asyncBefore: durable,
    asyncAfter: durable,
    async: durable,
    exclusive: durable,
    asyncLeave: durable,
    asynchronous: durable,
  },
  ...{
    executionListener: listeners,
    taskListener: listeners,
    eventListener: listeners,
    executionListeners: listeners,
    taskListeners: listeners,
  },
  ...{ 'onEntry-script': listeners, 'onExit-script': listeners },
  ...{
    candidateStarterGroups: rights,
    candidateStarterUsers: rights,
    isStartableInTasklist: rights,
    potentialStarter: rights,
  },
  ...{
    modelerTemplate: look,
    modelerTemplateVersion: look,
    modelerTemplateIcon: look,
    executionPlatform: look,
    executionPlatformVersion: look,
  },
  jobPriority: 'Jobs have no priority of their own.',
  taskPriority: 'Jobs have no priority of their own.',
  priority: 'Flows are tried in the order in which they stand in the file.',
  properties: 'Properties that only a program reads are not kept.',
  field: 'It configures a program that is not part of the model.',
  taskHeaders: 'Headers configure a worker; hand in what it needs as an input.',
  import: 'Names of classes have no meaning here.',
  global: 'Services of the engine of origin have no meaning here.',
  metaData: look,
};

/** Takes away what is left of the vendors in one element, and says why. */
export function dropLeftovers(translation: Translation, element: XmlElement): void {
  const { entries } = translation;
  for (const one of [...element.attributes]) {
    const vendor = vendorOf(one.uri);
    if (!vendor) continue;
    element.attributes = element.attributes.filter((each) => each !== one);
    const isSilent = vendor.origin === undefined && element === translation.root;
    if (!isSilent || reasons[one.local] !== undefined)
      entries.dropped(element, `${vendor.prefix}:${one.local}`, reasonFor(one.local, vendor.origin === undefined));
  }
  for (const holder of elementsIn(element).filter((child) => isBpmn(child) && child.local === 'extensionElements')) {
    for (const child of elementsIn(holder)) {
      if (child.uri === extensionNamespace) continue;
      holder.children = holder.children.filter((each) => each !== child);
      const vendor = vendorOf(child.uri);
      entries.dropped(
        element,
        vendor ? `${vendor.prefix}:${child.local}` : child.name,
        reasonFor(child.local, vendor?.origin === undefined),
      );
    }
  }
  withoutEmptyExtensions(element);
}

function reasonFor(local: string, isTool: boolean): string {
  return (Object.hasOwn(reasons, local) ? reasons[local] : undefined) ?? (isTool ? look : 'It has no equal here.');
}
