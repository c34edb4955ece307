import { SaxesParser, type SaxesTagNS } from 'saxes';

/** An element of a DMN file; what lies in other namespaces (diagrams, extensions) is left out. */
export interface DmnElement {
  /** Without prefix, such as `decisionTable`. */
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly DmnElement[];
  readonly text: string;
}

/** The tree of a DMN file and what its reader could not make sense of. */
export interface DmnTree {
  readonly definitions?: DmnElement;
  readonly complaints: readonly string[];
}

interface Open extends DmnElement {
  readonly attributes: Record<string, string>;
  readonly children: Open[];
  text: string;
}

/** MODEL namespaces of DMN 1.2 to 1.6. */
const model = /^https?:\/\/www\.omg\.org\/spec\/DMN\/(?:20180521|20191111|20211108|20230324|20240513)\/MODEL\/?$/;
const deepest = 200;

/** Elements of DMN 1.2 to 1.5. */
const known = new Set([
  ...['definitions', 'import', 'itemDefinition', 'itemComponent', 'functionItem', 'parameters', 'typeRef'],
  ...['allowedValues', 'typeConstraint', 'decision', 'inputData', 'businessKnowledgeModel', 'decisionService'],
  ...['knowledgeSource', 'elementCollection', 'businessContextElement', 'performanceIndicator', 'organizationUnit'],
  ...['variable', 'question', 'allowedAnswers', 'informationRequirement', 'knowledgeRequirement', 'description'],
  ...['authorityRequirement', 'requiredDecision', 'requiredInput', 'requiredKnowledge', 'requiredAuthority'],
  ...['supportedObjective', 'impactedPerformanceIndicator', 'decisionMaker', 'decisionOwner', 'usingProcess'],
  ...['usingTask', 'encapsulatedLogic', 'formalParameter', 'outputDecision', 'encapsulatedDecision'],
  ...['inputDecision', 'type', 'owner', 'locationURI', 'drgElement', 'decisionMade', 'decisionOwned'],
  ...['impactingDecision', 'literalExpression', 'text', 'importedValues', 'importedElement', 'decisionTable'],
  ...['input', 'inputExpression', 'inputValues', 'output', 'outputValues', 'defaultOutputEntry', 'annotation'],
  ...['rule', 'inputEntry', 'outputEntry', 'annotationEntry', 'context', 'contextEntry', 'invocation', 'binding'],
  ...['parameter', 'relation', 'column', 'row', 'list', 'functionDefinition', 'conditional', 'if', 'then', 'else'],
  ...['filter', 'in', 'match', 'for', 'return', 'some', 'every', 'satisfies', 'extensionElements'],
  ...['extensionAttribute', 'textAnnotation', 'association', 'group', 'artifact', 'sourceRef', 'targetRef'],
]);

/** Parses a DMN file; a broken one gives complaints and no tree. Nothing is fetched, and no entity is defined. */
export function parseDmn(xml: string): DmnTree {
  const builder = new Builder();
  try {
    const parser = new SaxesParser({ xmlns: true });
    parser.on('opentag', (tag) => builder.open(tag));
    parser.on('closetag', () => builder.close());
    parser.on('text', (text) => builder.text(text));
    parser.on('cdata', (text) => builder.text(text));
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(xml).close();
  } catch (error) {
    return { complaints: [error instanceof Error ? error.message : String(error)] };
  }
  const { root, complaints } = builder;
  return root && complaints.length === 0 ? { definitions: root, complaints } : { complaints };
}

class Builder {
  root: DmnElement | undefined;
  readonly complaints: string[] = [];
  /** Undefined for elements of other namespaces and all below them. */
  readonly #stack: (Open | undefined)[] = [];
  readonly #ids = new Set<string>();

  open(tag: SaxesTagNS): void {
    if (this.#stack.length >= deepest) throw new Error(`the file is nested more than ${deepest} levels deep`);
    const isRoot = this.#stack.length === 0;
    const parent = this.#stack.at(-1);
    const isOurs = model.test(tag.uri) && (isRoot || parent !== undefined);
    const element = isOurs ? this.#element(tag) : undefined;
    this.#stack.push(element);
    if (!element) return;
    if (isRoot) this.root = element;
    else parent?.children.push(element);
  }

  close(): void {
    this.#stack.pop();
  }

  text(text: string): void {
    const element = this.#stack.at(-1);
    if (element) element.text += text;
  }

  #element(tag: SaxesTagNS): Open {
    const { local } = tag;
    if (!known.has(local)) this.complaints.push(`unknown element <${local}>`);
    const plain = Object.values(tag.attributes).filter(({ uri, prefix }) => uri === '' && prefix === '');
    const attributes = Object.fromEntries(plain.map(({ name, value }) => [name, value]));
    const { id } = attributes;
    if (id !== undefined) {
      if (this.#ids.has(id)) this.complaints.push(`duplicate ID <${id}>`);
      this.#ids.add(id);
    }
    return { tag: local, attributes, children: [], text: '' };
  }
}

/** The first child with the tag. */
export function child(element: DmnElement, tag: string): DmnElement | undefined {
  return element.children.find((one) => one.tag === tag);
}

/** All children with the tag. */
export function childrenOf(element: DmnElement, tag: string): readonly DmnElement[] {
  return element.children.filter((one) => one.tag === tag);
}

/** The text of the child `text` of an expression or of unary tests. */
export function textOf(element: DmnElement): string {
  return child(element, 'text')?.text ?? '';
}

/** The name of a type: an attribute, or the child of an item definition. */
export function typeRefOf(element: DmnElement): string | undefined {
  const ref = (element.attributes['typeRef'] ?? child(element, 'typeRef')?.text)?.trim();
  return ref === undefined || ref === '' ? undefined : ref;
}

/** The name of an element's variable: under it others see its value. */
export function variableOf(element: DmnElement): string {
  const { name, id } = element.attributes;
  return child(element, 'variable')?.attributes['name'] ?? name ?? id ?? '';
}

/** `businessKnowledgeModel` → `business knowledge model`. */
export function kindOf({ tag }: Pick<DmnElement, 'tag'>): string {
  return tag.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
