/** A piece of a template's text: words as they are, or the FEEL between `{{` and `}}`. */
export type TextPiece =
  { readonly type: 'words'; readonly words: string } | { readonly type: 'field'; readonly feel: string };

/** Where the FEEL that starts at `from` ends: at the first `}}` outside of texts and contexts; -1 when there is none. */
function endOfField(text: string, from: number): number {
  let depth = 0;
  let isInText = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (isInText) {
      if (character === '\\') at += 1;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === '{') depth += 1;
    else if (character === '}' && depth > 0) depth -= 1;
    else if (character === '}' && text[at + 1] === '}') return at;
  }
  return -1;
}

/** Splits a template's text into words and fields; undefined when a `{{` is never closed. */
export function splitText(text: string): readonly TextPiece[] | undefined {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('{{', at);
    const words = text.slice(at, open < 0 ? undefined : open);
    if (words !== '') pieces.push({ type: 'words', words });
    if (open < 0) return pieces;
    const end = endOfField(text, open + 2);
    if (end < 0) return undefined;
    pieces.push({ type: 'field', feel: text.slice(open + 2, end).trim() });
    at = end + 2;
  }
}
