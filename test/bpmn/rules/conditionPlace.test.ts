import { testRule } from '../models.ts';

describe('rule condition-place', () => {
  testRule('condition-place', { elements: ['f1'], says: /would not be read/ });
});
