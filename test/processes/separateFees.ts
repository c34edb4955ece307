import type { Scenario, ScenarioStep } from '../../engine/contract/scenario.ts';

const applicant = { name: 'Terra Nova Foods Ltd', email: 'ip@terranova.example' };
const goods = [{ classNumber: 29, terms: 'Olive oil for food.' }];

/** From filing to the approved acceptance. */
const accepted: readonly ScenarioStep[] = [
  {
    complete: 'reception',
    with: { receivedOn: '2026-01-05', channel: 'counter', registrationRequested: true, feePaid: 20000 },
  },
  {
    complete: 'formal-examination',
    outcome: 'ok',
    with: {
      signatureCheck: 'in-order',
      representativeCheck: 'not-applicable',
      priorityCheck: 'not-applicable',
      reproductionCheck: 'in-order',
      rulesCheck: 'not-applicable',
    },
  },
  { complete: 'classification', outcome: 'agreed', with: { goodsServices: goods, niceEdition: 'NCL 13-2026' } },
  {
    complete: 'substantive-examination',
    outcome: 'accept',
    with: { absoluteGroundsExamined: true, searchCarriedOut: true },
  },
  { complete: 'acceptance', with: { fileReviewed: true } },
];

/** An office that asks for publication and registration fees apart; office XX does not. */
const separateFees: Scenario = {
  name: 'separate publication and registration fees',
  process: 'trademark-registration',
  at: '2026-01-05T09:00:00+01:00',
  connectors: 'simulate',
  start: {
    dossier: {
      application: { receivedOn: '2026-01-05', channel: 'counter', registrationRequested: true },
      mark: { feature: 'word', text: 'TERRA S NOVA' },
      applicants: [applicant],
      goodsServices: goods,
    },
  },
  steps: [
    ...accepted,
    { expect: { waiting: ['await-publication-fee'], dossierState: 'ACCEPTED' } },
    { message: { name: 'publication-fee-extension-requested', variables: { extensionRequestedOn: '2026-02-27' } } },
    { expect: { timeLimits: [{ id: 'publication-fee-payment', expiresOn: '2026-05-05' }] } },
    { message: { name: 'publication-fee-received', variables: { amountPaid: 8000, paidOn: '2026-01-05' } } },
    { complete: 'gazette-entry', with: { gazetteIssue: '2026/01', publicationDate: '2026-01-05' } },
    { advance: 'P4M' },
    { expect: { waiting: ['await-registration-fee'], dossierState: 'REG_FEE' } },
    { message: { name: 'registration-fee-extension-requested', variables: { extensionRequestedOn: '2026-05-05' } } },
    { expect: { timeLimits: [{ id: 'registration-fee-payment', expiresOn: '2026-08-10' }] } },
    { message: { name: 'registration-fee-received', variables: { amountPaid: 12000, paidOn: '2026-05-06' } } },
    { expect: { dossierState: 'REGISTERED', dossier: { fees: { publicationPaid: 8000, registrationPaid: 12000 } } } },
  ],
  expect: { tasks: ['gazette-entry'] },
};

/** The registration fee is never paid. */
const registrationFeeNotPaid: Scenario = {
  ...separateFees,
  name: 'registration fee not paid',
  steps: [
    ...accepted,
    { message: { name: 'publication-fee-received', variables: { amountPaid: 8000, paidOn: '2026-01-05' } } },
    { complete: 'gazette-entry', with: { gazetteIssue: '2026/01', publicationDate: '2026-01-05' } },
    { fireTimer: 'opposition-period' },
    { fireTimer: 'registration-fee-time-limit' },
  ],
  expect: { dossierState: 'ABANDONED', waiting: ['reinstatement-window'] },
};

/** The publication fee is never paid. */
const publicationFeeNotPaid: Scenario = {
  ...separateFees,
  name: 'publication fee not paid',
  steps: [...accepted, { fireTimer: 'publication-fee-time-limit' }],
  expect: { dossierState: 'ABANDONED', waiting: ['reinstatement-window'] },
};

/** All of them. */
export const separateFeeScenarios: readonly Scenario[] = [separateFees, registrationFeeNotPaid, publicationFeeNotPaid];
