import assert from 'node:assert/strict';
import { designerSources, designerText } from '../support/sources.ts';

type Theme = 'light' | 'dark';

/** Colours of tokens.css by name, `neutral-12` → #201c18. */
function colours(theme: Theme): ReadonlyMap<string, string> {
  const found = designerText('ui/tokens.css').matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g);
  return new Map([...found].map(([, name, light, dark]) => [name!, theme === 'light' ? light! : dark!]));
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** Contrast ratio, WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

const SURFACES = ['neutral-1', 'neutral-2', 'neutral-3', 'field', 'floating', 'accent-2'];
const MEANINGS = ['positive', 'attention', 'danger', 'info'];

describe('the tokens', () => {
  for (const theme of ['light', 'dark'] as const) {
    const known = colours(theme);
    const atLeast = (ratio: number, text: string, ground: string): void => {
      const found = contrast(known.get(text)!, known.get(ground)!);
      assert.ok(found >= ratio, `${text} on ${ground} in ${theme}: ${found.toFixed(2)}, expected ${ratio}`);
    };

    it(`give text 7:1 and secondary text 4.5:1 on every surface, ${theme}`, () => {
      for (const ground of SURFACES) {
        atLeast(7, 'neutral-12', ground);
        atLeast(7, 'neutral-11', ground);
        atLeast(7, 'accent-11', ground);
        atLeast(4.5, 'neutral-10', ground);
      }
    });

    it(`give borders of controls, icons and the focus ring 3:1, ${theme}`, () => {
      for (const ground of ['neutral-1', 'neutral-2', 'neutral-3', 'field']) {
        for (const line of ['neutral-8', 'accent-8', 'accent-9', 'danger-mark', 'positive-mark', 'info-mark'])
          atLeast(3, line, ground);
      }
      atLeast(4.5, 'on-accent', 'accent-9');
      atLeast(4.5, 'on-accent', 'accent-10');
    });

    it(`give the four meanings 7:1 on their tint and on the page, ${theme}`, () => {
      for (const meaning of MEANINGS) {
        atLeast(7, `${meaning}-text`, `${meaning}-tint`);
        atLeast(7, `${meaning}-text`, 'neutral-1');
      }
    });
  }

  it('are the only colours that components know', () => {
    const own = designerSources()
      .filter(({ path }) => path.endsWith('.vue'))
      .flatMap(({ path, text }) =>
        (/<style[^]*$/.exec(text)?.[0] ?? '')
          .split('\n')
          // Paper of a PDF page and of print is white in every theme.
          .filter((line) => /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsl/i.test(line) && !/#fff;|#999;|rgb\(14 106 112/.test(line))
          .map((line) => `${path}: ${line.trim()}`),
      );

    assert.deepEqual(own, []);
  });
});
