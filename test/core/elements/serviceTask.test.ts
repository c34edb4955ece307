import assert from 'node:assert/strict';
import { prepare, start } from '../kit.ts';

describe('service task (BPMN 2.0.2, 13.3.3: calls its operation; a fault it returns is an error)', () => {
  it('runs an act inside the step and maps its result', async () => {
    const it = await start('serviceTask/act', { variables: { mark: 'OFFICINA' }, dossier: {} });

    it.isCompleted().went('start', 'enter', 'number', 'end').has({ applicationNumber: 'application-1' });
    assert.deepEqual(it.office.dossier, {
      mark: { text: 'OFFICINA' },
      filedOn: '2026-01-05',
      number: 'application-1',
    });
    assert.deepEqual(it.office.statusEvents, ['FILED']);
  });

  it('opens a job for a connector and goes on with its result', async () => {
    const it = await start('serviceTask/connector', { variables: { fee: 100 } });

    it.isWaitingAt('pay');
    const [job] = it.the('jobOpened');
    assert.deepEqual(
      [job?.kind, job?.key, job?.input, job?.retries],
      ['connector', 'payment', { amount: 200, account: { iban: 'XX' } }, 5],
    );

    await it.succeeds('pay', { receipt: 'R-1', noise: true });
    it.isCompleted().went('start', 'pay', 'end');
    assert.deepEqual(it.variables, { fee: 100, receipt: 'R-1' });
  });

  it('leaves by the error boundary of that code, by the catch-all otherwise', async () => {
    const declined = await start('serviceTask/connector', { variables: { fee: 100 } });
    await declined.failsJob('pay', 'DECLINED');
    const other = await start('serviceTask/connector', { variables: { fee: 100 } });
    await other.failsJob('pay', 'BANK_CLOSED');

    declined.isCompleted().went('start', 'declined', 'not-paid');
    other.isCompleted().went('start', 'trouble', 'failed');
  });

  it('is an incident when nothing catches the error; the job is open still', async () => {
    const it = await start('serviceTask/uncaught');

    await it.failsJob('pay', 'BANK_CLOSED', 'Come back on Monday.');

    it.hasIncident('pay', 'UNCAUGHT_ERROR', /“pay” reported the error “BANK_CLOSED” .*: Come back on Monday\.$/);
    it.isWaitingAt('pay');
    await it.succeeds('pay');
    it.isCompleted().hasNoIncident();
  });

  it('is given up by a timer on its boundary; a late answer is refused', async () => {
    const it = await start('serviceTask/connector', { variables: { fee: 100 } });
    const token = it.tokenAt('pay');

    await it.passes('PT1H');

    it.isCompleted().went('start', 'slow', 'gave-up');
    assert.match((await it.takes({ type: 'completeJob', token, result: {} })) ?? '', /has ended/);
  });

  it('is answered as a job only', async () => {
    const it = await start('serviceTask/uncaught');
    const token = it.tokenAt('pay');

    const answer = await it.takes({ type: 'completeTask', token, outcome: 'complete', variables: {}, dossier: [] });

    assert.match(answer ?? '', /Expected the job of “pay” to end, but it was asked to completeTask/);
  });

  it('opens a job for a letter', async () => {
    const it = await start('serviceTask/letter', { variables: { mark: 'OFFICINA' } });

    const [job] = it.the('jobOpened');
    assert.deepEqual([job?.kind, job?.key, job?.input], ['letter', 'certificate', { mark: 'OFFICINA' }]);
    await it.succeeds('certificate');
    it.isCompleted();
    assert.deepEqual(it.office.letters, ['certificate']);
  });

  it('does a durable act when its job is worked off, with the values of that moment', async () => {
    const it = await start('serviceTask/durable', { variables: { mark: 'OLD' }, dossier: {} });

    it.isWaitingAt('enter');
    assert.deepEqual(it.the('jobOpened')[0]?.kind, 'act');
    assert.deepEqual(it.office.dossier, {});

    await it.sets({ mark: 'NEW' });
    await it.succeeds('enter');
    it.isCompleted();
    assert.deepEqual(it.office.dossier, { mark: { text: 'NEW' } });
  });

  it('is an incident when its input cannot be answered', async () => {
    const it = await prepare('serviceTask/connector');

    await it.begin();

    it.hasIncident('pay', 'EXPRESSION_FAILED', /“fee \* 2” at “pay” cannot be answered/);
    await it.sets({ fee: 10 });
    it.hasNoIncident().isWaitingAt('pay');
  });
});

describe('send task (BPMN 2.0.2, 13.3.3: sends its message and is done)', () => {
  it('throws the message in the step and opens a job for a letter', async () => {
    const it = await start('serviceTask/send', { variables: { number: 'XX-1', mark: 'OFFICINA' } });

    it.isWaitingAt('letter');
    assert.deepEqual(
      it.the('messageThrown').map(({ message, correlationKey, payload }) => [message, correlationKey, payload]),
      [['told', 'XX-1', { mark: 'OFFICINA' }]],
    );
    await it.succeeds('letter');
    it.isCompleted().went('start', 'tell', 'letter', 'end');
  });

  it('is an incident when its correlation key is no text and no number', async () => {
    const it = await prepare('serviceTask/send', { variables: { number: [], mark: 'OFFICINA' } });

    await it.begin();

    it.hasIncident('tell', 'EXPRESSION_FAILED', /The correlation key of “tell” must be a text or a number/);
  });
});
