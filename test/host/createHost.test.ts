import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { newInstance } from '../../engine/core/index.ts';
import { createHost, hostedProcess, loadSource, type HostOptions } from '../../engine/host/index.ts';
import { graphsOf, source, world } from './office.ts';

interface Heard {
  readonly listener: EventEmitter;
  readonly events: string[];
}

/** A listener that notes the events of some kinds with the element they are about. */
function listen(...kinds: readonly string[]): Heard {
  const listener = new EventEmitter();
  const events: string[] = [];
  for (const kind of kinds) listener.on(kind, (api: { readonly id: string }) => events.push(`${kind} ${api.id}`));
  return { listener, events };
}

async function options(more: Partial<HostOptions> = {}): Promise<HostOptions> {
  const graph = (await graphsOf(source)).get('registration')!;
  return { process: 'registration', graph, world, start: { instance: newInstance({}) }, ...more };
}

describe('our kernel inside bpmn-engine', () => {
  it('executes until everything waits, and tells the listener', async () => {
    const heard = listen('activity.end', 'activity.wait', 'activity.timer', 'flow.take');
    const engine = createHost(source, await options({ listener: heard.listener }));

    await engine.execute();

    assert.deepEqual(heard.events, [
      'activity.end filed',
      'flow.take f1',
      'activity.end fee-rule',
      'flow.take f2',
      'activity.end fork',
      'flow.take f3',
      'flow.take f4',
      'activity.wait examination',
      'activity.timer reminder',
      'activity.wait classification',
    ]);
    assert.equal(engine.state, 'running');
    assert.equal(engine.activityStatus, 'timer');
    assert.deepEqual(
      engine.execution.getPostponed().map(({ id, type, name }) => [id, type, name]),
      [
        ['examination', 'bpmn:UserTask', 'Examine formalities'],
        ['classification', 'bpmn:UserTask', undefined],
      ],
    );
  });

  it('runs only the process it is made for', async () => {
    const engine = createHost(source, await options());

    await engine.execute();

    const running = engine.execution.definitions[0]!.getRunningProcesses();
    assert.deepEqual(
      running.map(({ id }) => id),
      ['registration'],
    );
  });

  it('completes a task by the api of its wait, and ends with the engine', async () => {
    const heard = listen('activity.wait', 'process.end');
    const engine = createHost(source, await options({ listener: heard.listener }));
    await engine.execute();
    const ended = engine.waitFor('end');
    const signal = (id: string, content: object): void => {
      const api = engine.execution.getPostponed().find((each) => each.id === id);
      assert.ok(api, `${id} does not wait`);
      api.signal(content);
    };

    signal('classification', {});
    signal('examination', { outcome: 'ok' });
    signal('opposition-call', { variables: { upheld: false } });
    signal('await-fee', { message: { amount: 1 } });
    signal('register', { result: { number: 'XX-9' } });

    await ended;
    assert.equal(engine.state, 'idle');
    assert.deepEqual(heard.events, [
      'activity.wait examination',
      'activity.wait classification',
      'activity.wait await-fee',
      'activity.wait register',
      'process.end registration',
    ]);
    assert.equal(engine.environment.output['registrationNumber'], 'XX-9');
  });

  it('takes signals by element id through the execution, and fires a timer by cancel', async () => {
    const engine = createHost(source, await options());
    await engine.execute();

    engine.execution.cancelActivity({ id: 'reminder' });
    engine.execution.signal({ id: 'examination', outcome: 'deficient' });
    engine.execution.signal({ id: 'letter' });

    const hosted = await hostedProcess(engine, 'registration');
    assert.equal(hosted.instance.variables['reminders'], 1);
    assert.deepEqual(
      hosted.instance.state.tokens.map(({ at }) => at),
      ['classification', 'await'],
    );
    engine.execution.signal({ id: 'await', element: 'replied', message: { text: 'here' } });
    assert.equal(hosted.instance.variables['text'], 'here');
  });

  it('saves its state through JSON, recovers and resumes in another engine', async () => {
    const first = createHost(source, await options());
    await first.execute();
    const state = JSON.stringify(await first.getState());
    const heard = listen('activity.wait', 'activity.timer');

    const second = createHost(await loadSource(source), await options({ listener: heard.listener }));
    second.recover(JSON.parse(state));
    await second.resume();

    assert.deepEqual(heard.events, [
      'activity.wait examination',
      'activity.timer reminder',
      'activity.wait classification',
    ]);
    const before = (await hostedProcess(first, 'registration')).instance;
    const after = (await hostedProcess(second, 'registration')).instance;
    assert.deepEqual(after, before);
    second.execution.signal({ id: 'classification' });
    assert.equal((await hostedProcess(second, 'registration')).instance.state.tokens.length, 1);
    assert.equal(before.state.tokens.length, 2);
  });

  it('stops, keeps what it knows and goes on after a resume', async () => {
    const engine = createHost(source, await options());
    await engine.execute();
    await engine.stop();

    const hosted = await hostedProcess(engine, 'registration');
    assert.equal(engine.stopped, true);
    assert.equal(hosted.apply({ type: 'cancel', reason: 'late' }).type, 'refused');

    await engine.resume();
    engine.execution.signal({ id: 'classification' });
    assert.equal(hosted.instance.state.tokens.length, 1);
  });

  it('keeps an incident and stands where it stood', async () => {
    const heard = listen('activity.error');
    const engine = createHost(source, await options({ listener: heard.listener }));
    await engine.execute();
    const hosted = await hostedProcess(engine, 'registration');
    engine.execution.signal({ id: 'classification' });
    engine.execution.signal({ id: 'examination', outcome: 'ok' });
    const before = hosted.instance;

    engine.execution.signal({ id: 'opposition-call', variables: {} });

    assert.deepEqual(
      hosted.incidents.map(({ element, code, trigger }) => [element, code, trigger.type]),
      [['opposition-call', 'EXPRESSION_FAILED', 'childEnded']],
    );
    assert.equal(hosted.instance, before);
    assert.deepEqual(heard.events, ['activity.error opposition-call']);
    assert.equal(engine.state, 'running');
  });

  it('tells of kernel events that bpmn-engine has no name for, with the event itself', async () => {
    const listener = new EventEmitter();
    const calls: unknown[] = [];
    listener.on('activity.callStarted', (api: { readonly content: { readonly event: unknown } }) =>
      calls.push(api.content.event),
    );
    const engine = createHost(source, await options({ listener }));
    await engine.execute();

    engine.execution.signal({ id: 'classification' });
    engine.execution.signal({ id: 'examination', outcome: 'ok' });

    assert.deepEqual(
      calls.map((event) => {
        const { element, process, child } = event as Record<string, unknown>;
        return [element, process, child];
      }),
      [['opposition-call', 'opposition', 'child-1']],
    );
  });

  it('ignores a signal that nothing waits for', async () => {
    const engine = createHost(source, await options());
    await engine.execute();
    const hosted = await hostedProcess(engine, 'registration');
    const before = hosted.instance;

    engine.execution.signal({ id: 'register' });
    engine.execution.signal({ executionId: 'somebody-else:1' });
    engine.execution.cancelActivity({ id: 'late' });

    assert.equal(hosted.instance, before);
  });

  it('says when the model has no such process', async () => {
    const engine = createHost(source, await options());

    await assert.rejects(hostedProcess(engine, 'appeal'), /holds no process “appeal”/);
  });
});
