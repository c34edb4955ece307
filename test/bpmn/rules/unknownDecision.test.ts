import { testRule } from '../models.ts';

describe('rule unknown-decision', () => {
  testRule(
    'unknown-decision',
    { elements: ['x'], says: /"aplication-fee".*Did you mean "application-fee"/ },
    { decisions: new Set(['application-fee']) },
  );
});
