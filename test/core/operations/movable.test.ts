import assert from 'node:assert/strict';
import { migrate } from '../../../engine/core/index.ts';
import { processOf } from '../../bpmn/models.ts';
import { assertConsistent } from '../consistency.ts';
import {
  boundary,
  compensation,
  condition,
  eventSubProcess,
  other,
  signal,
  timer as timed,
  users,
  way,
} from '../drawn.ts';
import { startBody } from '../kit.ts';
import { read } from '../office.ts';
import { A, duration, line, moved, now, reasons, timer, toLate } from './migrated.ts';
import { asGiven, back, migrateIn, withOtherNames, worldFor } from './migrating.ts';

const ROOTS = '<signal id="sg" name="sg"/><signal id="sg2" name="sg2"/>';
const timedStart = timed('P3D');

describe('what may move to another version', () => {
  const repeated = (kind: string): string => `<userTask id="a" officina:candidateGroups="examiner">
    <multiInstanceLoopCharacteristics isSequential="${kind}" officina:collection="classes"/></userTask>`;
  const bodies: Readonly<Record<string, string>> = {
    'several instances at once': line(repeated('false'), timer('t', duration('P10D')) + toLate('t')),
    'one instance after the other': line(repeated('true')),
    'a signal and a condition': `${line(
      A,
      boundary('sig', 'a', signal, false) + boundary('con', 'a', condition('n > 1')) + toLate('sig') + toLate('con'),
    )}${eventSubProcess('esp', other)}${eventSubProcess('later', timedStart, false)}`,
    'an inclusive join': `<startEvent id="s"/><inclusiveGateway id="o"/><inclusiveGateway id="j"/>${users('b', 'c', 'z')}
      ${way('s', 'o', 'b', 'j')}${way('o', 'c', 'j', 'z')}`,
    'an ad-hoc sub-process': `<startEvent id="s"/><adHocSubProcess id="h">${users('b', 'c')}</adHocSubProcess>${way('s', 'h')}`,
    'what can be undone': `<startEvent id="s"/>${users('b', 'z')}${boundary('undo', 'b', compensation)}
      <userTask id="u" isForCompensation="true" officina:candidateGroups="examiner"/>
      <association id="as" associationDirection="One" sourceRef="undo" targetRef="u"/>${way('s', 'b', 'z')}`,
  };

  for (const [what, body] of Object.entries(bodies)) {
    it(`takes along ${what}`, async () => {
      const it = await startBody(body, { variables: { classes: [9, 35], n: 1 }, isUnchecked: true, roots: ROOTS });
      if (what.includes('join') || what.includes('undone')) await it.complete('b');
      const before = asGiven(it.office, it.root);
      const rows = JSON.stringify([...it.root.timerRows, ...it.root.subscriptionRows]);
      const { graph } = it.root;

      const same = migrate({ from: graph, to: graph, mapping: {} }, before, 'keep', worldFor(it.office, it.root));
      assert.deepEqual(same.type === 'migrated' && [same.instance, same.events], [before, []]);
      const { xml, mapping } = withOtherNames(processOf(body, ROOTS), graph);
      const other = [...(await read(xml, true)).values()][0] ?? assert.fail();
      assert.equal(migrateIn(it.office, now(it), other, mapping).answer.type, 'migrated');
      if (!it.state.waits) assertConsistent(it.office);
      assert.equal(migrateIn(it.office, now(it), graph, back(mapping)).answer.type, 'migrated');

      assert.deepEqual(now(it).instance.state, before.state);
      assert.equal(JSON.stringify([...now(it).timerRows, ...now(it).subscriptionRows]), rows);
    });
  }

  it('refuses another way of repeating while rounds are under way', async () => {
    const it = await startBody(line(repeated('false')), { variables: { classes: [9, 35] }, isUnchecked: true });

    assert.match(reasons(await moved(it, processOf(line(repeated('true'))))), /repeated in another way/);
    assert.match(reasons(await moved(it, processOf(line(A)))), /repeated in another way .*all at once, then once/);
  });
});
