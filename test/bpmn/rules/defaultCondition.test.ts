import { testRule } from '../models.ts';

describe('rule default-condition', () => {
  testRule('default-condition', { elements: ['no'], says: /default flow has a condition/ });
});
