const ARABIC_ZERO = 0x0660;
const PERSIAN_ZERO = 0x06f0;

/** Arabic-Indic and Persian figures as Latin ones: data are always Latin. */
export function latinFigures(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (figure) => {
    const code = figure.charCodeAt(0);
    return String(code - (code >= PERSIAN_ZERO ? PERSIAN_ZERO : ARABIC_ZERO));
  });
}

/** A number as people write it: spaces between groups, a comma or a point before the decimals. Undefined when it is none. */
export function parseNumber(text: string): number | undefined {
  const plain = latinFigures(text)
    .replaceAll(/[\s\u00a0\u202f\u066c']/g, '')
    .replace('\u066b', '.')
    .replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** Money as written, in minor units (cents); undefined when it is no amount of that many decimals. */
export function parseMoney(text: string, decimals: number): number | undefined {
  const value = parseNumber(text);
  if (value === undefined) return undefined;
  const minor = Math.round(value * 10 ** decimals);
  return Math.abs(minor / 10 ** decimals - value) < 1e-9 ? minor : undefined;
}
