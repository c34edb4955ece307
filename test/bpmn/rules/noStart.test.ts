import { testRule } from '../models.ts';

describe('rule no-start', () => {
  testRule('no-start', { elements: ['p'], severity: 'warning', says: /no start event/ });
});
