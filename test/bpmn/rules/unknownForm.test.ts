import { testRule } from '../models.ts';

describe('rule unknown-form', () => {
  testRule(
    'unknown-form',
    { elements: ['x'], says: /"aplicant".*Did you mean "applicant"/ },
    { forms: new Set(['applicant']) },
  );
});
