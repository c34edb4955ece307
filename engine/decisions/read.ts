import type { ModelProblem } from '../contract/problem.ts';
import {
  compileExpression,
  compileUnaryTests,
  isFeelProblem,
  type CompiledExpression,
  type CompiledUnaryTests,
  type FeelProblem,
} from '../feel/index.ts';
import { parseDmn, type DmnElement } from './moddle.ts';
import type {
  Aggregation,
  Decision,
  DecisionModel,
  DecisionOutput,
  DecisionRule,
  DecisionTable,
  HitPolicy,
  ReadDecisions,
} from './types.ts';
import { inVersion13, xmlRefusal } from './xml.ts';

/** Options of `readDecisions`. */
export interface ReadOptions {
  /** Variable names with special characters that expressions may use, e.g. element ids. */
  readonly names?: readonly string[];
}

const hitPolicies: readonly string[] = ['UNIQUE', 'FIRST', 'ANY', 'COLLECT', 'RULE ORDER'] satisfies HitPolicy[];
const aggregations: readonly string[] = ['SUM', 'MIN', 'MAX', 'COUNT'] satisfies Aggregation[];
const feelLanguage = /^(feel|https?:\/\/www\.omg\.org\/spec\/(DMN\/\d+\/FEEL|FEEL\/\d+)\/?)$/i;
const mostDecisions = 500;

/**
 * Reads a DMN file (1.2 to 1.6; XML as text) into checked, compiled decisions. Refused, with the element's id: a DOCTYPE,
 * imports, business knowledge models and external functions, other expression languages, boxed expressions other than
 * tables and literals, requirements of nothing or in a circle, duplicate ids, FEEL that does not parse. Nothing is ever fetched.
 */
export async function readDecisions(xml: string, options: ReadOptions = {}): Promise<ReadDecisions> {
  const refusal = xmlRefusal(xml);
  if (refusal !== undefined) return { ok: false, problems: [problem('dmn-xml', undefined, refusal)] };
  const { definitions, complaints } = await parseDmn(inVersion13(xml.replace(/^\uFEFF/, '')));
  if (complaints.length > 0 || definitions?.$type !== 'dmn:Definitions') {
    return { ok: false, problems: (complaints.length > 0 ? complaints : ['no DMN definitions']).map(toProblem) };
  }
  const reader = new Reader(definitions, options.names ?? []);
  const model = reader.model();
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, model };
}

function toProblem(complaint: string): ModelProblem {
  const duplicate = /duplicate ID <([^>]*)>/.exec(complaint)?.[1];
  if (duplicate !== undefined) return problem('dmn-duplicate-id', duplicate, `The id “${duplicate}” is given twice.`);
  return problem('dmn-xml', undefined, `The file is not readable as DMN: ${complaint.replace(/\s+/g, ' ')}.`);
}

function problem(rule: string, element: string | undefined, sentence: string): ModelProblem {
  return { rule, severity: 'error', ...(element !== undefined && { element }), sentence };
}

class Reader {
  readonly problems: ModelProblem[] = [];
  readonly #definitions: DmnElement;
  readonly #elements: readonly DmnElement[];
  readonly #givenNames: readonly string[];

  constructor(definitions: DmnElement, givenNames: readonly string[]) {
    this.#definitions = definitions;
    this.#elements = definitions.drgElement ?? [];
    this.#givenNames = givenNames;
  }

