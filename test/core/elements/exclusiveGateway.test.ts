import { prepare, start } from '../kit.ts';

describe('exclusive gateway (BPMN 2.0.2, 13.4.2: the first condition that is true in order, else the default)', () => {
  it('takes one flow only: the first in document order whose condition is true', async () => {
    const both = await start('exclusiveGateway/choose', { variables: { amount: 1000 } });
    const second = await start('exclusiveGateway/choose', { variables: { amount: 50 } });

    both.isWaitingAt('first');
    second.isWaitingAt('second');
  });

  it('takes the default flow when no condition is true', async () => {
    const it = await start('exclusiveGateway/choose', { variables: { amount: 1 } });

    it.isWaitingAt('other');
  });

  it('passes each token on its own where flows merge', async () => {
    const it = await start('exclusiveGateway/merge');

    it.isWaitingAt('a', 'a').went('start', 'fork', 'merge', 'merge');
  });

  it('without a match and a default is an incident; mended by a variable it goes on', async () => {
    const it = await prepare('exclusiveGateway/none', { isUnchecked: true, variables: { amount: 50 } });

    await it.begin();

    it.hasIncident('x', 'NO_FLOW_MATCHES', /No way leads on from “Enough\?”: none of its conditions is true/);
    await it.sets({ amount: 500 });
    it.hasNoIncident().isWaitingAt('much');
  });

  it('never guesses: a missing variable and a condition that is no yes or no are incidents', async () => {
    const missing = await prepare('exclusiveGateway/choose');
    await missing.begin();
    const wrong = await prepare('exclusiveGateway/choose', { variables: { amount: 'many' } });
    await wrong.begin();

    missing.hasIncident('x', 'EXPRESSION_FAILED', /“amount > 100” at “x” cannot be answered/);
    wrong.hasIncident('x', 'EXPRESSION_FAILED', /“amount > 100” at “x” cannot be answered/);
  });
});
