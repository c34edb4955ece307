import { testRule } from '../models.ts';

describe('rule end-outgoing', () => {
  testRule('end-outgoing', { elements: ['end'], says: /leaves the end event/ });
});
