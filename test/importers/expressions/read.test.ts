import assert from 'node:assert/strict';
import { translateExpression, translateText } from '../../../engine/importers/expressions/read.ts';
import type { Origin } from '../../../engine/importers/index.ts';
import { compileExpression, evaluateStrict, isFeelProblem } from '../../../engine/feel/index.ts';

function feel(source: string, origin: Origin = 'camunda7', language?: string): string {
  const found = translateExpression(source, origin, language);
  return found.ok ? found.feel : `! ${found.sentence}`;
}

/** What the translation of an expression gives with these variables. */
function answer(source: string, variables: Record<string, never> | Record<string, unknown>): unknown {
  const compiled = compileExpression(feel(source));
  assert.ok(!isFeelProblem(compiled));
  const found = evaluateStrict(compiled, variables as Parameters<typeof evaluateStrict>[1]);
  return found.ok ? found.value : found.sentence;
}

/* eslint-disable no-template-curly-in-string -- these are the other engines' expressions */
describe('expressions of other engines', () => {
  it('in JUEL become FEEL', () => {
    const pairs: Readonly<Record<string, string>> = {
      '${amount > 100}': 'amount > 100',
      '#{amount >= 100 && !paid}': '(amount >= 100) and not(paid)',
      '${a || b && c}': 'a or (b and c)',
      '${kind eq "word" or kind ne "figure"}': '(kind = "word") or (kind != "figure")',
      '${a div 2 mod 3 lt 4}': '(modulo(a / 2, 3)) < 4',
      '${approved ? "yes" : "no"}': '(if approved then "yes" else "no")',
      '${order.total == null}': 'order.total = null',
      '${order.getTotal() > 3}': 'order.total > 3',
      '${list[0].name}': 'list[1].name',
      '${map["with blank"]}': 'get value(map, "with blank")',
      '${execution.getVariable("amount") == 1}': 'amount = 1',
      '${name.equals("x")}': 'name = "x"',
      '${name.toLowerCase().startsWith("x")}': 'starts with(lower case(name), "x")',
      '${nrOfCompletedInstances/nrOfInstances >= 0.5}': '(numberOfCompletedInstances / numberOfInstances) >= 0.5',
      '${true}': 'true',
      '${-amount}': '-amount',
    };
    for (const [source, expected] of Object.entries(pairs)) assert.equal(feel(source), expected, source);
  });

  it('in Java, JavaScript, Groovy, MVEL, XPath and Python become FEEL', () => {
    assert.equal(feel('return x > 10;', 'jbpm', 'http://www.java.com/java'), 'x > 10');
    assert.equal(feel('x === "a" && y !== 2', 'camunda7', 'javascript'), '(x = "a") and (y != 2)');
    assert.equal(feel('orders?.[1]?.price < 5', 'plain'), 'orders[2].price < 5');
    assert.match(feel('a ?: b', 'camunda7', 'groovy'), /^\(if \(a = null or .* then b else a\)$/);
    assert.equal(feel('kcontext.getVariable("x") == 1', 'jbpm'), 'x = 1');
    assert.equal(feel('$total = 3', 'jbpm', 'http://www.w3.org/1999/XPath'), 'total = 3');
    assert.equal(feel("getDataObject('order') != 'x'", 'jbpm', 'http://www.w3.org/1999/XPath'), 'order != "x"');
    assert.equal(feel('not done and x in [1, 2]', 'plain', 'python'), 'not(done) and (list contains([1, 2], x))');
  });

  it('mean the same as before', () => {
    assert.equal(answer('${test.contains("a")}', { test: 'cat' }), true);
    assert.equal(answer('${test.contains("a")}', { test: ['b'] }), false);
    assert.equal(answer('${empty list}', { list: [] }), true);
    assert.equal(answer('${empty text}', { text: '' }), true);
    assert.equal(answer('${empty map}', { map: {} }), true);
    assert.equal(answer('${empty count}', { count: 0 }), false);
    assert.equal(answer('${not empty list}', { list: [1] }), true);
    assert.equal(answer('${list.size() > 1}', { list: [1, 2] }), true);
    assert.equal(answer('${name.length() == 3}', { name: 'abc' }), true);
    assert.equal(answer('Dear ${name}, ${count}', { name: 'Ada', count: 2 }), 'Dear Ada, 2');
    assert.equal(answer('${"n" + 1 + 2}', {}), 'n12');
    assert.equal(answer('${text.substring(1, 3)}', { text: 'abcd' }), 'bc');
    assert.equal(answer('${text.matches("[a-c]+")}', { text: 'abcd' }), false);
    assert.equal(answer('${items[i]}', { items: [5, 6], i: 1 }), 6);
  });

  it('that reach into a program are left to a person, with the reason', () => {
    assert.match(feel('${bean.check(order)}'), /^! It calls “bean.check”/);
    assert.match(feel('${execution.processInstanceId}'), /^! It reads “execution.processInstanceId”/);
    assert.match(feel('${execution}'), /only the engine of origin has/);
    assert.match(feel('${new Date()}'), /“new”/);
    assert.match(feel('${now}'), /FEEL uses the name “now”/);
    assert.match(feel('${a +}'), /ends too early/);
    assert.match(feel('${a b}'), /goes on with “b”/);
    assert.match(feel('${a'), /brace/);
    assert.match(feel('a == 1'), /takes it for a plain text/);
    assert.match(feel('x', 'jbpm', 'http://www.jboss.org/drools/rule'), /is not read/);
    assert.match(feel(`\${${'('.repeat(500)}a${')'.repeat(500)}}`), /nested too deeply/);
  });

  it('in FEEL stay as they are', () => {
    assert.equal(feel('=amount > 100', 'camunda8'), 'amount > 100');
    assert.equal(feel('amount > 100 and paid', 'plain'), 'amount > 100 and paid');
    assert.match(feel('=amount >', 'camunda8'), /no usable FEEL/);
  });

  it('are texts where nothing is computed', () => {
    const text = (source: string, origin: Origin = 'camunda7'): unknown => {
      const found = translateText(source, origin);
      return found.ok ? found.feel : found.sentence;
    };

    assert.equal(text('anna'), 'anna');
    assert.equal(text('${owner}'), '=owner');
    assert.equal(text('group-${unit}'), '="group-" + string(unit)');
    assert.equal(text('${"anna"}'), 'anna');
    assert.equal(text('=owner', 'camunda8'), '=owner');
    assert.match(String(text('${bean.owner()}')), /It calls “bean.owner”/);
  });
});
