const LONGEST = 150;

/** A file name as it may be kept and shown: the last part of whatever path, without control and direction characters. */
export function safeFileName(given: string | undefined): string {
  const last = (given ?? '').normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Cs}"<>|:*?]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return plain === '' ? 'document' : shortened(plain);
}

/** Keeps the extension. */
function shortened(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= LONGEST) return name;
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? '';
  return `${characters.slice(0, LONGEST - extension.length).join('')}${extension}`;
}

/** A Content-Disposition with the name in both forms: ASCII for old readers, UTF-8 for the others (RFC 6266, RFC 8187). */
export function contentDisposition(how: 'inline' | 'attachment', fileName: string): string {
  const name = safeFileName(fileName);
  const ascii = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%;]/g, '_')
    .trim();
  const hasBase = /^[^.]/.test(ascii);
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${hasBase ? ascii : `document${ascii}`}"; filename*=UTF-8''${encoded}`;
}
