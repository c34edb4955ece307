import { testRule } from '../models.ts';

describe('rule same-message', () => {
  testRule('same-message', { elements: ['b2'], says: /waits for the same message/ });
});
