import { neutral } from './models.ts';

/** The little of a DOM that the folder's own preparation hands over. */
interface DomElement {
  readonly ownerDocument: { readonly documentElement: DomElement };
  textContent: string;
  setAttributeNS(uri: string, name: string, value: string): void;
  hasAttribute(name: string): boolean;
  removeAttribute(name: string): void;
}

type Tree = unknown;
type Written = (tree: Tree) => string;

const declarations = 'http://www.w3.org/2000/xmlns/';
const camunda = 'http://camunda.org/schema/1.0/bpmn';

/** How the folder's runner writes what it has rewritten: as a Camunda model, which goes through our importer like any other. */
export const dialect = {
  name: 'officina',
  expression: (tree: Tree, js: Written): string => `\${${js(tree)}}`,
  condition(element: DomElement, tree: Tree, js: Written): void {
    element.removeAttribute('language');
    element.textContent = `\${${js(tree)}}`;
  },
  value(element: DomElement, tree: Tree, js: Written): void {
    const { k, v } = tree as { readonly k: string; readonly v?: unknown };
    element.textContent = k === 'lit' ? String(v) : `\${${js(tree)}}`;
  },
  script: noteOperations,
  service: noteOperations,
  collection(element: DomElement, tree: Tree, js: Written, elementVariable: string | undefined): void {
    note(element, 'camunda', camunda, 'collection', `\${${js(tree)}}`);
    if (elementVariable !== undefined) note(element, 'camunda', camunda, 'elementVariable', elementVariable);
  },
  // Variables passed to and from a called process stand in the model still, as its vendor writes them.
  mappings(): void {
    return;
  },
};

function noteOperations(element: DomElement, operations: readonly unknown[]): void {
  note(element, 'cf', neutral, 'ops', JSON.stringify(operations));
}

function note(element: DomElement, prefix: string, uri: string, name: string, value: string): void {
  const root = element.ownerDocument.documentElement;
  if (!root.hasAttribute(`xmlns:${prefix}`)) root.setAttributeNS(declarations, `xmlns:${prefix}`, uri);
  element.setAttributeNS(uri, `${prefix}:${name}`, value);
}
