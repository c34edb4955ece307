import assert from 'node:assert/strict';
import { evaluateDecision, evaluateService, readDecisions, type DecisionModel } from '../../engine/decisions/index.ts';
import { readTemporal, type FeelContext } from '../../engine/feel/index.ts';
import { definitions, modelOf } from './models.ts';

const knowledge = `<businessKnowledgeModel id="k" name="surcharge"><variable name="surcharge"/><encapsulatedLogic><formalParameter name="fee" typeRef="number"/><literalExpression><text>fee / 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>`;
const input = `<inputData id="i" name="Filing Date"><variable name="Filing Date" typeRef="date"/></inputData>`;

function decision(id: string, text: string, needs: string, type = ''): string {
  return `<decision id="${id}" name="${id}"><variable name="${id}"${type}/>${needs}<literalExpression><text>${text}</text></literalExpression></decision>`;
}

function value(model: DecisionModel, key: string, context: FeelContext = {}): unknown {
  const result = evaluateDecision(model, key, context);
  return result.ok ? result.value : result.sentence;
}

describe('business knowledge models', () => {
  it('are functions of the decisions that require them', async () => {
    const needs = '<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>';
    const model = await modelOf(definitions(knowledge + decision('a', 'surcharge(100)', needs)));

    assert.equal(value(model, 'a'), 50);
  });

  it('are not seen without being required', async () => {
    const model = await modelOf(definitions(knowledge + decision('a', 'surcharge(100)', '')));

    assert.match(String(value(model, 'a')), /no variable “surcharge”/);
  });
});

describe('decision services', () => {
  const graph = `<decision id="b" name="b"><variable name="b"/><literalExpression><text>1</text></literalExpression></decision>${decision('a', 'b + 1', '<informationRequirement><requiredDecision href="#b"/></informationRequirement>')}`;

  it('answer with their output decision for the decisions they are given', async () => {
    const service =
      '<decisionService id="s" name="s"><outputDecision href="#a"/><inputDecision href="#b"/></decisionService>';
    const model = await modelOf(definitions(graph + service));

    assert.deepEqual(evaluateService(model, 's', { b: 41 }), { ok: true, value: 42, matched: [] });
  });

  it('are called as functions', async () => {
    const service =
      '<decisionService id="s" name="s"><outputDecision href="#a"/><inputDecision href="#b"/></decisionService>';
    const needs = '<knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>';
    const model = await modelOf(definitions(graph + service + decision('c', 's(9)', needs)));

    assert.equal(value(model, 'c'), 10);
  });
});

describe('declared types', () => {
  const needs = '<informationRequirement><requiredInput href="#i"/></informationRequirement>';

  it('make a date of the ISO text that the office keeps', async () => {
    const model = await modelOf(definitions(input + decision('a', 'Filing Date.year', needs)));

    assert.equal(value(model, 'a', { 'Filing Date': '2026-01-31' }), 2026);
    assert.match(String(value(model, 'a', { 'Filing Date': 'soon' })), /not of the type/);
  });

  it('are null in the standard’s dialect where the value does not conform', async () => {
    const xml = definitions(input + decision('a', '"text"', '', ' typeRef="number"'));
    const read = await readDecisions(xml, { dialect: 'standard' });

    assert.ok(read.ok);
    assert.equal(value(read.model, 'a'), null);
  });

  it('take dates as they are in the standard’s dialect', async () => {
    const read = await readDecisions(definitions(input + decision('a', 'Filing Date.month', needs)), {
      dialect: 'standard',
    });

    assert.ok(read.ok);
    assert.equal(value(read.model, 'a', { 'Filing Date': readTemporal('2026-03-31') ?? null }), 3);
  });

  it('allow what an item definition allows', async () => {
    const item =
      '<itemDefinition name="kind"><typeRef>string</typeRef><allowedValues><text>"word","figure"</text></allowedValues></itemDefinition>';
    const model = await modelOf(
      definitions(item + decision('a', 'x', '', ' typeRef="kind"') + decision('b', '"word"', '', ' typeRef="kind"')),
    );

    assert.equal(value(model, 'b'), 'word');
    assert.match(String(value(model, 'a', { x: 'sound' })), /not of the type/);
  });
});

describe('imports', () => {
  const library = definitions(knowledge).replace('urn:test', 'urn:library');
  const importing = `<import name="lib" namespace="urn:library" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>${decision('a', 'lib.surcharge(30)', '<knowledgeRequirement><requiredKnowledge href="urn:library#k"/></knowledgeRequirement>')}`;

  it('are taken from the files that are given', async () => {
    const read = await readDecisions(definitions(importing), { imports: [library] });

    assert.ok(read.ok, JSON.stringify(read));
    assert.equal(value(read.model, 'a'), 15);
  });

  it('are refused where the file is not at hand', async () => {
    const read = await readDecisions(definitions(importing));

    assert.ok(!read.ok);
    assert.equal(read.problems[0]?.rule, 'dmn-unsupported');
  });

  it('are refused in a circle', async () => {
    const back = '<import name="main" namespace="urn:test" importType="x"/>';
    const other = definitions('').replace('namespace="urn:test">', `namespace="urn:library">${back}${knowledge}`);
    const main = definitions(importing);
    const read = await readDecisions(main, { imports: [other, main] });

    assert.ok(!read.ok);
    assert.match(read.problems.map(({ sentence }) => sentence).join(' '), /circle/);
  });
});
