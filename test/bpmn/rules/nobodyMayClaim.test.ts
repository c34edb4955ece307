import { testRule } from '../models.ts';

describe('rule nobody-may-claim', () => {
  testRule('nobody-may-claim', { elements: ['x'], severity: 'warning', says: /Nobody may claim/ });
});
