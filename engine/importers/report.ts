import { attribute, everyElement, isBpmn, type XmlElement } from './xmlTree.ts';

/** Engines whose models we read; `plain` is BPMN without a vendor's extensions. */
export type Origin = 'camunda7' | 'camunda8' | 'flowable' | 'jbpm' | 'plain';

/** What became of one thing in the model. */
export interface ImportEntry {
  /**
   * `translated`: it means the same in our words. `dropped`: it has no meaning here, or is done here without being asked.
   * `open`: a person has to decide; the model is refused at deployment, or works differently, until then.
   */
  readonly type: 'translated' | 'dropped' | 'open';
  /** Id of the element it belongs to; missing for the file as a whole. */
  readonly element?: string;
  /** The attribute or element of the origin, with the usual prefix: `camunda:assignee`. */
  readonly what: string;
  readonly sentence: string;
}

/** What an import did with a model, in document order. */
export interface ImportReport {
  readonly origin: Origin;
  readonly entries: readonly ImportEntry[];
}

/** Collects the entries of one import. */
export class Entries {
  readonly #list: ImportEntry[] = [];

  /** Sorted by where the elements stand in the file; what belongs to one element stays in the order in which it was noted. */
  inOrder(root: XmlElement): readonly ImportEntry[] {
    const places = new Map<string | undefined, number>([[undefined, -1]]);
    for (const element of everyElement(root)) {
      const id = isBpmn(element) ? attribute(element, 'id') : undefined;
      if (id !== undefined && !places.has(id)) places.set(id, places.size);
    }
    return this.#list.toSorted((a, b) => (places.get(a.element) ?? 0) - (places.get(b.element) ?? 0));
  }

  translated(element: XmlElement, what: string, sentence: string): void {
    this.#add('translated', element, what, sentence);
  }

  dropped(element: XmlElement, what: string, sentence: string): void {
    this.#add('dropped', element, what, sentence);
  }

  open(element: XmlElement, what: string, sentence: string): void {
    this.#add('open', element, what, sentence);
  }

  #add(type: ImportEntry['type'], at: XmlElement, what: string, sentence: string): void {
    const element = nearestId(at);
    this.#list.push({ type, ...(element === undefined ? {} : { element }), what, sentence });
  }
}

/** Id of the flow node, flow or process that an element is part of. */
function nearestId(element: XmlElement): string | undefined {
  for (let at: XmlElement | undefined = element; at; at = at.parent) {
    if (!isBpmn(at) || /(EventDefinition|Expression|Characteristics|extensionElements)$/.test(at.local)) continue;
    const id = attribute(at, 'id');
    if (id !== undefined) return id;
  }
  return undefined;
}
