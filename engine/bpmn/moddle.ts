import { BpmnModdle } from 'bpmn-moddle';
import { extensionPackage } from './extensions.ts';

/** An element of bpmn-moddle's tree; its properties are read with the functions below. */
export interface ModelElement {
  /** With the prefix of its package: `bpmn:UserTask`, `officina:Outcome`. */
  readonly $type: string;
  readonly $parent?: ModelElement;
  /** Attributes of no known package, declarations of namespaces among them. */
  readonly $attrs?: Readonly<Record<string, string>>;
  readonly $descriptor?: { readonly properties: readonly PropertyDescriptor[] };
  get?(name: string): unknown;
  set?(name: string, value: unknown): void;
}

interface PropertyDescriptor {
  readonly name: string;
  readonly ns: { readonly name: string };
  readonly isAttr?: boolean;
  readonly isReference?: boolean;
  readonly isMany?: boolean;
}

/** What bpmn-moddle said while reading. */
export type ModelWarning =
  | { readonly type: 'reference'; readonly element: ModelElement; readonly property: string; readonly value: string }
  | {
      readonly type: 'attribute';
      readonly element: ModelElement;
      readonly name: string;
      readonly known: readonly string[];
    }
  | { readonly type: 'content'; readonly message: string };

/** A parsed model file. */
export interface ModelTree {
  readonly definitions: ModelElement;
  readonly byId: ReadonlyMap<string, ModelElement>;
  readonly warnings: readonly ModelWarning[];
}

/** Reads well-formed XML; rejects when the root is no BPMN definitions element. */
export async function parseModel(text: string): Promise<ModelTree> {
  const { rootElement, elementsById, warnings } = await new BpmnModdle({ officina: extensionPackage }).fromXML(text);
  if (!isElement(rootElement)) throw new Error('bpmn-moddle returned no root element');
  const byId = new Map<string, ModelElement>();
  for (const [id, element] of Object.entries(elementsById)) if (isElement(element)) byId.set(id, element);
  return { definitions: rootElement, byId, warnings: warnings.flatMap(toWarning) };
}

function toWarning(warning: unknown): ModelWarning | [] {
  const { message, element, property, value, error } = warning as Record<string, unknown>;
  // Without an element or an error it is about the declared encoding, which has been checked before.
  if (!isElement(element) || typeof property !== 'string')
    return error ? { type: 'content', message: String(message) } : [];
  const known = element.$descriptor?.properties ?? [];
  if (known.some((one) => localName(one.name) === localName(property) && one.isReference)) {
    return { type: 'reference', element, property, value: String(value) };
  }
  const names = known.filter((one) => one.isAttr).map((one) => one.ns.name.replace(/^bpmn:/, ''));
  return { type: 'attribute', element, name: property, known: names };
}

function isElement(value: unknown): value is ModelElement {
  return typeof value === 'object' && value !== null && '$type' in value;
}

/** A property as text without blanks around it; missing when empty. */
export function text(element: ModelElement, property: string): string | undefined {
  const value = element.get?.(property);
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** A boolean property of BPMN with the standard's default. */
export function flag(element: ModelElement, property: string): boolean {
  return element.get?.(property) === true;
}

/** A property that holds, or refers to, one element. */
export function child(element: ModelElement, property: string): ModelElement | undefined {
  const value = element.get?.(property);
  return isElement(value) ? value : undefined;
}

/** A property that holds, or refers to, several elements. */
export function children(element: ModelElement, property: string): readonly ModelElement[] {
  const value = element.get?.(property);
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** The element's id; never empty, because elements without one are told apart before. */
export function idOf(element: ModelElement): string | undefined {
  return text(element, 'id');
}

/** The id of the element or of the nearest element around it that has one. */
export function nearestId(element: ModelElement): string | undefined {
  for (let at: ModelElement | undefined = element; at !== undefined; at = at.$parent) {
    const id = idOf(at);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** The element's name in XML: `bpmn:UserTask` → `userTask`. */
export function tagOf(element: ModelElement): string {
  const local = localName(element.$type);
  return local.charAt(0).toLowerCase() + local.slice(1);
}

/** Names that the BPMN schema knows. */
export interface Vocabulary {
  /** XML names of elements. */
  readonly elements: ReadonlySet<string>;
  /** Attributes whose value is `true` or `false`. */
  readonly booleans: ReadonlySet<string>;
  /** XML names of elements that hold nothing but the id of another: `incoming`, `flowNodeRef` … */
  readonly references: ReadonlySet<string>;
  /** XML names of flow nodes. */
  readonly flowNodes: ReadonlySet<string>;
}

interface TypeDescriptor {
  readonly name: string;
  readonly superClass?: readonly string[];
  readonly properties?: readonly {
    readonly name: string;
    readonly type: string;
    readonly isAttr?: boolean;
    readonly isReference?: boolean;
  }[];
}

/** The vocabulary of bpmn-moddle's own BPMN package. */
export function readVocabulary(): Vocabulary {
  const { types } = new BpmnModdle().getPackage('bpmn') as { readonly types: readonly TypeDescriptor[] };
  const elements = new Set<string>();
  const booleans = new Set<string>();
  const references = new Set<string>();
  const supers = new Map(types.map((type) => [type.name, type.superClass ?? []]));
  const isFlowNode = (name: string): boolean => name === 'FlowNode' || (supers.get(name) ?? []).some(isFlowNode);
  const flowNodes = new Set<string>();
  for (const type of types) {
    const tag = type.name.charAt(0).toLowerCase() + type.name.slice(1);
    elements.add(tag);
    if (isFlowNode(type.name)) flowNodes.add(tag);
    for (const property of type.properties ?? []) {
      const name = localName(property.name);
      if (property.isAttr) {
        if (property.type === 'Boolean') booleans.add(name);
        continue;
      }
      elements.add(name);
      if (property.isReference) references.add(name);
    }
  }
  return { elements, booleans, references, flowNodes };
}

/** A name without the prefix of its namespace. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
