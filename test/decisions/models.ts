import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readDecisions, type DecisionModel } from '../../engine/decisions/index.ts';
import type { ModelProblem } from '../../engine/contract/problem.ts';

/** A column of a table under test: the expression of an input, or the name of an output. */
export interface TableSketch {
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly { readonly name: string; readonly default?: string }[];
  /** Cells from left to right. */
  readonly rules: readonly (readonly string[])[];
}

/** A DMN file with these elements inside. */
export function definitions(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="Fees" namespace="urn:test">${content}</definitions>`;
}

/** A decision with a literal expression. */
export function literal(id: string, text: string, requires: readonly string[] = []): string {
  return `<decision id="${id}" name="${id}">${requirements(id, requires)}<literalExpression id="${id}-l"><text>${escape(text)}</text></literalExpression></decision>`;
}

/** A decision with a table. */
export function table(id: string, sketch: TableSketch, requires: readonly string[] = []): string {
  const { hitPolicy, aggregation, inputs, outputs, rules } = sketch;
  const attributes =
    (hitPolicy ? ` hitPolicy="${hitPolicy}"` : '') + (aggregation ? ` aggregation="${aggregation}"` : '');
  const columns = inputs.map(
    (text, index) =>
      `<input id="${id}-i${index}"><inputExpression><text>${escape(text)}</text></inputExpression></input>`,
  );
  const results = outputs.map(
    ({ name, default: value }) =>
      `<output name="${name}">${value === undefined ? '' : `<defaultOutputEntry><text>${escape(value)}</text></defaultOutputEntry>`}</output>`,
  );
  const rows = rules.map((cells, row) => {
    const entries = cells.map((text, column) => {
      const tag = column < inputs.length ? 'inputEntry' : 'outputEntry';
      return `<${tag} id="${id}-r${row}c${column}"><text>${escape(text)}</text></${tag}>`;
    });
    return `<rule id="${id}-r${row}">${entries.join('')}</rule>`;
  });
  return `<decision id="${id}" name="${id}">${requirements(id, requires)}<decisionTable id="${id}-t"${attributes}>${[...columns, ...results, ...rows].join('')}</decisionTable></decision>`;
}

function requirements(decision: string, ids: readonly string[]): string {
  return ids
    .map(
      (id) =>
        `<informationRequirement id="${decision}-to-${id}"><requiredDecision href="#${id}"/></informationRequirement>`,
    )
    .join('');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The model of a file that must be readable. */
export async function modelOf(xml: string): Promise<DecisionModel> {
  const read = await readDecisions(xml);
  assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.problems));
  return read.model;
}

/** The problems of a file that must be refused. */
export async function problemsOf(xml: string): Promise<readonly ModelProblem[]> {
  const read = await readDecisions(xml);
  assert.ok(!read.ok, 'the file was accepted');
  return read.problems;
}

/** A file of the attack corpus. */
export function attackFile(name: string): string {
  return readFileSync(new URL(`../corpora/attack/dmn/${name}`, import.meta.url), 'utf8');
}
