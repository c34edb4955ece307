import assert from 'node:assert/strict';
import {
  changeHeaders,
  inOffice,
  newIntent,
  onUnauthenticated,
  problemOf,
  rememberCsrf,
} from '../../../designer/api/call.ts';
import { ApiProblem, isConflict, isUnauthenticated, Unreachable } from '../../../designer/api/problem.ts';
import type { ProblemBody } from '../../../engine/contract/problem.ts';

const body = (code: ProblemBody['code'], status: number): ProblemBody => ({
  type: 'about:blank',
  title: code,
  status,
  detail: 'Expected … but …',
  code,
  requestId: 'r-1',
  errors: [{ pointer: '/data/name', sentence: 'Name: must be filled in.', code: 'required' }],
});

describe('a call', () => {
  it('goes to a path of the office, whatever the parts contain', () => {
    assert.equal(inOffice('xx', 'tasks', 'a/b?c'), '/api/offices/xx/tasks/a%2Fb%3Fc');
  });

  it('carries the token of the session and the key of the intent when it changes something', () => {
    rememberCsrf('token');

    assert.deepEqual(changeHeaders('k'), { 'x-csrf-token': 'token', 'idempotency-key': 'k' });
  });

  it('makes a new UUID for every intent', () => {
    const [one, other] = [newIntent(), newIntent()];

    assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.notEqual(one, other);
  });

  it('turns a refusal into an error with code, reference and places', () => {
    const problem = problemOf(422, body('INVALID_INPUT', 422), '');

    assert.ok(problem instanceof ApiProblem);
    assert.deepEqual([problem.code, problem.status, problem.requestId], ['INVALID_INPUT', 422, 'r-1']);
    assert.equal(problem.places[0]?.pointer, '/data/name');
  });

  it('knows a defect where the answer is no problem document', () => {
    const problem = problemOf(502, undefined, 'r-2');

    assert.deepEqual([problem.code, problem.requestId, problem.places], ['DEFECT', 'r-2', []]);
  });

  it('tells when nobody is signed in any more', () => {
    let told = 0;
    const stop = onUnauthenticated(() => (told += 1));

    const problem = problemOf(401, body('UNAUTHENTICATED', 401), '');
    stop();
    problemOf(401, undefined, '');

    assert.equal(told, 1);
    assert.ok(isUnauthenticated(problem));
  });

  it('tells a conflict from other refusals and from silence', () => {
    assert.ok(isConflict(problemOf(409, body('CONFLICT', 409), '')));
    assert.ok(isConflict(problemOf(409, body('INVALID_STATE', 409), '')));
    assert.ok(!isConflict(problemOf(403, body('FORBIDDEN', 403), '')));
    assert.ok(!isConflict(new Unreachable(undefined)));
  });
});
