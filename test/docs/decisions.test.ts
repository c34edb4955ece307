import assert from 'node:assert/strict';
import { documents } from './documents.ts';

const PARTS = [
  /^# \S/m,
  /^Status: (accepted|superseded by \[\d{4}\]\(\d{4}-[a-z0-9-]+\.md\))$/m,
  /^## Context and Problem Statement$/m,
  /^## Considered Options$/m,
  /^## Decision Outcome$/m,
  /^### Consequences$/m,
];

describe('the decisions', () => {
  const decisions = documents().filter((file) => file.path.startsWith('docs/decisions/'));

  it('are numbered from 0001 without gaps', () => {
    const numbers = decisions.map(
      (file) => /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/.exec(file.path)?.[1] ?? file.path,
    );

    assert.ok(numbers.length > 0);
    assert.deepEqual(
      numbers.toSorted(),
      numbers.map((_, index) => String(index + 1).padStart(4, '0')),
    );
  });

  it('each have context, options, outcome, consequences and a status', () => {
    const incomplete = decisions.flatMap(({ path, text }) =>
      PARTS.filter((part) => !part.test(text)).map((part) => `${path} lacks ${part.source}`),
    );

    assert.deepEqual(incomplete, []);
  });
});