  model(): DecisionModel {
    this.#language(this.#definitions);
    for (const element of [this.#definitions.import ?? []].flat()) {
      this.#complain(
        'dmn-unsupported',
        element,
        'Imports are not allowed: put what is needed into this file.',
        this.#definitions.id,
      );
    }
    for (const element of this.#elements) {
      if (element.$type !== 'dmn:Decision' && !/^dmn:(InputData|KnowledgeSource)$/.test(element.$type)) {
        this.#complain('dmn-unsupported', element, `A ${kindOf(element)} is not supported: use a decision instead.`);
      }
    }
    const decisions = this.#elements.filter(({ $type }) => $type === 'dmn:Decision');
    if (decisions.length === 0) this.#complain('dmn-empty', this.#definitions, 'The file has no decision.');
    if (decisions.length > mostDecisions)
      this.#complain('dmn-unsupported', this.#definitions, `The file has more than ${mostDecisions} decisions.`);
    const read = new Map(
      decisions.flatMap((element) => this.#decision(element)).map((decision) => [decision.key, decision]),
    );
    this.#refuseCircles(read);
    return { id: this.#definitions.id ?? '', name: this.#definitions.name ?? '', decisions: read };
  }

  #decision(element: DmnElement): readonly Decision[] {
    const { id, decisionLogic: logic } = element;
    if (id === undefined)
      return this.#refuse('dmn-reference', element, `The decision “${element.name ?? ''}” has no id.`);
    for (const requirement of element.knowledgeRequirement ?? []) {
      this.#complain('dmn-unsupported', requirement, 'Business knowledge models are not supported.', id);
    }
    const requirements = (element.informationRequirement ?? []).flatMap((requirement) =>
      this.#required(requirement, id),
    );
    const names = [...this.#givenNames, ...requirements.map(variableOf)];
    const requires = requirements.flatMap((required) =>
      required.$type === 'dmn:Decision' && required.id ? [required.id] : [],
    );
    const common = { key: id, name: element.name ?? id, variable: variableOf(element), requires };
    if (logic?.$type === 'dmn:DecisionTable') return [{ ...common, logic: this.#table(logic, id, names) }];
    if (logic?.$type === 'dmn:LiteralExpression') {
      const expression = this.#expression(logic, id, names);
      return expression ? [{ ...common, logic: { type: 'literal', expression } }] : [];
    }
    const sentence = logic
      ? `A ${kindOf(logic)} is not supported: use a table or a literal expression.`
      : 'The decision has no logic.';
    return this.#refuse('dmn-unsupported', logic ?? element, sentence, id);
  }

  #required(requirement: DmnElement, decision: string): readonly DmnElement[] {
    const href = (requirement.requiredDecision ?? requirement.requiredInput)?.href ?? '';
    const found = this.#elements.find(({ id }) => id !== undefined && href === `#${id}`);
    const wanted = requirement.requiredDecision ? 'dmn:Decision' : 'dmn:InputData';
    if (found?.$type === wanted) return [found];
    return this.#refuse(
      'dmn-reference',
      requirement,
      `“${href}” is required, but this file has no such ${kindOf({ $type: wanted })}.`,
      decision,
    );
  }

  #table(table: DmnElement, decision: string, names: readonly string[]): DecisionTable {
    const hitPolicy = table.hitPolicy ?? 'UNIQUE';
    const { aggregation } = table;
    if (!isHitPolicy(hitPolicy))
      this.#complain('dmn-unsupported', table, `The hit policy ${hitPolicy} is not supported.`, decision);
    if (aggregation !== undefined && !(isAggregation(aggregation) && hitPolicy === 'COLLECT')) {
      this.#complain(
        'dmn-unsupported',
        table,
        `${aggregation} cannot stand with the hit policy ${hitPolicy}.`,
        decision,
      );
    }
    if (aggregation !== undefined && (table.output?.length ?? 0) > 1) {
      this.#complain('dmn-unsupported', table, `${aggregation} needs a table with one output.`, decision);
    }
    if ((table.output?.length ?? 0) === 0)
      this.#complain('dmn-unsupported', table, 'The table has no output.', decision);
    const inputs = (table.input ?? []).flatMap((input) => {
      const expression = this.#expression(input.inputExpression ?? input, decision, names);
      return expression ? [{ id: input.id ?? '', label: input.label ?? expression.text, expression }] : [];
    });
    const rules = (table.rule ?? []).map((rule) => this.#rule(rule, table, decision, names));
    const outputs = (table.output ?? []).map((output) => this.#output(output, decision, names));
    return {
      type: 'table',
      hitPolicy: isHitPolicy(hitPolicy) ? hitPolicy : 'UNIQUE',
      ...(aggregation !== undefined && isAggregation(aggregation) && { aggregation }),
      ...{ inputs, outputs, rules },
    };
  }

  #output(output: DmnElement, decision: string, names: readonly string[]): DecisionOutput {
    const entry = output.defaultOutputEntry;
    const defaultValue = entry && this.#expression(entry, decision, names);
    return {
      id: output.id ?? '',
      name: output.name ?? output.label ?? output.id ?? '',
      ...(defaultValue && { defaultValue }),
    };
  }

  #rule(rule: DmnElement, table: DmnElement, decision: string, names: readonly string[]): DecisionRule {
    const inputs = rule.inputEntry ?? [];
    const outputs = rule.outputEntry ?? [];
    if (inputs.length !== (table.input?.length ?? 0) || outputs.length !== (table.output?.length ?? 0)) {
      this.#complain('dmn-table', rule, 'The rule has another number of cells than the table has columns.', decision);
    }
    return {
      id: rule.id ?? '',
      inputs: inputs.flatMap((cell) => this.#cell(cell, decision, names) ?? []),
      outputs: outputs.flatMap(
        (cell) => this.#expression({ ...cell, $type: cell.$type, text: filled(cell.text) }, decision, names) ?? [],
      ),
    };
  }

  #cell(cell: DmnElement, decision: string, names: readonly string[]): CompiledUnaryTests | undefined {
    this.#language(cell, decision);
    return this.#compiled(compileUnaryTests(cell.text ?? '', { names }), cell, decision);
  }

