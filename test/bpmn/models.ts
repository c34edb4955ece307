import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { lint, readProcesses, type Graph, type LintContext } from '../../engine/bpmn/index.ts';
import type { ModelProblem } from '../../engine/contract/problem.ts';

/** The text of a diagram in this folder: `no-start/good`. */
export function diagram(name: string): string {
  return readFileSync(new URL(`${name}.bpmn`, import.meta.url), 'utf8');
}

/** All that reading and linting a diagram says. */
export async function problemsOf(xml: string, context?: LintContext): Promise<readonly ModelProblem[]> {
  const { graphs, problems } = await readProcesses(xml);
  return [...problems, ...graphs.flatMap((graph) => lint(graph, context))];
}

/** The one graph of a diagram without errors. */
export async function graphOf(xml: string): Promise<Graph> {
  const { graphs, problems } = await readProcesses(xml);
  assert.deepEqual(problems, []);
  assert.equal(graphs.length, 1);
  return graphs[0]!;
}

/** A process `p` around some BPMN; `roots` stands beside it. */
export function processOf(body: string, roots = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:officina="urn:officina:bpmn:1" id="definitions" targetNamespace="urn:officina:test">
${roots}<process id="p" isExecutable="true">${body}</process>
</definitions>`;
}

/** A sequence flow, with a condition in FEEL if given. */
export function flow(id: string, source: string, target: string, condition?: string): string {
  const inner =
    condition === undefined
      ? ''
      : `<conditionExpression xsi:type="tFormalExpression"><![CDATA[${condition}]]></conditionExpression>`;
  return `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${inner}</sequenceFlow>`;
}

/**
 * Adds two tests: the good diagram of a rule is without any problem, the bad one has exactly the expected problems of this
 * rule, each with its element, and no other error.
 */
export function testRule(
  rule: string,
  expected: {
    readonly elements: readonly (string | undefined)[];
    readonly severity?: 'error' | 'warning';
    readonly says: RegExp;
  },
  context?: LintContext,
): void {
  it('is content with the good diagram', async () => {
    assert.deepEqual(await problemsOf(diagram(`${rule}/good`), context), []);
  });

  it('finds the mistake in the bad diagram', async () => {
    const problems = await problemsOf(diagram(`${rule}/bad`), context);
    const own = problems.filter((problem) => problem.rule === rule);

    assert.deepEqual(
      own.map((problem) => problem.element),
      expected.elements,
    );
    for (const problem of own) {
      assert.equal(problem.severity, expected.severity ?? 'error');
      assert.match(problem.sentence, expected.says);
    }
    assert.deepEqual(
      problems.filter((problem) => problem.rule !== rule && problem.severity === 'error'),
      [],
    );
  });
}
