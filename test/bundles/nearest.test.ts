import assert from 'node:assert/strict';
import { didYouMean, nearest } from '../../engine/bundles/nearest.ts';

describe('nearest', () => {
  it('finds the word that was meant', () => {
    const known = ['examiner', 'registrar', 'reset'];

    assert.equal(nearest('examnier', known), 'examiner');
    assert.equal(nearest('Registrer', known), 'registrar');
    assert.equal(nearest('rest', known), 'reset');
  });

  it('does not guess when nothing is near', () => {
    assert.equal(nearest('cashier', ['examiner', 'registrar']), undefined);
    assert.equal(nearest('a', ['b', 'xyz']), undefined);
    assert.equal(nearest('', ['b']), undefined);
    assert.equal(didYouMean('x'.repeat(1000), ['x'.repeat(1001)]), '');
  });
});
