import { anyType, FeelFailure, FeelFunction, isContext, type FeelNames, type FeelSession } from '../feel/index.ts';
import { conform } from './conform.ts';
import { evaluateBoxed, functionOf, type Notes } from './evaluateBoxed.ts';
import type { Decided } from './evaluateTable.ts';
import type { Decision, DecisionService, ElementRef, KnowledgeModel, Requirement } from './types.ts';

/** Thrown once the sentence names the decision that failed. */
class DecisionFailure extends FeelFailure {}

/** Asks the decisions of one evaluation, each at most once. */
export class Decider {
  readonly #session: FeelSession;
  /** The input data, by name. */
  readonly #given: FeelNames;
  readonly #decided = new Map<unknown, Decided>();
  readonly #functions = new Map<unknown, FeelFunction>();

  constructor(session: FeelSession, given: FeelNames) {
    this.#session = session;
    this.#given = given;
  }

  /** The result of a decision. */
  decide({ model, key }: ElementRef): Decided {
    const decision = model.decisions.get(key);
    if (!decision) return { value: null, matched: [] };
    const known = this.#decided.get(decision);
    if (known) return known;
    const decided = this.#named(decision, () => this.#logic(decision));
    this.#decided.set(decision, decided);
    return decided;
  }

  /** The results of a service for what was given. */
  serve({ model, key }: ElementRef): unknown {
    const service = model.services.get(key);
    if (!service) return null;
    const refs = [...service.inputs, ...service.inputDecisions];
    const args = refs.map((ref) => this.#given[nameOf(ref)] ?? null);
    return this.#session.call(this.#service(service), args, undefined) ?? null;
  }

  #logic(decision: Decision): Decided {
    const { logic, needs, valueType } = decision;
    if (!logic) return { value: null, matched: [] };
    const notes: Notes = { matched: [] };
    const found = evaluateBoxed(logic, this.#names(needs, true), this.#session, notes);
    return { value: conform(this.#session, found, valueType, 'The result'), matched: notes.matched };
  }

  #named<T>({ name }: Decision, body: () => T): T {
    try {
      return body();
    } catch (error) {
      if (!(error instanceof FeelFailure) || error instanceof DecisionFailure) throw error;
      throw new DecisionFailure(`Decision “${name}”: ${error.message}`);
    }
  }

  /** What an element sees: what it requires, in the office's dialect also everything that was given. */
  #names(needs: readonly Requirement[], isDecision: boolean): FeelNames {
    const names: Record<string, unknown> = isDecision && this.#session.dialect === 'office' ? { ...this.#given } : {};
    for (const { element, through } of needs) {
      const value = this.#valueOf(element, through);
      if (value === undefined) continue;
      const name = nameOf(element);
      if (through === undefined) names[name] = value;
      else names[through] = { ...(isContext(names[through]) && names[through]), [name]: value };
    }
    return names;
  }

  #valueOf(ref: ElementRef, through: string | undefined): unknown {
    const { model, key } = ref;
    const knowledge = model.knowledge.get(key);
    if (knowledge) return this.#function(knowledge, () => this.#knowledge(knowledge));
    const service = model.services.get(key);
    if (service) return this.#function(service, () => this.#service(service));
    return model.inputs.has(key) ? this.#input(ref, through) : this.decide(ref).value;
  }

  /** Undefined where the office gives nothing of that name: using it is a missing variable then. */
  #input({ model, key }: ElementRef, through: string | undefined): unknown {
    const input = model.inputs.get(key);
    if (!input) return undefined;
    const within = through === undefined ? undefined : this.#given[through];
    const from = isContext(within) && Object.hasOwn(within, input.variable) ? within : this.#given;
    const found = Object.hasOwn(from, input.variable) ? from[input.variable] : undefined;
    if (found === undefined) return this.#session.dialect === 'office' ? undefined : null;
    if (typeof found === 'function') return undefined;
    return conform(this.#session, found, input.valueType, `“${input.variable}”`);
  }

  #function(element: KnowledgeModel | DecisionService, make: () => FeelFunction): FeelFunction {
    const known = this.#functions.get(element) ?? make();
    this.#functions.set(element, known);
    return known;
  }

  #knowledge({ variable, logic, needs, valueType }: KnowledgeModel): FeelFunction {
    const declared = valueType?.type === 'function' ? valueType.result : valueType;
    let names: FeelNames | undefined;
    // It may call itself.
    const visible = (): FeelNames => (names ??= { ...this.#names(needs, false), [variable]: made });
    const made = functionOf(variable, logic, visible, this.#session, declared);
    return made;
  }

  #service(service: DecisionService): FeelFunction {
    const refs = [...service.inputs, ...service.inputDecisions];
    const parameters = refs.map(typeOf);
    const { valueType } = service;
    const result = (valueType?.type === 'function' ? valueType.result : valueType) ?? anyType;
    const body = (args: readonly unknown[]): unknown => this.#session.deeper(() => this.#serve(service, refs, args));
    return new FeelFunction(service.variable, refs.map(nameOf), body, { signature: { parameters, result } });
  }

  #serve(service: DecisionService, refs: readonly ElementRef[], args: readonly unknown[]): unknown {
    const given = Object.fromEntries(refs.map((ref, index) => [nameOf(ref), args[index] ?? null]));
    const decider = new Decider(this.#session, given);
    for (const ref of service.inputDecisions) {
      const decision = ref.model.decisions.get(ref.key);
      if (decision) decider.#decided.set(decision, { value: given[nameOf(ref)] ?? null, matched: [] });
    }
    const [first, ...others] = service.outputs;
    if (!first) return null;
    if (others.length === 0) return decider.decide(first).value;
    return Object.fromEntries(service.outputs.map((ref) => [nameOf(ref), decider.decide(ref).value]));
  }
}

function nameOf({ model, key }: ElementRef): string {
  const found =
    model.decisions.get(key) ?? model.inputs.get(key) ?? model.knowledge.get(key) ?? model.services.get(key);
  return found?.variable ?? key;
}

function typeOf({ model, key }: ElementRef): NonNullable<Decision['valueType']> {
  return (model.inputs.get(key) ?? model.decisions.get(key))?.valueType ?? anyType;
}
