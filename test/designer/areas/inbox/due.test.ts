import assert from 'node:assert/strict';
import { dueOf } from '../../../../designer/areas/inbox/due.ts';

describe('how urgent a date is', () => {
  it('is said by the days that are left', () => {
    assert.deepEqual(dueOf('2026-03-26', '2026-03-27'), { days: -1, tone: 'danger' });
    assert.deepEqual(dueOf('2026-03-27', '2026-03-27'), { days: 0, tone: 'attention' });
    assert.deepEqual(dueOf('2026-03-30', '2026-03-27'), { days: 3, tone: 'attention' });
    assert.deepEqual(dueOf('2026-03-31', '2026-03-27'), { days: 4, tone: 'neutral' });
  });
});
