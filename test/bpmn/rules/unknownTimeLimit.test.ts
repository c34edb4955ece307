import { testRule } from '../models.ts';

describe('rule unknown-time-limit', () => {
  testRule(
    'unknown-time-limit',
    { elements: ['x'], says: /"oposition".*Did you mean "opposition"/ },
    { timeLimits: new Set(['opposition']) },
  );
});
