import { testRule } from '../models.ts';

describe('rule start-incoming', () => {
  testRule('start-incoming', { elements: ['start'], says: /leads to the start event/ });
});
