import assert from 'node:assert/strict';
import { diagram, flow, problemsOf, processOf, testRule } from '../models.ts';

describe('rule untested-outcome', () => {
  testRule('untested-outcome', {
    elements: ['formal-examination', 'formal-examination', 'formal-examination'],
    says: /tests its outcome/,
  });

  it('accepts a default flow in place of the values that are not tested', async () => {
    const xml = diagram('untested-outcome/good')
      .replace('<exclusiveGateway id="x"/>', '<exclusiveGateway id="x" default="f4"/>')
      .replace(/(<sequenceFlow id="f4"[^>]*)>[^]*?<\/sequenceFlow>/, '$1/>');

    assert.deepEqual(await problemsOf(xml), []);
  });

  it('looks for the test behind a sub-process too', async () => {
    const outcomes = ['ok', 'bad'].map((value) => `<officina:outcome value="${value}"/>`).join('');
    const xml = processOf(
      `<startEvent id="s"/><subProcess id="sub"><startEvent id="i"/>
        <userTask id="check" officina:candidateGroups="examiner"><extensionElements>${outcomes}</extensionElements></userTask>
        ${flow('g', 'i', 'check')}</subProcess><exclusiveGateway id="x"/><task id="a"/><task id="b"/>
      ${flow('f', 's', 'sub')}${flow('h', 'sub', 'x')}
      ${flow('j', 'x', 'a', 'check.outcome = "ok"')}${flow('k', 'x', 'b', 'check.outcome = "bad"')}`,
    );

    assert.deepEqual(await problemsOf(xml), []);
  });

  it('trusts a script that reads the outcome', async () => {
    const outcomes = ['ok', 'bad'].map((value) => `<officina:outcome value="${value}"/>`).join('');
    const xml = processOf(
      `<startEvent id="s"/><userTask id="check" officina:candidateGroups="examiner">
        <extensionElements>${outcomes}</extensionElements></userTask>
      <scriptTask id="t" scriptFormat="feel" officina:resultVariable="grade"><script>check.outcome</script></scriptTask>
      ${flow('f', 's', 'check')}${flow('g', 'check', 't')}`,
    );

    assert.deepEqual(await problemsOf(xml), []);
  });
});
