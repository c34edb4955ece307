import type { FeelType } from '../feel/index.ts';
import type { FunctionDefinition } from './boxed.ts';
import { expressionIn, readBoxed, readFunction } from './readBoxed.ts';
import { complain, type Place, type Reading } from './reader.ts';
import { typeOf } from './readTable.ts';
import { child, childrenOf, type DmnElement, kindOf, variableOf } from './tree.ts';
import type {
  Decision,
  DecisionModel,
  DecisionService,
  ElementRef,
  InputData,
  KnowledgeModel,
  Requirement,
} from './types.ts';

/** An imported file under the name that this one gives it. */
export interface Import {
  readonly name: string;
  readonly model: DecisionModel;
  readonly definitions: DmnElement;
  readonly types: (name: string) => FeelType | undefined;
}

const required = ['requiredDecision', 'requiredInput', 'requiredKnowledge'];
const mostDecisions = 2_000;

/** Reads the elements of one file and how they require each other. */
export class ModelReader {
  readonly #definitions: DmnElement;
  readonly #reading: Reading;
  readonly #imports: readonly Import[];
  readonly #model: DecisionModel & {
    readonly decisions: Map<string, Decision>;
    readonly inputs: Map<string, InputData>;
    readonly knowledge: Map<string, KnowledgeModel>;
    readonly services: Map<string, DecisionService>;
  };

  constructor(definitions: DmnElement, reading: Reading, imports: readonly Import[]) {
    const { id = '', name = '', namespace = '' } = definitions.attributes;
    this.#definitions = definitions;
    this.#reading = reading;
    this.#imports = imports;
    this.#model = {
      ...{ id, name, namespace, dialect: reading.dialect },
      ...{ decisions: new Map(), inputs: new Map(), knowledge: new Map(), services: new Map() },
    };
  }

  read(): DecisionModel {
    const decisions = childrenOf(this.#definitions, 'decision');
    if (decisions.length > mostDecisions) {
      this.#complain('dmn-unsupported', this.#definitions, `The file has more than ${mostDecisions} decisions.`);
      return this.#model;
    }
    for (const element of childrenOf(this.#definitions, 'inputData')) this.#input(element);
    for (const element of childrenOf(this.#definitions, 'businessKnowledgeModel')) this.#knowledge(element);
    for (const element of childrenOf(this.#definitions, 'decisionService')) this.#service(element);
    for (const element of decisions) this.#decision(element);
    return this.#model;
  }

  #input(element: DmnElement): void {
    const key = element.attributes['id'] ?? variableOf(element);
    this.#model.inputs.set(key, { key, variable: variableOf(element), ...this.#variableType(element) });
  }

  #knowledge(element: DmnElement): void {
    const key = element.attributes['id'] ?? variableOf(element);
    const needs = this.#needs(element, key);
    const logic = child(element, 'encapsulatedLogic');
    const place = this.#place(key, needs, [variableOf(element)]);
    const empty: FunctionDefinition = { type: 'function', parameters: [], body: undefined };
    if (!logic) {
      const sentence = `The business knowledge model “${element.attributes['name'] ?? key}” has no logic.`;
      if (this.#reading.dialect === 'office') this.#complain('dmn-unsupported', element, sentence);
    }
    this.#model.knowledge.set(key, {
      ...{ key, variable: variableOf(element), needs },
      logic: logic ? { ...readFunction(logic, place), ...typeOf(logic, place) } : empty,
      ...this.#variableType(element),
    });
  }

  #service(element: DmnElement): void {
    const { id, name = '' } = element.attributes;
    const key = id ?? name;
    const refs = (tag: string): readonly ElementRef[] =>
      childrenOf(element, tag).flatMap((one) => this.#find(one, key)?.element ?? []);
    const outputs = refs('outputDecision');
    if (outputs.length === 0 && this.#reading.dialect === 'office') {
      this.#complain('dmn-unsupported', element, 'The decision service has no output decision.');
    }
    this.#model.services.set(key, {
      ...{ key, name, variable: variableOf(element), outputs },
      ...{ inputs: refs('inputData'), inputDecisions: refs('inputDecision') },
      ...this.#variableType(element),
    });
  }

  #decision(element: DmnElement): void {
    const { name } = element.attributes;
    const id = element.attributes['id'] ?? (this.#reading.dialect === 'standard' ? name : undefined);
    if (id === undefined) {
      this.#complain('dmn-reference', element, `The decision “${name ?? ''}” has no id.`);
      return;
    }
    const needs = this.#needs(element, id);
    const logic = expressionIn(element);
    if (!logic && this.#reading.dialect === 'office') {
      this.#complain('dmn-unsupported', element, 'The decision has no logic.');
    }
    const place = this.#place(id, needs, []);
    this.#model.decisions.set(id, {
      ...{ key: id, name: name ?? id, variable: variableOf(element), needs },
      requires: needs.flatMap(({ element: { model, key } }) =>
        model === this.#model && this.#isDecision(key) ? [key] : [],
      ),
      logic: logic && readBoxed(logic, place),
      ...this.#variableType(element),
    });
  }

  #isDecision(key: string): boolean {
    return childrenOf(this.#definitions, 'decision').some(({ attributes }) => attributes['id'] === key);
  }

  #variableType(element: DmnElement): { readonly valueType?: FeelType } {
    const variable = child(element, 'variable');
    return variable ? typeOf(variable, this.#place(undefined, [], [])) : {};
  }

  #place(owner: string | undefined, needs: readonly Requirement[], names: readonly string[]): Place {
    const seen = needs.flatMap(({ element, through }) => {
      const name = this.#nameOf(element);
      return through === undefined ? [name] : [through, name];
    });
    return { reading: this.#reading, owner, names: [...this.#reading.names, ...seen, ...names] };
  }

  #nameOf({ model, key }: ElementRef): string {
    const definitions =
      model === this.#model ? this.#definitions : this.#imports.find((one) => one.model === model)?.definitions;
    const element = definitions?.children.find(({ attributes }) => attributes['id'] === key);
    return element ? variableOf(element) : '';
  }

  #needs(element: DmnElement, owner: string): readonly Requirement[] {
    return element.children.flatMap((requirement) => {
      const target = requirement.children.find(({ tag }) => required.includes(tag));
      return target ? (this.#find(target, owner, requirement) ?? []) : [];
    });
  }

  #find(target: DmnElement, owner: string, reported = target): Requirement | undefined {
    const href = target.attributes['href'] ?? '';
    const at = href.indexOf('#');
    const [place, key] = [href.slice(0, Math.max(at, 0)), href.slice(at + 1)];
    const isOwn = place === '' || place === this.#model.namespace;
    const own = isOwn ? this.#definitions.children.find(({ attributes }) => attributes['id'] === key) : undefined;
    if (own && fits(own, target)) return { element: { model: this.#model, key }, through: undefined };
    const from = this.#imports.find(({ model }) => model.namespace === place);
    const other = from?.definitions.children.find(({ attributes }) => attributes['id'] === key);
    if (from && other && fits(other, target)) return { element: { model: from.model, key }, through: from.name };
    const wanted = kindOf({ tag: wantedTags(target)[0] ?? 'decision' });
    const sentence = `“${href}” is required, but this file has no such ${wanted}.`;
    complain(this.#reading, 'dmn-reference', reported, sentence, owner);
    return undefined;
  }

  #complain(rule: string, element: DmnElement, sentence: string): void {
    complain(this.#reading, rule, element, sentence, this.#definitions.attributes['id']);
  }
}

function fits({ tag }: DmnElement, target: DmnElement): boolean {
  return wantedTags(target).includes(tag);
}

function wantedTags({ tag }: DmnElement): readonly string[] {
  switch (tag) {
    case 'requiredInput':
    case 'inputData':
      return ['inputData'];
    case 'requiredKnowledge':
      return ['businessKnowledgeModel', 'decisionService'];
    default:
      return ['decision'];
  }
}
