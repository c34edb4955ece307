import { SaxesParser, type SaxesTagNS } from 'saxes';
import { didYouMean } from './closest.ts';
import { extensionNamespace } from './extensions.ts';
import type { ModelLimits } from './limits.ts';
import { readVocabulary } from './moddle.ts';
import type { Problems } from './problems.ts';

/** What the walk over the XML learnt. */
export interface XmlFacts {
  /** Ids of the elements of the BPMN namespace in document order, with their XML name and where they stand. */
  readonly ids: ReadonlyMap<string, { readonly tag: string; readonly line: number; readonly parent?: string }>;
  /** Prefixes that stand for the file's own target namespace, for references written as qualified names. */
  readonly ownPrefixes: ReadonlySet<string>;
  /** Foreign elements inside documentation, which the reader of the model skips. */
  readonly skipped: number;
}

const bpmnNamespace = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
/** Namespaces of the drawing and its colours: read by the designer, without meaning for execution. */
const drawingNamespaces = new Set([
  'http://www.omg.org/spec/BPMN/20100524/DI',
  'http://www.omg.org/spec/DD/20100524/DI',
  'http://www.omg.org/spec/DD/20100524/DC',
  'http://bpmn.io/schema/bpmn/biocolor/1.0',
  'http://www.omg.org/spec/BPMN/non-normative/color/1.0',
]);
const plainNamespaces = new Set([
  '',
  'http://www.w3.org/2001/XMLSchema-instance',
  'http://www.w3.org/XML/1998/namespace',
  'http://www.w3.org/2000/xmlns/',
]);
const vocabulary = readVocabulary();
/** BPMN elements whose content is a text that may be marked up. */
const textElements = new Set(['documentation', 'text']);
// bpmn-moddle knows no others; letters beyond ASCII would also be hard to write in FEEL.
const idPattern = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** Ends the walk early; the reason has been recorded before. */
class WalkStopped extends Error {}

interface Open {
  readonly tag: SaxesTagNS;
  readonly id: string | undefined;
  readonly foreign: boolean;
  /** Children that refer to other elements: `incoming`, `outgoing`, `flowNodeRef` … */
  references: number;
}

/** Walks well-formed, namespace-well-formed XML once; stops at the first breach of XML or of a limit. */
export function walkXml(text: string, problems: Problems, limits: ModelLimits): XmlFacts | undefined {
  const walk = new Walk(problems, limits);
  const parser = new SaxesParser({ xmlns: true, position: true });
  const position = (): string => `line ${parser.line}, column ${parser.column}`;
  parser.on('error', (error) => {
    problems.error('xml', `The XML is not well-formed in ${position()}: ${error.message.replace(/^\d+:\d+: /, '')}`);
    throw new WalkStopped();
  });
  parser.on('xmldecl', ({ version }) => {
    if (version !== undefined && version !== '1.0')
      walk.stop('xml', `Expected XML 1.0, but the file declares ${version}.`);
  });
  parser.on('doctype', () => walk.stop('xml', 'A DOCTYPE is not allowed in a model.'));
  parser.on('processinginstruction', ({ target }) => {
    problems.warning('xml', `The processing instruction "${target.slice(0, 40)}" in ${position()} is ignored.`);
  });
  let attributes = 0;
  parser.on('opentagstart', () => (attributes = 0));
  parser.on('attribute', () => {
    if (++attributes > limits.attributes) {
      walk.stop(
        'limit',
        `Expected at most ${limits.attributes} attributes on one element, but there are more in ${position()}.`,
      );
    }
  });
  parser.on('opentag', (tag) => walk.open(tag, parser.line));
  parser.on('closetag', () => walk.close());
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof WalkStopped) return undefined;
    throw error;
  }
  return walk.facts();
}

class Walk {
  readonly #ids = new Map<string, { tag: string; line: number; parent?: string }>();
  readonly #ownPrefixes = new Set<string>();
  readonly #stack: Open[] = [];
  readonly #ignored = new Set<string>();
  readonly #problems: Problems;
  readonly #limits: ModelLimits;
  #tags = 0;
  #elements = 0;
  #skipped = 0;

  constructor(problems: Problems, limits: ModelLimits) {
    this.#problems = problems;
    this.#limits = limits;
  }

