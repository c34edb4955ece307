/** Largest DMN file, in characters. */
const largest = 2_000_000;

/** Why the text must not be given to an XML reader; undefined when it may. */
export function xmlRefusal(xml: string): string | undefined {
  if (xml.length > largest) return `The file is larger than ${largest / 1_000_000} MB.`;
  if (hasDoctype(xml)) return 'A document type (<!DOCTYPE …>) is not allowed in a decision file.';
  const encoding = /^\uFEFF?\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)["']/i.exec(xml)?.[1];
  if (encoding && encoding.toLowerCase() !== 'utf-8')
    return `The file says it is written in ${encoding}: only UTF-8 is read.`;
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(xml))
    return 'The file holds characters that XML does not allow.';
  return undefined;
}

/** Looks outside comments and CDATA, in one pass. */
function hasDoctype(xml: string): boolean {
  let at = xml.indexOf('<!');
  while (at !== -1) {
    if (/^<!doctype/i.test(xml.slice(at, at + 9))) return true;
    const closing = xml.startsWith('<!--', at) ? '-->' : xml.startsWith('<![CDATA[', at) ? ']]>' : '>';
    const end = xml.indexOf(closing, at + 3);
    if (end === -1) return false;
    at = xml.indexOf('<!', end);
  }
  return false;
}
