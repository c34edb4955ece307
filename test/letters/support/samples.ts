import type { LetterRequest } from '../../../engine/letters/letterRequest.ts';

const office = {
  name: 'Intellectual Property Office of Xanadu',
  code: 'XX',
  addressLines: ['14 Harbour Street', 'P.O. Box 1080', '10117 Port Meridian'],
  contact: ['+999 20 555 0100', 'trademarks@ipo.xx.example', 'www.ipo.xx.example'],
};
const officeInArabic = {
  name: 'مكتب الملكية الفكرية في زانادو',
  code: 'XX',
  addressLines: ['14 شارع الميناء', 'صندوق بريد 1080', '10117 بورت ميريديان'],
  contact: ['+999 20 555 0100', 'trademarks@ipo.xx.example', 'www.ipo.xx.example'],
};

const deficiency: LetterRequest = {
  layout: 'letter',
  language: 'en',
  office,
  title: 'Formal deficiency',
  number: 'XX/L/2026/000417',
  date: '2026-01-05',
  dateText: '5 January 2026',
  recipient: {
    name: 'Aurora Botanicals S.à r.l.',
    addressLines: ['c/o Lindqvist & Partners', '27 rue de la Gare', '1611 Luxembourg'],
  },
  subject: 'Deficiencies in your trade mark application',
  reference: [
    { inid: '210', label: 'Application number', value: 'XX/T/2026/000001' },
    { inid: '220', label: 'Filing date', value: '2 January 2026' },
    { inid: '540', label: 'Mark', value: 'AURORA BOTANICA' },
    { inid: '730', label: 'Applicant', value: 'Aurora Botanicals S.à r.l.' },
  ],
  blocks: [
    { type: 'paragraph', text: 'Dear Sir or Madam,' },
    {
      type: 'paragraph',
      text: 'We have examined the formalities of the application named above. It does not yet meet the requirements of the Trade Marks Act. Please correct the following points:',
    },
    {
      type: 'list',
      numbered: true,
      items: [
        'The list of goods contains terms that are too vague to be classified: “accessories” in class 3. Replace them by terms of the Nice Classification or describe the goods clearly.',
        'The power of attorney of the representative has not been filed.',
        'The translation of the priority document is missing (priority claimed: 14 July 2025, DE 30 2025 108 811).',
      ],
    },
    { type: 'heading', text: 'Fees to be paid' },
    {
      type: 'table',
      columns: [{ label: 'Fee' }, { label: 'Classes', align: 'end' }, { label: 'Amount', align: 'end' }],
      rows: [
        ['Application fee, first class', '1', 'EUR 250.00'],
        ['Each further class', '2', 'EUR 120.00'],
        ['Total', '3', 'EUR 370.00'],
      ],
    },
    { type: 'heading', text: 'Time limit' },
    {
      type: 'paragraph',
      text: 'Your reply must reach the office by 5 March 2026. If no reply is received in time, the application will be considered abandoned. The time limit may be extended once by two months on request.',
    },
    { type: 'paragraph', text: 'Yours faithfully,' },
  ],
  signature: { name: 'Miriam Okafor', title: 'Formalities officer' },
  seal: false,
};

const deficiencyInArabic: LetterRequest = {
  ...deficiency,
  language: 'ar',
  office: officeInArabic,
  title: 'إشعار بنقص شكلي',
  dateText: '5 يناير 2026',
  recipient: {
    name: 'شركة الفجر للنباتات',
    addressLines: ['بواسطة Lindqvist & Partners (Ltd.)', '27 شارع المحطة', 'لوكسمبورغ 1611'],
  },
  subject: 'نواقص في طلب تسجيل علامتكم التجارية',
  reference: [
    { inid: '210', label: 'رقم الطلب', value: '\u2068XX/T/2026/000001\u2069' },
    { inid: '220', label: 'تاريخ الإيداع', value: '2 يناير 2026' },
    { inid: '540', label: 'العلامة', value: '\u2068AURORA BOTANICA (fig.)\u2069' },
    { inid: '730', label: 'المودع', value: 'شركة الفجر للنباتات' },
  ],
  blocks: [
    { type: 'paragraph', text: 'تحية طيبة وبعد،' },
    {
      type: 'paragraph',
      text: 'فحص المكتب الجوانب الشكلية للطلب المذكور أعلاه، وتبين أنه لا يستوفي بعد متطلبات قانون العلامات التجارية. يرجى تصحيح النقاط الآتية:',
    },
    {
      type: 'list',
      numbered: true,
      items: [
        'تتضمن قائمة السلع عبارات مبهمة لا يمكن تصنيفها: «إكسسوارات» في الفئة 3. يرجى الاستعاضة عنها بعبارات من تصنيف نيس أو وصف السلع بوضوح.',
        'لم تودع وكالة الممثل.',
        'ترجمة وثيقة الأولوية غير مرفقة (الأولوية المطالب بها: 14 يوليو 2025، DE 30 2025 108 811).',
      ],
    },
    { type: 'heading', text: 'الرسوم المستحقة' },
    {
      type: 'table',
      columns: [{ label: 'الرسم' }, { label: 'الفئات', align: 'end' }, { label: 'المبلغ', align: 'end' }],
      rows: [
        ['رسم الإيداع، الفئة الأولى', '1', 'EUR 250.00'],
        ['كل فئة إضافية', '2', 'EUR 120.00'],
        ['المجموع', '3', 'EUR 370.00'],
      ],
    },
    { type: 'heading', text: 'المهلة' },
    {
      type: 'paragraph',
      text: 'يجب أن يصل ردكم إلى المكتب في موعد أقصاه 5 مارس 2026. وإذا لم يرد أي رد في المهلة، اعتبر الطلب متروكًا. ويجوز تمديد المهلة مرة واحدة لمدة شهرين بناء على طلب.',
    },
    { type: 'paragraph', text: 'وتفضلوا بقبول فائق الاحترام،' },
  ],
  signature: { name: 'مريم أوكافور', title: 'موظفة الشؤون الشكلية' },
};

