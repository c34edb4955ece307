import { testRule } from '../models.ts';

describe('rule unknown-connector', () => {
  testRule(
    'unknown-connector',
    { elements: ['x'], says: /"paymnt".*Did you mean "payment"/ },
    { connectors: new Set(['payment']) },
  );
});
