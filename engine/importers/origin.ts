import type { Origin } from './report.ts';
import { everyElement, type XmlElement } from './xmlTree.ts';

/** A vendor's namespace with the prefix under which its documentation writes it. */
export interface Vendor {
  readonly prefix: string;
  /** The engine whose models carry it; missing: a modelling tool, nothing of it has a meaning for execution. */
  readonly origin?: Exclude<Origin, 'plain'>;
}

const vendors: Readonly<Record<string, Vendor>> = {
  'http://camunda.org/schema/1.0/bpmn': { prefix: 'camunda', origin: 'camunda7' },
  'http://operaton.org/schema/1.0/bpmn': { prefix: 'operaton', origin: 'camunda7' },
  'http://camunda.org/schema/zeebe/1.0': { prefix: 'zeebe', origin: 'camunda8' },
  'http://flowable.org/bpmn': { prefix: 'flowable', origin: 'flowable' },
  'http://activiti.org/bpmn': { prefix: 'activiti', origin: 'flowable' },
  'http://activiti.com/modeler': { prefix: 'modeler', origin: 'flowable' },
  'http://www.jboss.org/drools': { prefix: 'drools', origin: 'jbpm' },
  'http://www.jboss.org/drools/flow/gpd': { prefix: 'g', origin: 'jbpm' },
  'http://www.jboss.org/drools/bpsim': { prefix: 'bpsim', origin: 'jbpm' },
  'http://camunda.org/schema/modeler/1.0': { prefix: 'modeler' },
  'http://flowable.org/modeler': { prefix: 'modeler' },
  'http://flowable.org/design': { prefix: 'design' },
  'http://www.signavio.com': { prefix: 'signavio' },
  'http://www.bpsim.org/schemas/1.0': { prefix: 'bpsim' },
  'http://www.trisotech.com/2015/triso/modeling': { prefix: 'triso' },
};

/** The vendor of a namespace. */
export function vendorOf(uri: string): Vendor | undefined {
  return Object.hasOwn(vendors, uri) ? vendors[uri] : undefined;
}

/** Where a model comes from, by the namespaces that it uses; a declaration alone counts when nothing is used. */
export function originOf(root: XmlElement): Origin {
  const used = new Map<Origin, number>();
  for (const element of everyElement(root)) {
    for (const { uri } of [element, ...element.attributes]) {
      const origin = vendorOf(uri)?.origin;
      if (origin !== undefined) used.set(origin, (used.get(origin) ?? 0) + 1);
    }
  }
  const [most] = [...used].sort((a, b) => b[1] - a[1]);
  if (most) return most[0];
  // Prefixes that are declared, also without a use, and what modelling tools say of themselves.
  for (const { name, local, value } of root.attributes) {
    if (local === 'executionPlatform') return /cloud/i.test(value) ? 'camunda8' : 'camunda7';
    const origin = name === 'xmlns' || name.startsWith('xmlns:') ? vendorOf(value)?.origin : undefined;
    if (origin !== undefined) return origin;
  }
  const language = root.attributes.find(({ local }) => local === 'expressionLanguage')?.value ?? '';
  return /mvel|java\.com/.test(language) ? 'jbpm' : 'plain';
}