const certificate: LetterRequest = {
  layout: 'certificate',
  language: 'en',
  office,
  title: 'Certificate of Registration',
  number: 'XX/C/2026/000093',
  date: '2026-08-04',
  dateText: '4 August 2026',
  recipient: deficiency.recipient,
  subject: 'Trade mark entered in the Register',
  reference: [
    { inid: '111', label: 'Registration number', value: 'XX/R/2026/000093' },
    { inid: '151', label: 'Date of registration', value: '4 August 2026' },
    { inid: '180', label: 'Expected expiry', value: '2 January 2036' },
    { inid: '210', label: 'Application number', value: 'XX/T/2026/000001' },
    { inid: '220', label: 'Filing date', value: '2 January 2026' },
    { inid: '732', label: 'Holder', value: 'Aurora Botanicals S.à r.l.\n27 rue de la Gare, 1611 Luxembourg' },
    { inid: '740', label: 'Representative', value: 'Lindqvist & Partners' },
    {
      inid: '511',
      label: 'Goods and services',
      value:
        '3 — Soaps; perfumery, essential oils; cosmetics; hair lotions.\n5 — Dietary supplements made of plants; medicinal herbs.\n44 — Hygienic and beauty care for human beings.',
    },
  ],
  blocks: [
    {
      type: 'paragraph',
      text: 'It is hereby certified that the trade mark shown above has been entered in the Register of Trade Marks and is protected for ten years from the filing date. The registration may be renewed.',
    },
  ],
  signature: { name: 'Dr Elena Marchetti', title: 'Registrar' },
  mark: { text: 'AURORA BOTANICA' },
  seal: true,
};

const certificateInArabic: LetterRequest = {
  ...certificate,
  language: 'ar',
  office: officeInArabic,
  title: 'شهادة تسجيل',
  dateText: '4 أغسطس 2026',
  subject: 'علامة تجارية مقيدة في السجل',
  reference: [
    { inid: '111', label: 'رقم التسجيل', value: '\u2068XX/R/2026/000093\u2069' },
    { inid: '151', label: 'تاريخ التسجيل', value: '4 أغسطس 2026' },
    { inid: '180', label: 'تاريخ الانقضاء المتوقع', value: '2 يناير 2036' },
    { inid: '210', label: 'رقم الطلب', value: '\u2068XX/T/2026/000001\u2069' },
    { inid: '220', label: 'تاريخ الإيداع', value: '2 يناير 2026' },
    { inid: '732', label: 'صاحب التسجيل', value: 'شركة الفجر للنباتات\n27 شارع المحطة، لوكسمبورغ 1611' },
    {
      inid: '511',
      label: 'السلع والخدمات',
      value: '3 — صابون؛ عطور وزيوت عطرية؛ مستحضرات تجميل.\n5 — مكملات غذائية نباتية؛ أعشاب طبية.',
    },
  ],
  blocks: [
    {
      type: 'paragraph',
      text: 'يشهد المكتب بأن العلامة التجارية المبينة أعلاه قيدت في سجل العلامات التجارية، وهي محمية لمدة عشر سنوات من تاريخ الإيداع. ويجوز تجديد التسجيل.',
    },
  ],
  signature: { name: 'د. إيلينا ماركيتي', title: 'أمينة السجل' },
  mark: { text: 'أورورا بوتانيكا' },
};

const refusalInFrench: LetterRequest = {
  ...deficiency,
  language: 'fr',
  title: 'Refus provisoire',
  dateText: '5 janvier 2026',
  subject: 'Refus provisoire d’office de votre demande de marque',
  blocks: [
    { type: 'paragraph', text: 'Madame, Monsieur,' },
    ...Array.from({ length: 14 }, (_, index) => ({
      type: 'paragraph' as const,
      text: `${index + 1}. L’examinateur estime que le signe est descriptif des produits désignés dans la classe 3 au sens de l’article 7, paragraphe 1, lettre c), puisque le public pertinent y verra seulement une indication de l’origine végétale des produits.`,
    })),
    { type: 'paragraph', text: 'Veuillez agréer, Madame, Monsieur, l’expression de notre considération distinguée.' },
  ],
  signature: { name: '', title: 'Division d’examen' },
  seal: true,
};

/** Letters as a real office would send them; each language, each layout. */
export const samples = { deficiency, deficiencyInArabic, certificate, certificateInArabic, refusalInFrench } as const;
