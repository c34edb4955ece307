import type { ModelProblem } from '../contract/problem.ts';
import type { FeelDialect } from '../feel/index.ts';
import { checkLanguage } from './readFeel.ts';
import { ModelReader, type Import } from './readModel.ts';
import { complain, problem, type Reading } from './reader.ts';
import { componentNames, readTypes } from './readTypes.ts';
import { refuseCircles } from './circles.ts';
import { childrenOf, parseDmn, type DmnElement } from './tree.ts';
import type { ReadDecisions } from './types.ts';
import { xmlRefusal } from './xml.ts';

/** Options of `readDecisions`. */
export interface ReadOptions {
  /** Variable names with special characters that expressions may use, e.g. element ids. */
  readonly names?: readonly string[];
  /** `office` when left out: strict where the standard gives null in silence. */
  readonly dialect?: FeelDialect;
  /** Texts of the files that may be imported; they are found by their namespace. Nothing is ever fetched. */
  readonly imports?: readonly string[];
}

type Parsed = { readonly definitions: DmnElement } | { readonly problems: readonly ModelProblem[] };

interface ReadFile extends Omit<Import, 'name'> {
  readonly problems: readonly ModelProblem[];
}

/**
 * Reads a DMN file (1.2 to 1.6; XML as text) into checked, compiled decisions. Refused, with the element's id: a DOCTYPE,
 * imports that were not given, external functions, other expression languages, requirements of nothing or in a circle,
 * duplicate ids, FEEL that does not parse.
 */
export async function readDecisions(xml: string, options: ReadOptions = {}): Promise<ReadDecisions> {
  const main = parse(xml);
  if ('problems' in main) return { ok: false, problems: main.problems };
  const others = (options.imports ?? []).map(parse);
  const broken = others.flatMap((one) => ('problems' in one ? one.problems : []));
  if (broken.length > 0) return { ok: false, problems: broken };
  const library = others.flatMap((one) => ('definitions' in one ? [one.definitions] : []));
  const { problems, model } = new Library(library, options).read(main.definitions, []);
  if (problems.length === 0 && model.decisions.size === 0) {
    const empty = problem('dmn-empty', main.definitions.attributes['id'], 'The file has no decision.');
    return { ok: false, problems: [empty] };
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, model };
}

/** The files that may be imported, each read once. */
class Library {
  readonly #files: readonly DmnElement[];
  readonly #options: ReadOptions;
  readonly #read = new Map<DmnElement, ReadFile>();

  constructor(files: readonly DmnElement[], options: ReadOptions) {
    this.#files = files;
    this.#options = options;
  }

  read(definitions: DmnElement, open: readonly DmnElement[]): ReadFile {
    const known = this.#read.get(definitions);
    if (known) return known;
    const problems: ModelProblem[] = [];
    const imports = childrenOf(definitions, 'import').flatMap((one) =>
      this.#import(one, definitions, [...open, definitions], problems),
    );
    const types = readTypes(definitions, (name) => importedType(name, imports));
    const components = [definitions, ...imports.map((one) => one.definitions)].flatMap(componentNames);
    const names = [...(this.#options.names ?? []), ...components];
    const reading: Reading = { dialect: this.#options.dialect ?? 'office', names, types, problems };
    checkLanguage(definitions, { reading, owner: undefined, names });
    const model = new ModelReader(definitions, reading, imports).read();
    refuseCircles(model, problems);
    const read = { model, definitions, types, problems };
    this.#read.set(definitions, read);
    return read;
  }

  #import(
    element: DmnElement,
    owner: DmnElement,
    open: readonly DmnElement[],
    problems: ModelProblem[],
  ): readonly Import[] {
    const { name = '', namespace } = element.attributes;
    const found = this.#files.find(({ attributes }) => attributes['namespace'] === namespace);
    const refuse = (sentence: string): readonly never[] => {
      complain({ problems }, 'dmn-unsupported', element, sentence, owner.attributes['id']);
      return [];
    };
    if (!found) return refuse('The imported file is not at hand: put what is needed into this file.');
    if (open.includes(found)) return refuse('The files import each other in a circle.');
    const file = this.read(found, open);
    problems.push(...file.problems);
    return [{ name, model: file.model, definitions: found, types: file.types }];
  }
}

function importedType(name: string, imports: readonly Import[]): ReturnType<Import['types']> {
  for (const one of imports) {
    const found = name.startsWith(`${one.name}.`) ? one.types(name.slice(one.name.length + 1)) : undefined;
    if (found) return found;
  }
  return undefined;
}

function parse(xml: string): Parsed {
  const refusal = xmlRefusal(xml);
  if (refusal !== undefined) return { problems: [problem('dmn-xml', undefined, refusal)] };
  const { definitions, complaints } = parseDmn(xml.replace(/^\uFEFF/, ''));
  if (definitions?.tag === 'definitions' && complaints.length === 0) return { definitions };
  return { problems: (complaints.length > 0 ? complaints : ['no DMN definitions']).map(toProblem) };
}

function toProblem(complaint: string): ModelProblem {
  const duplicate = /duplicate ID <([^>]*)>/.exec(complaint)?.[1];
  if (duplicate !== undefined) return problem('dmn-duplicate-id', duplicate, `The id “${duplicate}” is given twice.`);
  return problem('dmn-xml', undefined, `The file is not readable as DMN: ${complaint.replace(/\s+/g, ' ')}.`);
}
