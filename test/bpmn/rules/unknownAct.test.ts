import { testRule } from '../models.ts';

describe('rule unknown-act', () => {
  testRule(
    'unknown-act',
    { elements: ['x'], says: /"asignNumber".*Did you mean "assignNumber"/ },
    { acts: new Set(['assignNumber']) },
  );
});
