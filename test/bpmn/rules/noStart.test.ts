import { testRule } from '../models.ts';

describe('rule no-start', () => {
  testRule('no-start', { elements: ['p'], says: /no start event/ });
});
