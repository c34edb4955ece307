import assert from 'node:assert/strict';
import { anyEscalation, boundary, escalation, event, eventSubProcess, roots, users, way } from '../drawn.ts';
import { startBody } from '../kit.ts';
import { processOf } from '../../bpmn/models.ts';
import { Case } from '../kit.ts';
import { read } from '../office.ts';

const sub = (inside: string): string =>
  `<startEvent id="s"/><subProcess id="sub"><startEvent id="i"/>${inside}</subProcess>`;
const throwing = `${event('intermediateThrowEvent', 'throw', escalation)}${users('a')}${way('i', 'throw', 'a')}`;

describe('escalations (BPMN 2.0.2, 10.5.6: the innermost catcher takes it, the thrower goes on unless it is interrupted)', () => {
  it('leave the sub-process alone at a boundary event that does not interrupt', async () => {
    const it = await startBody(
      `${sub(throwing)}${boundary('on', 'sub', escalation, false)}${users('caught')}${way('s', 'sub')}${way('on', 'caught')}`,
      { roots },
    );

    it.isWaitingAt('a', 'caught');
    assert.deepEqual(
      it.office.trace.filter((id) => id === 'throw' || id === 'on'),
      ['throw', 'on'],
    );
  });

  it('end the sub-process at one that interrupts', async () => {
    const it = await startBody(
      `${sub(throwing)}${boundary('on', 'sub', anyEscalation)}${users('caught')}${way('s', 'sub')}${way('on', 'caught')}`,
      { roots },
    );

    it.isWaitingAt('caught').went('s', 'i', 'throw', 'on');
  });

  it('prefer the event sub-process inside, and the code before the catch-all', async () => {
    const it = await startBody(
      `${sub(`${throwing}${eventSubProcess('all', anyEscalation, false)}${eventSubProcess('own', escalation, false)}`)}
      ${boundary('on', 'sub', escalation)}${users('caught')}${way('s', 'sub')}${way('on', 'caught')}`,
      { roots },
    );

    it.isWaitingAt('a', 'own-task');
  });

  it('thrown by an event sub-process leave for what lies around', async () => {
    const again = `${event('endEvent', 'again', escalation)}${way('own-start', 'again')}`;
    const it = await startBody(
      `${sub(`${throwing}${eventSubProcess('own', escalation, false, again)}`)}
      ${boundary('on', 'sub', escalation)}${users('caught')}${way('s', 'sub')}${way('on', 'caught')}`,
      { roots },
    );

    it.isWaitingAt('caught');
  });

  it('that nobody catches are noted, and all goes on', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${event('intermediateThrowEvent', 'throw', escalation)}${event('endEvent', 'e', escalation)}${way('s', 'throw', 'e')}`,
      { roots },
    );

    it.isCompleted().hasNoIncident();
    assert.deepEqual(
      it.the('escalationThrown').map(({ element, code, caught }) => [element, code, caught]),
      [
        ['throw', 'LATE', false],
        ['e', 'LATE', false],
      ],
    );
  });

  for (const [interrupting, then] of [
    [false, ['call', 'caught']],
    [true, ['caught']],
  ] as const) {
    it(`of a called process reach its caller, which ${interrupting ? 'may end it' : 'lets it go on'}`, async () => {
      const caller = processOf(
        `<startEvent id="s"/><callActivity id="call" calledElement="child"/>${boundary('on', 'call', escalation, interrupting)}
        ${users('caught')}${way('s', 'call')}${way('on', 'caught')}`,
        roots,
      );
      const child = `<process id="child" isExecutable="true"><startEvent id="cs"/>${event('intermediateThrowEvent', 'throw', escalation)}${users('work')}${way('cs', 'throw', 'work')}</process>`;
      const it = new Case(await read(caller.replace('</definitions>', `${child}</definitions>`)), {});
      assert.equal(await it.begin(), null);

      it.isWaitingAt(...then).offers('caught', ...(interrupting ? [] : ['work']));
      assert.equal(it.called('child').instance.state.status, interrupting ? 'terminated' : 'active');
    });
  }
});
