import type { LetterLanguage } from '../../../engine/contract/letter.ts';
import type { LetterRequest } from '../../../engine/letters/letterRequest.ts';
import { samples } from './samples.ts';

/** Texts that would do something if any of them were read as Typst, JSON, XML or control characters. */
export const hostileTexts: readonly string[] = [
  '#read("/etc/passwd")',
  '#import "@preview/cetz:0.2.0"',
  '#include "/etc/passwd"',
  '#eval("read(\\"/etc/passwd\\")")',
  '#panic("out")',
  '$ integral_0^1 x dif x $',
  '\\ \\u{1F600} \\n \\',
  '*bold* _emphasis_ `raw` <label> @reference = Heading',
  '```typ #panic() ```',
  '/* comment */ // comment',
  '"]} , "layout": "certificate", {["',
  '</x:xmpmeta><script>alert(1)</script>&amp;',
  '{{7*7}} $' + '{7*7} #{7*7} <%= 7*7 %>',
  'abc\u202eFDP.exe\u202c\u2066\u2066\u2067\u202dx',
  '\u2069\u2069\u2069 left open \u2068\u2068',
  'null \0 bell \x07 escape \x1b[31m back\b delete \x7f',
  'lone \ud800 surrogate \udfff end',
  'line\u2028separator\u2029paragraph\u0085next\r\nand\rreturn',
  'zero\u200bwidth\ufeffspaces\u2060and\u200djoiners',
  'e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301 stacked',
  'مرحبا #read("/etc/passwd") $x$ \\',
  'W'.repeat(2_000),
  'ل'.repeat(2_000),
  '__proto__ constructor toString',
];

/** A letter with one text in every place that data can reach. */
export function hostileLetter(text: string, layout: 'letter' | 'certificate', language: LetterLanguage): LetterRequest {
  return {
    ...samples.deficiency,
    layout,
    language,
    office: { name: text.slice(0, 200), code: 'XX', addressLines: [text.slice(0, 60)], contact: [text.slice(0, 60)] },
    title: text.slice(0, 60),
    number: text.slice(0, 60),
    dateText: text.slice(0, 60),
    recipient: { name: text, addressLines: [text] },
    subject: text,
    reference: [{ label: text.slice(0, 60), value: text, inid: '210' }],
    blocks: [
      { type: 'paragraph', text },
      { type: 'heading', text },
      { type: 'list', items: [text, ''], numbered: true },
      { type: 'table', columns: [{ label: text.slice(0, 60) }, { label: 'x', align: 'end' }], rows: [[text, 'y']] },
      { type: 'facts', rows: [{ label: text.slice(0, 60), value: text }] },
    ],
    signature: { name: text.slice(0, 100), title: text.slice(0, 100) },
    mark: { text: text.slice(0, 300) },
    seal: true,
  };
}
