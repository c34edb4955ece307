import assert from 'node:assert/strict';
import { diagram, flow, problemsOf, processOf, testRule } from '../models.ts';

describe('rule uncaught-error', () => {
  testRule('uncaught-error', { elements: ['failed'], severity: 'warning', says: /catches the error/ });

  it('is content with an event sub-process that catches the error', async () => {
    const xml = processOf(
      `<startEvent id="s"/><endEvent id="e"><errorEventDefinition errorRef="x"/></endEvent>${flow('f', 's', 'e')}
      <subProcess id="h" triggeredByEvent="true"><startEvent id="i"><errorEventDefinition errorRef="x"/></startEvent>
      <task id="t"/>${flow('g', 'i', 't')}</subProcess>`,
      '<error id="x" errorCode="X"/>',
    );

    assert.deepEqual(await problemsOf(xml), []);
  });

  it('finds an error that is caught under another code only', async () => {
    const xml = diagram('uncaught-error/good')
      .replace('<error id="error"', '<error id="other" errorCode="OTHER"/><error id="error"')
      .replace(/(<boundaryEvent[^]*?errorRef=")error"/, '$1other"');

    assert.deepEqual(
      (await problemsOf(xml)).map(({ rule }) => rule),
      ['uncaught-error'],
    );
  });
});
