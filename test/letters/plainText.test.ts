import assert from 'node:assert/strict';
import { isolate, metadataText, plainText } from '../../engine/letters/plainText.ts';

const visible = (text: string): string =>
  text.replaceAll('\u2066', '‹').replaceAll('\u2068', '‹').replaceAll('\u2069', '›');
const arabic = (text: string): string => visible(plainText(text, 'ar'));

describe('plainText', () => {
  it('keeps words, line breaks and joiners', () => {
    assert.equal(plainText('Zoë\r\nب\u200dب\rc', 'en'), 'Zoë\nب\u200dب\nc');
  });

  it('drops controls, overrides and what is no character', () => {
    assert.equal(plainText('a\0b\x1b[31m\u202ecba\u202c\ufeff\u200b\ud800z', 'en'), 'ab[31mcbaz');
  });

  it('closes isolates on every line and drops closings without an opening', () => {
    assert.equal(visible(plainText('\u2069a \u2068b \u2068c\nd\u2069', 'en')), 'a ‹b ‹c››\nd');
  });

  it('isolates Latin runs in Arabic, with a bracket that they opened', () => {
    assert.equal(arabic('شركة Acme & Co. (Ltd.) هنا'), 'شركة ‹Acme & Co. (Ltd.)› هنا');
    assert.equal(arabic('هاتف: +999 20 555 0100.'), 'هاتف: ‹+999 20 555 0100›.');
    assert.equal(arabic('(الرقم XX/T/2026/000001)'), '(الرقم ‹XX/T/2026/000001›)');
  });

  it('leaves plain numbers and what is isolated already', () => {
    assert.equal(arabic('المادة 12.5 في 5/3/2026'), 'المادة 12.5 في 5/3/2026');
    assert.equal(arabic('\u2068Acme (Ltd.)\u2069 هنا'), '‹Acme (Ltd.)› هنا');
  });

  it('lets a line break in a run without spaces', () => {
    assert.equal(plainText('W'.repeat(61), 'en'), `${'W'.repeat(30)}\u200b${'W'.repeat(30)}\u200bW`);
  });
});

describe('isolate', () => {
  it('wraps each line that reads against the text around it', () => {
    assert.equal(visible(isolate('Acme\nLyon', 'ar')), '‹Acme›\n‹Lyon›');
    assert.equal(visible(isolate('شركة', 'en')), '‹شركة›');
  });

  it('leaves what reads like the text around it', () => {
    assert.equal(isolate('5 مارس 2026', 'ar'), '5 مارس 2026');
    assert.equal(isolate('Acme (Ltd.)', 'en'), 'Acme (Ltd.)');
  });

  it('takes no isolate or override of the value itself', () => {
    assert.equal(visible(isolate('\u2069\u202eAcme\u2068', 'ar')), '‹Acme›');
  });
});

describe('metadataText', () => {
  it('is one line without directional characters', () => {
    assert.equal(metadataText('a\u2068b\u2069\n\u200ec'), 'ab c');
  });
});
