import assert from 'node:assert/strict';
import { migrate, type TimerPolicy } from '../../../engine/core/index.ts';
import { read } from '../office.ts';
import { start, type Case } from '../kit.ts';
import { playRich } from '../playRich.ts';
import { richProcess } from '../richProcess.ts';
import { A, begun, duration, LIMIT, line, model, moved, now, reasons, timer, toLate } from './migrated.ts';
import { asGiven, back, migrateIn, withOtherNames, worldFor } from './migrating.ts';

const PROCESSES = 40;
const policies: readonly TimerPolicy[] = ['keep', 'shift', 'recompute'];

const due = (it: Case): Readonly<Record<string, string>> =>
  Object.fromEntries([...now(it).timerRows.values()].map(({ element, dueAt }) => [element, dueAt]));

describe('migrating an instance to another version of its process', () => {
  it(`changes nothing where the version is the same, at every wait of ${PROCESSES} random processes`, async () => {
    let waits = 0;
    for (let seed = 1; seed <= PROCESSES; seed++) {
      await playRich(richProcess(seed), {
        isReloaded: true,
        between: (office, root) => {
          for (const virtual of office.instances.values()) {
            if (virtual.instance.state.status !== 'active') continue;
            const before = asGiven(office, virtual);
            for (const policy of ['keep', 'shift'] as const) {
              const versions = { from: virtual.graph, to: virtual.graph, mapping: {} };
              const answer = migrate(versions, before, policy, worldFor(office, virtual));
              assert.equal(answer.type, 'migrated', `seed ${seed}: ${JSON.stringify(answer)}`);
              if (policy === 'keep') assert.deepEqual([answer.instance, answer.events], [before, []], `seed ${seed}`);
            }
            waits += 1;
          }
          return Promise.resolve(root);
        },
      });
    }
    assert.ok(waits > 10 * PROCESSES, String(waits));
  }).timeout(120_000);

  it(`changes nothing but names where only they differ, back and forth before every step, ${PROCESSES} times`, async () => {
    for (let seed = 1; seed <= PROCESSES; seed++) {
      const rich = richProcess(seed);
      const graph = (await read(rich.xml, true)).get('p') ?? assert.fail();
      const { xml, mapping } = withOtherNames(rich.xml, graph);
      const other = (await read(xml, true)).get('p') ?? assert.fail();
      const plain = await playRich(rich, { isReloaded: true });
      const migrated = await playRich(rich, {
        isReloaded: true,
        between: (office, root) => {
          const standing = office.instances.get(root.id) ?? assert.fail();
          if (standing.instance.state.status !== 'active') return Promise.resolve(standing);
          const isBack = standing.graph === other;
          const { answer, virtual } = migrateIn(
            office,
            standing,
            isBack ? (office.definitions.processes.get('p')?.graph ?? assert.fail()) : other,
            isBack ? back(mapping) : mapping,
          );
          assert.equal(answer.type, 'migrated', `seed ${seed}: ${JSON.stringify(answer)}`);
          return Promise.resolve(virtual);
        },
      });
      assert.deepEqual(
        JSON.parse(JSON.stringify(migrated).replaceAll('n_', '')),
        JSON.parse(JSON.stringify(plain)),
        `seed ${seed}`,
      );
    }
  }).timeout(120_000);

  it('says why an instance cannot move, and then changes nothing', async () => {
    const it = await begun(model(line(A)));
    const refusals: readonly (readonly [string, RegExp])[] = [
      [model(line(A.replaceAll('"a"', '"b"')).replaceAll('"a"', '"b"')), /“a” is not in the new version/],
      [model(line('<receiveTask id="a" messageRef="m"/>')), /“a” is a userTask, “a” in the new version a receiveTask/],
      [
        model(
          `<startEvent id="s"/><subProcess id="x"><startEvent id="i"/>${A}<sequenceFlow id="g" sourceRef="i" targetRef="a"/></subProcess>
          <sequenceFlow id="f1" sourceRef="s" targetRef="x"/>`,
        ),
        /“a” runs in the process itself, but lies in “x” in the new version/,
      ],
    ];

    for (const [xml, sentence] of refusals) assert.match(reasons(await moved(it, xml)), sentence);

    assert.match(reasons(await moved(it, model(line(A)), 'keep', { z: 'a' })), /There is no “z” in the version that/);
    assert.match(
      reasons(await moved(it, model(line(A)), 'keep', { a: 'z' })),
      /There is no “z” in the version that it/,
    );
    it.isWaitingAt('a');
  });

  it('refuses an ended instance', async () => {
    const it = await begun(model(line(A)));
    await it.complete('a');

    assert.match(reasons(await moved(it, model(line(A)))), /has ended/);
  });

  it('takes a join along that has begun to wait, unless it waits for other flows then', async () => {
    const it = await start('parallelGateway/fork-join');
    await it.complete('a');
    const { graph } = it.root;
    const join = graph.nodes[graph.byId.get('join') ?? -1] ?? assert.fail();
    const fewer = {
      ...graph,
      nodes: graph.nodes.map((node) => (node === join ? { ...node, incoming: node.incoming.slice(1) } : node)),
    };

    assert.equal(migrateIn(it.office, it.root, graph).answer.type, 'migrated');
    assert.match(reasons(migrateIn(it.office, it.root, fewer).answer), /“join” has begun to wait for f3, f5, f7/);
  });

  it('keeps what a renamed task had come to under its new name', async () => {
    const it = await begun(
      model(
        line(A, '<userTask id="b"/><sequenceFlow id="f3" sourceRef="e" targetRef="b"/>')
          .replace(
            '<sequenceFlow id="f2" sourceRef="a" targetRef="e"/>',
            '<sequenceFlow id="f2" sourceRef="a" targetRef="b"/>',
          )
          .replace('<sequenceFlow id="f3" sourceRef="e" targetRef="b"/>', ''),
      ),
    );
    await it.complete('a');
    const xml = model(
      '<startEvent id="s"/><userTask id="first"/><userTask id="b"/><sequenceFlow id="f1" sourceRef="s" targetRef="first"/><sequenceFlow id="f2" sourceRef="first" targetRef="b"/>',
    );

    const answer = await moved(it, xml, 'keep', { a: 'first' });

    assert.equal(answer.type, 'migrated');
    assert.deepEqual(now(it).instance.variables['first'], { outcome: 'complete' });
  });

  it('begins what the new version waits for besides, and gives up what it no longer waits for', async () => {
    const before = model(line(A, timer('t', duration('P1D')) + toLate('t')));
    const message = '<boundaryEvent id="m1" attachedToRef="a"><messageEventDefinition messageRef="m"/></boundaryEvent>';
    const after = model(line(A, timer('t2', LIMIT) + toLate('t2') + message + toLate('m1')));
    const it = await begun(before);

    const answer = await moved(it, after);

    assert.equal(answer.type, 'migrated');
    assert.deepEqual(Object.keys(due(it)), ['t2']);
    assert.deepEqual(
      [...now(it).subscriptionRows.values()].map(({ element, message: name }) => [element, name]),
      [['m1', 'reply']],
    );
    assert.deepEqual(
      [answer.preview.closed.timers, answer.preview.opened.timers.map(({ element }) => element)],
      [[{ token: 1, element: 't' }], ['t2']],
    );
    const again = await moved(it, before);
    assert.equal(again.type, 'migrated');
    assert.deepEqual([Object.keys(due(it)), [...now(it).subscriptionRows.values()]], [['t'], []]);
    assert.deepEqual(
      [...it.office.limits.values()].map(({ state }) => state),
      ['cancelled'],
    );
  });

  it('waits for the message that the new version names', async () => {
    const receive = (ref: string): string => line(`<receiveTask id="a" messageRef="${ref}"/>`);
    const it = await begun(model(receive('m')));

    await moved(it, model(receive('n')));

    assert.deepEqual(
      [...now(it).subscriptionRows.values()].map(({ message: name }) => name),
      ['note'],
    );
  });

  it('lets timers be as they were, run as long as the new version says, or begin anew', async () => {
    const before = model(line(A, timer('t', duration('P10D')) + toLate('t')));
    const after = model(line(A, timer('t', duration('P20D')) + toLate('t')));
    const dues: string[] = [];
    for (const policy of policies) {
      const it = await begun(before);
      await it.passes('P4D');
      await moved(it, after, policy);
      dues.push(due(it)['t'] ?? '');
    }

    assert.deepEqual(dues, ['2026-01-15T09:00:00Z', '2026-01-25T09:00:00Z', '2026-01-29T09:00:00Z']);
  });

  it('never begins a legal time limit anew: it is computed from its own base with its extensions', async () => {
    const xml = model(line(A, timer('t', LIMIT) + toLate('t')));
    for (const policy of policies) {
      const it = await begun(xml);
      const before = due(it);
      await it.passes('P10D');
      const answer = await moved(it, xml, policy);
      assert.deepEqual([answer.type === 'migrated' && answer.events, due(it)], [[], before]);
    }
    const it = await begun(xml);
    const plain = model(line(A, timer('t', duration('P1D')) + toLate('t')));
    assert.equal((await moved(it, plain, 'keep')).type, 'migrated');
    const other = await begun(xml);
    assert.match(
      reasons(await moved(other, plain, 'shift')),
      /guards the time limit “reply”, in the new version another/,
    );
  });

  it('leaves the timers of a suspended case at a standstill', async () => {
    const it = await begun(model(line(A, timer('t', duration('P10D')) + toLate('t'))));
    assert.equal(await it.takes({ type: 'suspend', reason: 'Asked for.' }), null);

    await moved(
      it,
      model(line(A, timer('t', duration('P20D')) + timer('u', LIMIT) + toLate('t') + toLate('u'))),
      'shift',
    );

    assert.deepEqual(due(it), {});
    const { timers = [] } = now(it).instance.state.tokens[0] ?? assert.fail();
    assert.deepEqual(timers.map(({ at }) => at).sort(), ['t', 'u']);
  });
});
