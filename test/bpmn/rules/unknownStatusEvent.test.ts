import { testRule } from '../models.ts';

describe('rule unknown-status-event', () => {
  testRule(
    'unknown-status-event',
    { elements: ['x'], says: /"FILD".*Did you mean "FILED"/ },
    { statusEvents: new Set(['FILED']) },
  );
});
