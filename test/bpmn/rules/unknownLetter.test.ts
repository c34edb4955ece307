import { testRule } from '../models.ts';

describe('rule unknown-letter', () => {
  testRule(
    'unknown-letter',
    { elements: ['x'], says: /"certificat".*Did you mean "certificate"/ },
    { letters: new Set(['certificate']) },
  );
});
