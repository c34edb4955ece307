import { testRule } from '../models.ts';

describe('rule unknown-outcome', () => {
  testRule('unknown-outcome', { elements: ['f4'], says: /"refussed".*Did you mean "refused"/ });
});
