import { testRule } from '../models.ts';

describe('rule always-taken', () => {
  testRule('always-taken', { elements: ['no'], severity: 'warning', says: /always taken/ });
});
