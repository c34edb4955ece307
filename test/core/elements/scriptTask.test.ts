import { prepare, start } from '../kit.ts';

describe('script task (BPMN 2.0.2, 13.3.3: runs its script and is complete)', () => {
  it('puts the value of its FEEL into a variable', async () => {
    const it = await start('scriptTask/script', { variables: { fee: 100, copies: 3 } });

    it.isCompleted().went('start', 'count', 'end').has({ total: 300 });
  });

  it('is an incident when a variable is missing; it goes on once it is set', async () => {
    const it = await prepare('scriptTask/script', { variables: { fee: 100 } });

    await it.begin();

    it.hasIncident('count', 'EXPRESSION_FAILED', /“fee \* copies” at “count” cannot be answered/);
    await it.sets({ copies: 2 });
    it.hasNoIncident().isCompleted().has({ total: 200 });
  });
});