  facts(): XmlFacts {
    return { ids: this.#ids, ownPrefixes: this.#ownPrefixes, skipped: this.#skipped };
  }

  stop(rule: string, sentence: string, element?: string): never {
    this.#problems.error(rule, sentence, element);
    throw new WalkStopped();
  }

  open(tag: SaxesTagNS, line: number): void {
    const parent = this.#stack.at(-1);
    if (parent === undefined) this.#checkRoot(tag);
    const id = tag.attributes['id']?.value;
    const known = tag.uri === bpmnNamespace || drawingNamespaces.has(tag.uri);
    this.#stack.push({ tag, id: id ?? parent?.id, foreign: !known && tag.uri !== extensionNamespace, references: 0 });
    this.#count(tag, line);
    if (tag.uri === bpmnNamespace) this.#checkBpmn(tag, id, line, parent);
    else if (!known && tag.uri !== extensionNamespace) this.#checkForeign(tag, line, parent);
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.uri !== bpmnNamespace && attribute.uri !== extensionNamespace)
        this.#ignore(attribute.uri, id ?? parent?.id);
    }
  }

  close(): void {
    this.#stack.pop();
  }

  #checkRoot(tag: SaxesTagNS): void {
    if (tag.local !== 'definitions' || tag.uri !== bpmnNamespace) {
      const namespace = tag.uri === '' ? 'no namespace' : `the namespace "${tag.uri.slice(0, 100)}"`;
      this.stop(
        'xml',
        `Expected a BPMN file with the root element <definitions> of the namespace "${bpmnNamespace}", but the root is <${tag.name.slice(0, 40)}> of ${namespace}.`,
      );
    }
    const target = tag.attributes['targetNamespace']?.value;
    for (const [prefix, uri] of Object.entries(tag.ns)) if (uri === target) this.#ownPrefixes.add(prefix);
  }

  #count(tag: SaxesTagNS, line: number): void {
    const { depth, tags, elements, name } = this.#limits;
    if (this.#stack.length > depth)
      this.stop('limit', `Expected at most ${depth} nested XML elements, but line ${line} goes deeper.`);
    if (++this.#tags > tags) this.stop('limit', `Expected at most ${tags} XML elements, but the file has more.`);
    if (tag.uri === bpmnNamespace && vocabulary.flowNodes.has(tag.local) && ++this.#elements > elements) {
      this.stop(
        'limit',
        `Expected at most ${elements} elements in a model, but this one has more. Split it with call activities.`,
      );
    }
    const parent = this.#stack.at(-2);
    if (parent !== undefined && vocabulary.references.has(tag.local) && ++parent.references > elements) {
      this.stop(
        'limit',
        `Expected at most ${elements} references in one element, but line ${line} has more.`,
        parent.id,
      );
    }
    const length = tag.attributes['name']?.value.length ?? 0;
    if (length > name) {
      const element = this.#stack.at(-1)?.id;
      this.#problems.error(
        'limit',
        `Expected a name of at most ${name} characters, but <${tag.local}> in line ${line} has ${length}.`,
        element,
      );
    }
  }

  #checkBpmn(tag: SaxesTagNS, id: string | undefined, line: number, parent: Open | undefined): void {
    const { elements, booleans } = vocabulary;
    const nearest = id ?? parent?.id;
    if (!elements.has(tag.local)) {
      this.#problems.error(
        'unknown-element',
        `BPMN has no element <${tag.local.slice(0, 80)}> (line ${line}).${didYouMean(tag.local, elements)}`,
        nearest,
      );
    }
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.uri === '' && booleans.has(attribute.local) && !/^(true|false)$/.test(attribute.value)) {
        this.#problems.error(
          'attribute-value',
          `Expected ${attribute.local} to be "true" or "false", but <${tag.local}> in line ${line} says otherwise.`,
          nearest,
        );
      }
    }
    if (id !== undefined) this.#checkId(tag, id, line, parent);
  }

  #checkId(tag: SaxesTagNS, id: string, line: number, parent: Open | undefined): void {
    const shown = id.slice(0, 80);
    const previous = this.#ids.get(id);
    if (id.length > this.#limits.id) {
      this.#problems.error(
        'element-id',
        `Expected an id of at most ${this.#limits.id} characters, but <${tag.local}> in line ${line} has ${id.length}.`,
        shown,
      );
    } else if (!idPattern.test(id)) {
      this.#problems.error(
        'element-id',
        `Expected an id that begins with a letter or "_" and goes on with letters (a–z), digits, "_", "-" or ".", but <${tag.local}> in line ${line} has "${shown}".`,
        shown,
      );
    } else if (previous !== undefined) {
      this.#problems.error(
        'duplicate-id',
        `The id "${shown}" is given twice: to <${previous.tag}> in line ${previous.line} and to <${tag.local}> in line ${line}. Rename one of them.`,
        id,
      );
    } else {
      this.#ids.set(id, { tag: tag.local, line, ...(parent?.id === undefined ? {} : { parent: parent.id }) });
    }
  }

  #checkForeign(tag: SaxesTagNS, line: number, parent: Open | undefined): void {
    if (parent === undefined || parent.foreign || parent.tag.uri !== bpmnNamespace) return;
    if (textElements.has(parent.tag.local)) this.#skipped++;
    else if (parent.tag.local === 'extensionElements') this.#ignore(tag.uri, parent.id);
    else {
      this.#problems.error(
        'unknown-element',
        `The element <${tag.name.slice(0, 80)}> in line ${line} is not BPMN. Remove it, or move it into <extensionElements>.`,
        parent.id,
      );
    }
  }

  #ignore(uri: string, element: string | undefined): void {
    if (plainNamespaces.has(uri) || drawingNamespaces.has(uri) || this.#ignored.has(uri)) return;
    this.#ignored.add(uri);
    this.#problems.warning(
      'extension',
      `Attributes and elements of the namespace "${uri.slice(0, 100)}" are ignored.`,
      element,
    );
  }
}
