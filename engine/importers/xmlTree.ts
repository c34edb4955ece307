import { SaxesParser, type SaxesTagNS } from 'saxes';
import { defaultLimits } from '../bpmn/index.ts';

/** An attribute with its namespace; `name` carries the prefix of the file. */
export interface XmlAttribute {
  readonly name: string;
  readonly local: string;
  readonly uri: string;
  value: string;
}

/** An element that may be changed; texts stand among its children, comments and processing instructions are dropped. */
export interface XmlElement {
  name: string;
  local: string;
  readonly uri: string;
  attributes: XmlAttribute[];
  children: (XmlElement | string)[];
  parent: XmlElement | undefined;
}

/** The file is no XML that may be read; the message is a sentence. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
}

export const bpmnNamespace = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const declarations = 'http://www.w3.org/2000/xmlns/';

/**
 * Reads XML into a tree. Nothing is resolved, loaded or expanded.
 * @throws XmlRefused for what is not well-formed, holds a DOCTYPE, or is beyond the limits of a model
 */
export function readXml(text: string): XmlElement {
  if (text.length > defaultLimits.bytes)
    throw new XmlRefused(`Expected a model of at most ${defaultLimits.bytes} bytes, but this one has ${text.length}.`);
  const parser = new SaxesParser({ xmlns: true, position: true });
  const at = (): string => `line ${parser.line}, column ${parser.column}`;
  let root: XmlElement | undefined;
  const stack: XmlElement[] = [];
  let count = 0;
  parser.on('error', ({ message }) => {
    throw new XmlRefused(`The XML is not well-formed in ${at()}: ${message.replace(/^\d+:\d+: /, '')}`);
  });
  parser.on('doctype', () => {
    throw new XmlRefused('A DOCTYPE is not allowed in a model. Remove it and every entity it declares.');
  });
  parser.on('opentag', (tag) => {
    const element = elementOf(tag, stack.at(-1));
    if (++count > defaultLimits.tags || stack.length >= defaultLimits.depth)
      throw new XmlRefused(
        `Expected at most ${defaultLimits.tags} XML elements and ${defaultLimits.depth} levels, but there are more.`,
      );
    stack.at(-1)?.children.push(element);
    root ??= element;
    stack.push(element);
  });
  const addText = (text: string): void => void stack.at(-1)?.children.push(text);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void stack.pop());
  parser.write(text).close();
  if (!root) throw new XmlRefused('Expected a BPMN file, but this one is empty.');
  return root;
}

function elementOf(tag: SaxesTagNS, parent: XmlElement | undefined): XmlElement {
  const attributes = Object.values(tag.attributes).map(({ name, local, uri, value }) => ({ name, local, uri, value }));
  return { name: tag.name, local: tag.local, uri: tag.uri, attributes, children: [], parent };
}

/** The tree as a file, UTF-8. */
export function writeXml(root: XmlElement): string {
  const parts: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  write(root, parts);
  parts.push('\n');
  return parts.join('');
}

function write(element: XmlElement, parts: string[]): void {
  parts.push('<', element.name);
  for (const { name, value } of element.attributes) parts.push(' ', name, '="', escapeAttribute(value), '"');
  if (element.children.length === 0) {
    parts.push('/>');
    return;
  }
  parts.push('>');
  for (const child of element.children) {
    if (typeof child === 'string') parts.push(escapeText(child));
    else write(child, parts);
  }
  parts.push('</', element.name, '>');
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;');
}

function escapeAttribute(text: string): string {
  return escapeText(text).replace(/"/g, '&quot;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;');
}

/** Elements inside, without texts. */
export function elementsIn(element: XmlElement): readonly XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}

/** BPMN elements directly inside, by XML name. */
export function bpmnIn(element: XmlElement, ...locals: readonly string[]): readonly XmlElement[] {
  return elementsIn(element).filter((child) => isBpmn(child) && locals.includes(child.local));
}

export function isBpmn(element: XmlElement): boolean {
  return element.uri === bpmnNamespace;
}

/** The element and everything inside it, in document order. */
export function* everyElement(root: XmlElement): Generator<XmlElement> {
  const open = [root];
  for (let at = open.pop(); at; at = open.pop()) {
    yield at;
    open.push(...elementsIn(at).toReversed());
  }
}

/** Text directly inside, without blanks around it. */
export function textOf(element: XmlElement): string {
  return element.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim();
}

export function setText(element: XmlElement, text: string): void {
  element.children = text === '' ? [] : [text];
}

/** An attribute without blanks around it; missing when empty. */
export function attribute(element: XmlElement, local: string, uri = ''): string | undefined {
  const value = element.attributes.find((one) => one.local === local && one.uri === uri)?.value.trim();
  return value === '' ? undefined : value;
}

/** Sets, or with `undefined` removes, an attribute without a namespace. */
export function setAttribute(element: XmlElement, name: string, value: string | undefined): void {
  setNamespaced(element, { name, local: name, uri: '' }, value);
}

/** Sets, or with `undefined` removes, an attribute of a namespace whose prefix is declared. */
export function setNamespaced(
  element: XmlElement,
  which: { readonly name: string; readonly local: string; readonly uri: string },
  value: string | undefined,
): void {
  const found = element.attributes.find(({ local, uri }) => local === which.local && uri === which.uri);
  if (value === undefined) element.attributes = element.attributes.filter((one) => one !== found);
  else if (found) found.value = value;
  else element.attributes.push({ ...which, value });
}

export function remove(element: XmlElement): void {
  if (element.parent) element.parent.children = element.parent.children.filter((child) => child !== element);
}

/** The element by another name of the same namespace. */
export function rename(element: XmlElement, local: string): void {
  element.name = prefixed(element, local);
  element.local = local;
}

/** A new element of the same namespace as another one, not yet inside anything. */
export function sibling(of: XmlElement, local: string): XmlElement {
  return { name: prefixed(of, local), local, uri: of.uri, attributes: [], children: [], parent: undefined };
}

function prefixed(of: XmlElement, local: string): string {
  const colon = of.name.indexOf(':');
  return colon === -1 ? local : `${of.name.slice(0, colon)}:${local}`;
}

/** Puts an element among the children, last or at a place. */
export function insert(parent: XmlElement, element: XmlElement, at = parent.children.length): void {
  element.parent = parent;
  parent.children.splice(at, 0, element);
}

/** Prefix of a namespace at the root; declared there when it has none yet. */
export function declare(root: XmlElement, uri: string, wish: string): string {
  const known = root.attributes.find((one) => one.value === uri && one.uri === declarations && one.name !== 'xmlns');
  if (known) return known.local;
  const taken = new Set(root.attributes.map(({ name }) => name));
  let prefix = wish;
  for (let n = 1; taken.has(`xmlns:${prefix}`); n++) prefix = `${wish}${n}`;
  root.attributes.push({ name: `xmlns:${prefix}`, local: prefix, uri: declarations, value: uri });
  return prefix;
}