  #expression(element: DmnElement, decision: string, names: readonly string[]): CompiledExpression | undefined {
    this.#language(element, decision);
    if (element.importedValues)
      this.#complain('dmn-unsupported', element, 'Imported values are not supported.', decision);
    return this.#compiled(compileExpression(element.text ?? '', { names }), element, decision);
  }

  #compiled<T extends CompiledExpression | CompiledUnaryTests>(
    compiled: T | FeelProblem,
    element: DmnElement,
    decision: string,
  ): T | undefined {
    if (!isFeelProblem(compiled)) return compiled;
    this.#complain('dmn-feel', element, compiled.sentence, decision);
    return undefined;
  }

  #language(element: DmnElement, decision?: string): void {
    const language = element.expressionLanguage;
    if (language === undefined || feelLanguage.test(language)) return;
    this.#complain(
      'dmn-unsupported',
      element,
      `The expression language “${language}” is not supported: use FEEL.`,
      decision,
    );
  }

  #refuseCircles(decisions: ReadonlyMap<string, Decision>): void {
    const state = new Map<string, 'open' | 'done'>();
    const visit = (key: string): void => {
      if (state.get(key) === 'open')
        this.problems.push(problem('dmn-circle', key, `The decision “${key}” requires itself.`));
      if (state.has(key)) return;
      state.set(key, 'open');
      decisions.get(key)?.requires.forEach(visit);
      state.set(key, 'done');
    };
    for (const key of decisions.keys()) visit(key);
  }

  #complain(rule: string, element: DmnElement, sentence: string, decision?: string): void {
    this.problems.push(problem(rule, element.id ?? decision, sentence));
  }

  #refuse(rule: string, element: DmnElement, sentence: string, decision?: string): readonly never[] {
    this.#complain(rule, element, sentence, decision);
    return [];
  }
}

function isHitPolicy(text: string): text is HitPolicy {
  return hitPolicies.includes(text);
}

function isAggregation(text: string): text is Aggregation {
  return aggregations.includes(text);
}

function variableOf(element: DmnElement): string {
  return element.variable?.name ?? element.name ?? element.id ?? '';
}

/** An empty output cell gives nothing. */
function filled(text: string | undefined): string {
  return text === undefined || text.trim() === '' ? 'null' : text;
}

/** `dmn:BusinessKnowledgeModel` → `business knowledge model`. */
function kindOf({ $type }: Pick<DmnElement, '$type'>): string {
  return $type
    .replace(/^dmn:/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
}
