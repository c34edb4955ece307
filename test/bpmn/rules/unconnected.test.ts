import { testRule } from '../models.ts';

describe('rule unconnected', () => {
  testRule('unconnected', { elements: ['lonely'], says: /connected to nothing/ });
});
