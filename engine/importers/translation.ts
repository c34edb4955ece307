import { extensionNamespace, extensionPrefix } from '../bpmn/index.ts';
import { Entries, type Origin } from './report.ts';
import {
  attribute,
  bpmnIn,
  declare,
  elementsIn,
  insert,
  isBpmn,
  remove,
  setNamespaced,
  sibling,
  type XmlElement,
} from './xmlTree.ts';
import { vendorOf } from './origin.ts';
import { translateText } from './expressions/read.ts';

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

/** A vendor's attribute with its usual prefix. */
export interface Taken {
  readonly what: string;
  readonly value: string;
}

/** One import in the making: the model, which changes, and what has been noted. */
export class Translation {
  readonly root: XmlElement;
  readonly origin: Origin;
  readonly entries = new Entries();
  /** Correlation keys of Camunda 8, which stand at the message. */
  readonly correlationKeys = new Map<XmlElement, string>();
  readonly #ids: Map<string, XmlElement>;
  #prefix: string | undefined;

  constructor(root: XmlElement, origin: Origin, ids: Map<string, XmlElement>) {
    this.root = root;
    this.origin = origin;
    this.#ids = ids;
  }

  /** A BPMN element by its id; references may be qualified names. */
  byId(reference: string | undefined): XmlElement | undefined {
    if (reference === undefined) return undefined;
    return this.#ids.get(reference) ?? this.#ids.get(reference.slice(reference.indexOf(':') + 1));
  }

  /** An element under a name by which others refer to it. */
  learn(reference: string, element: XmlElement): void {
    this.#ids.set(reference, element);
  }

  /** An id that no element has. */
  freshId(wish: string): string {
    let id = wish;
    for (let n = 2; this.#ids.has(id); n++) id = `${wish}_${n}`;
    return id;
  }

  /** One of our attributes; an existing one is kept, because somebody has set it already. */
  set(element: XmlElement, local: string, value: string): void {
    if (attribute(element, local, extensionNamespace) !== undefined) return;
    setNamespaced(element, { name: `${this.#ours()}:${local}`, local, uri: extensionNamespace }, value);
  }

  own(element: XmlElement, local: string): string | undefined {
    return attribute(element, local, extensionNamespace);
  }

  /** One of our elements inside `extensionElements`, which is made when it is missing. */
  add(
    element: XmlElement,
    local: 'input' | 'output',
    given: { readonly source: string; readonly target: string },
  ): void {
    const made: XmlElement = {
      name: `${this.#ours()}:${local}`,
      local,
      uri: extensionNamespace,
      attributes: Object.entries(given).map(([name, value]) => ({ name, local: name, uri: '', value })),
      children: [],
      parent: undefined,
    };
    insert(this.extensions(element), made);
  }

  /** The element's `extensionElements`, made when missing; BPMN wants it after the documentation and before the rest. */
  extensions(element: XmlElement): XmlElement {
    const [found] = bpmnIn(element, 'extensionElements');
    if (found) return found;
    const made = sibling(isBpmn(element) ? element : this.root, 'extensionElements');
    const last = bpmnIn(element, 'documentation').at(-1);
    insert(element, made, last ? element.children.indexOf(last) + 1 : 0);
    return made;
  }

  /** Takes a vendor's attribute away, under any of the prefixes of its family. */
  take(element: XmlElement, local: string): Taken | undefined {
    for (const one of element.attributes) {
      const vendor = vendorOf(one.uri);
      if (vendor?.origin === undefined || one.local !== local) continue;
      element.attributes = element.attributes.filter((each) => each !== one);
      const value = one.value.trim();
      return value === '' ? undefined : { what: `${vendor.prefix}:${local}`, value };
    }
    return undefined;
  }

  /** Takes a vendor's elements away from `extensionElements`. */
  takeElements(element: XmlElement, ...locals: readonly string[]): readonly XmlElement[] {
    const found = bpmnIn(element, 'extensionElements')
      .flatMap(elementsIn)
      .filter((child) => locals.includes(child.local) && vendorOf(child.uri) !== undefined);
    for (const each of found) remove(each);
    return found;
  }

  /** A text attribute of the origin as one of ours: FEEL with `=` where it computes something. */
  carryText(element: XmlElement, { what, value }: Taken, local: string): void {
    const found = translateText(value, this.origin);
    // What cannot be translated stays where it stood, as FEEL that is refused at deployment.
    this.set(element, local, found.ok ? found.feel : `=${value}`);
    if (found.ok) this.entries.translated(element, what, `It became officina:${local}.`);
    else this.entries.open(element, what, `“${value}” must be written in FEEL. ${found.sentence}`);
  }

  /** Marks an expression as one for engines (BPMN 2.0.2, 10.3.2); vendors leave the mark out, in plain BPMN that says something. */
  formal(expression: XmlElement): void {
    if (this.origin === 'plain' || attribute(expression, 'type', schemaInstance) !== undefined) return;
    const prefix = declare(this.root, schemaInstance, 'xsi');
    const value = sibling(expression, 'tFormalExpression').name;
    setNamespaced(expression, { name: `${prefix}:type`, local: 'type', uri: schemaInstance }, value);
  }

  #ours(): string {
    return (this.#prefix ??= declare(this.root, extensionNamespace, extensionPrefix));
  }
}
