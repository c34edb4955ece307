import assert from 'node:assert/strict';
import { latinFigures, parseMoney, parseNumber } from '../../../designer/forms/parseNumber.ts';

describe('a written number', () => {
  it('may have groups, a comma or a point, and figures of either script', () => {
    assert.equal(parseNumber('1 204,5'), 1204.5);
    assert.equal(parseNumber("1'204.5"), 1204.5);
    assert.equal(parseNumber('١٬٢٠٤٫٥'), 1204.5);
    assert.equal(parseNumber('-3'), -3);
    assert.equal(latinFigures('۲۰۲۶'), '2026');
  });

  it('is none when it could be read in two ways or is something else', () => {
    for (const written of ['', '1,204,5', '1.2.3', '12a', '1e3', '0x10', '--1']) {
      assert.equal(parseNumber(written), undefined, written);
    }
  });
});

describe('a written amount', () => {
  it('is kept in minor units', () => {
    assert.equal(parseMoney('850,50', 2), 85050);
    assert.equal(parseMoney('0.1', 2), 10);
    assert.equal(parseMoney('1.005', 3), 1005);
    assert.equal(parseMoney('850', 0), 850);
  });

  it('is none with more decimals than its currency has', () => {
    assert.equal(parseMoney('850.505', 2), undefined);
    assert.equal(parseMoney('850.5', 0), undefined);
  });
});
