import { start } from '../kit.ts';

describe('abstract and manual task (BPMN 2.0.2, 13.3.3: never executed by the engine)', () => {
  it('is done as soon as it is entered', async () => {
    const it = await start('plainTask/pass');

    it.isCompleted().went('start', 'note', 'stamp', 'end');
  });

  it('takes every outgoing flow whose condition holds, and those without one (13.3.1)', async () => {
    const one = await start('plainTask/split', { variables: { copies: 1 } });
    const two = await start('plainTask/split', { variables: { copies: 2 } });
    const three = await start('plainTask/split', { variables: { copies: 3 } });

    one.isWaitingAt('a');
    two.isWaitingAt('a', 'b');
    three.isWaitingAt('a', 'b', 'c');
  });
});
