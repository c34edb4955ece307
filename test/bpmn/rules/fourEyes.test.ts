import { testRule } from '../models.ts';

describe('rule four-eyes', () => {
  testRule('four-eyes', { elements: ['b'], says: /"c" is none/ });
});
