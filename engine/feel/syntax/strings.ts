const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The text that a literal in double quotation marks stands for (DMN 1.5, grammar rule 35). */
export function unescape(literal: string): string {
  return literal.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|[^])/g, (_, sign: string) => {
    if (sign.length > 1) return codePoint(Number.parseInt(sign.slice(1), 16));
    if (sign === '"' || sign === '\\' || sign === "'") return sign;
    return escapes[sign] ?? `\\${sign}`;
  });
}

function codePoint(value: number): string {
  return value <= 0x10ffff ? String.fromCodePoint(value) : '\uFFFD';
}
