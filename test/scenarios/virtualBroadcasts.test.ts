import assert from 'node:assert/strict';
import { hostStepper } from '../../engine/host/index.ts';
import { directStepper } from '../../engine/scenarios/index.ts';
import { VirtualOffice } from '../../engine/scenarios/virtualOffice.ts';
import { diagram } from '../bpmn/models.ts';
import { graphsOf, NOW, officeOf } from '../core/office.ts';
import { play, said } from './play.ts';

describe('signals between cases', () => {
  it('come from outside to everybody who waits and to the processes that start by them', async () => {
    const result = await play('broadcast', {
      start: { startEvent: 'start' },
      steps: [{ signal: { name: 'office-closed', variables: { reason: 'strike' } } }],
      expect: { state: 'active', tasks: ['work', 'note', 'count'], variables: { reason: 'strike' } },
    });

    assert.deepEqual(result.failures, []);
  });

  it('that nobody waits for are kept for nobody', async () => {
    const result = await play('pair', {
      start: { dossier: {} },
      steps: [{ signal: { name: 'office-closed' } }],
      expect: { tasks: ['ask'] },
    });

    assert.deepEqual(result.failures, []);
  });

  it('may begin the scenario, and so may a timer', async () => {
    for (const begin of [{ signal: 'office-closed' }, { timer: 'by-timer' }]) {
      const result = await play('broadcast', { start: begin, expect: { tasks: ['count'] } });
      assert.deepEqual(result.failures, []);
    }
    const unknown = await play('broadcast', { start: { signal: 'office-open' } });
    assert.deepEqual(said(unknown), ['-1: “waiting” does not start by the signal “office-open”.']);
  });

  it('of one case reach the others, the kernel called directly or inside bpmn-engine', async () => {
    const graphs = await graphsOf('scenarios/broadcast');
    const model = diagram('scenarios/broadcast');
    const sources = new Map([...graphs.keys()].map((key) => [key, model]));
    for (const stepper of [directStepper, hostStepper(sources)]) {
      const office = new VirtualOffice(officeOf(graphs), stepper, NOW, true);
      const first = await office.start('waiting', {}, 'start');
      const second = await office.start('closing', {});
      assert.ok(typeof first !== 'string' && typeof second !== 'string');
      const [token] = second.instance.state.tokens;
      const done = { outcome: 'complete', variables: {}, dossier: [] };

      assert.equal(await office.apply(second, { type: 'completeTask', token: token!.id, ...done }), null);

      const tasks = [...office.instances.values()].flatMap(({ taskRows }) => [...taskRows.values()]);
      assert.deepEqual(tasks.map(({ element }) => element).sort(), ['count', 'note', 'work']);
    }
  });
});
