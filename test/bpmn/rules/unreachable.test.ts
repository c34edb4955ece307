import { testRule } from '../models.ts';

describe('rule unreachable', () => {
  testRule('unreachable', { elements: ['b', 'c'], says: /never be reached/ });
});
