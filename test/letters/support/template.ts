import type { LetterTemplate } from '../../../engine/contract/letter.ts';
import type { LetterContext } from '../../../engine/letters/composeLetter.ts';

/** A deficiency letter with every kind of part. */
export const template: LetterTemplate = {
  key: 'formal-deficiency',
  layout: 'letter',
  documentType: 'formal-deficiency',
  title: { en: 'Formal deficiency', ar: 'إشعار بنقص شكلي' },
  subject: { en: 'Deficiencies in application {{dossier.number}}', ar: 'نواقص في الطلب {{dossier.number}}' },
  reference: [
    { inid: '210', label: { en: 'Application number', ar: 'رقم الطلب' }, value: 'dossier.number' },
    { inid: '220', label: { en: 'Filing date', ar: 'تاريخ الإيداع' }, value: 'dossier.filedOn' },
    { label: { en: 'Agent', ar: 'الوكيل' }, value: 'dossier.agent', when: 'dossier.agent != null' },
  ],
  blocks: [
    {
      type: 'paragraph',
      text: {
        en: 'Reply by {{expiresOn}}; the fee is {{letter.money(fee, office.currency)}}.',
        ar: 'يرجى الرد قبل {{expiresOn}}؛ الرسم {{letter.money(fee, office.currency)}}.',
      },
    },
    { type: 'list', numbered: true, items: { optionList: 'formal-deficiencies', from: 'reasons' } },
    { type: 'list', items: 'for class in dossier.classes return "class " + string(class.number)' },
    {
      type: 'list',
      items: [
        { text: { en: 'The mark is {{dossier.mark}}.', ar: 'العلامة هي {{dossier.mark}}.' } },
        { text: { en: 'Urgent.', ar: 'عاجل.' }, when: 'fee > 100000' },
      ],
    },
    { type: 'heading', text: { en: 'Goods', ar: 'السلع' }, when: 'count(dossier.classes) > 0' },
    {
      type: 'table',
      rows: 'dossier.classes',
      columns: [
        { label: { en: 'Class', ar: 'الفئة' }, value: 'row.number', align: 'end' },
        { label: { en: 'Terms', ar: 'العبارات' }, value: 'row.terms' },
      ],
    },
    { type: 'facts', rows: [{ label: { en: 'Applicant', ar: 'المودع' }, value: 'applicant.name' }] },
    { type: 'paragraph', text: { en: 'Never.', ar: 'أبدًا.' }, when: 'false' },
  ],
  signature: { title: { en: 'Formalities officer', ar: 'موظف الشؤون الشكلية' }, role: 'formalities-officer' },
};

/** A case to write about. */
export const context: LetterContext = {
  office: {
    code: 'xx',
    name: { en: 'Office of Xanadu', ar: 'مكتب زانادو' },
    address: { en: ['14 Harbour Street'], ar: ['14 شارع الميناء'] },
    contact: '+999 20 555 0100\nwww.ipo.xx.example',
    languages: ['en', 'ar'],
    currency: 'EUR',
  },
  timeZone: 'Asia/Amman',
  number: 'XX/L/2026/000417',
  date: '2026-01-05',
  applicant: { name: 'Aurora S.à r.l.', addressLines: ['1611 Luxembourg'] },
  signatory: 'Miriam Okafor',
  optionLists: {
    'formal-deficiencies': {
      key: 'formal-deficiencies',
      options: [
        {
          value: 'power-of-attorney',
          label: { en: 'Power of attorney', ar: 'الوكالة' },
          text: {
            en: 'The power of attorney of {{applicant.name}} is missing.',
            ar: 'وكالة {{applicant.name}} غير مرفقة.',
          },
        },
        { value: 'signature', label: { en: 'Signature missing', ar: 'التوقيع ناقص' } },
      ],
    },
  },
  values: {
    dossier: {
      number: 'XX/T/2026/000001',
      filedOn: '2026-01-02',
      agent: null,
      mark: 'AURORA',
      classes: [
        { number: 3, terms: ['soaps', 'perfumery'] },
        { number: 44, terms: ['beauty care'] },
      ],
    },
    office: { currency: 'EUR' },
    expiresOn: '2026-03-05',
    fee: 37_050,
    reasons: ['power-of-attorney', 'signature'],
  },
};
