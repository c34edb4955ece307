import assert from 'node:assert/strict';
import type { Change } from './exampleBundle.ts';

/** Replaces a piece of a file. */
export const put =
  (from: string, to: string): Change =>
  (content) => {
    assert.ok(content.includes(from), `the example has no ${from}`);
    return content.replace(from, to);
  };

export const model = 'processes/small/small.bpmn';

/** What is wrong, the changes that make it so, and the problem with its file and pointer. */
export const wrongBundles: readonly (readonly [string, Readonly<Record<string, Change>>, string])[] = [
  ['no manifest', { 'bundle.json': null }, 'no-manifest bundle.json'],
  ['no calendar', { 'calendar.json': null }, 'no-calendar calendar.json'],
  ['an unknown file', { 'forms/examination/notes.txt': 'x' }, 'unknown-file forms/examination/notes.txt'],
  ['a file of another name than its folder', { 'letters/a/b.json': '{}' }, 'unknown-file letters/a/b.json'],
  ['a file that is no JSON', { 'roles.json': '{' }, 'json roles.json'],
  ['a file that goes too deep', { 'roles.json': '['.repeat(200) + ']'.repeat(200) }, 'json roles.json'],
  ['a file that goes far too deep', { 'roles.json': '['.repeat(100_000) + ']'.repeat(100_000) }, 'json roles.json'],
  [
    'an unknown property',
    { 'numbering.json': put('"reset"', '"rest"') },
    'unknown-property numbering.json /series/application/rest',
  ],
  [
    'a missing property',
    { 'numbering.json': put('"reset"', '"rest"') },
    'missing-property numbering.json /series/application',
  ],
  [
    'a key of another form',
    { 'parameters.json': put('basicFee', 'Basic Fee') },
    'unknown-property parameters.json /Basic Fee',
  ],
  [
    'a prototype as key',
    { 'parameters.json': '{"__proto__":[{"from":"2000-01-01","value":1}]}' },
    'unknown-property parameters.json /__proto__',
  ],
  [
    'a value that is not possible',
    { 'numbering.json': put('"year"', '"month"') },
    'wrong-value numbering.json /series/application/reset',
  ],
  [
    'a wrong date',
    { 'parameters.json': put('2000-01-01', '2000-02-30') },
    'wrong-value parameters.json /basicFee/0/from',
  ],
  [
    'a parameter that hides a fact of the office',
    { 'parameters.json': put('basicFee', 'currency') },
    'parameter parameters.json /currency',
  ],
  [
    'a number without serial',
    { 'numbering.json': put('{n:4}', 'x') },
    'number-pattern numbering.json /series/application/pattern',
  ],
  [
    'a number that would come again',
    { 'numbering.json': put('{yyyy}', 'D') },
    'number-pattern numbering.json /series/application/pattern',
  ],
  ['an unknown time zone', { 'calendar.json': put('Asia/Amman', 'Asia/Nowhere') }, 'calendar calendar.json /timeZone'],
  [
    'an unknown permission',
    { 'roles.json': put('task.work', 'task.wrok') },
    'unknown-permission roles.json /roles/examiner/permissions/0',
  ],
  [
    'a text missing in a language',
    { 'time-limits.json': put('"ar"', '"fr"') },
    'text-missing time-limits.json /reply/name',
  ],
  [
    'an option twice',
    {
      'option-lists/grounds.json': put(
        '"options": [',
        '"options": [{ "value": "not-new", "label": { "en": "x", "ar": "x" } },',
      ),
    },
    'option-list option-lists/grounds.json',
  ],
  [
    'a key that is not the file’s',
    { 'option-lists/grounds.json': put('"grounds"', '"reasons"') },
    'key option-lists/grounds.json /key',
  ],
  ['a model that is no XML', { [model]: 'x' }, `xml ${model}`],
  ['a process of another id', { [model]: put('process id="small"', 'process id="smal"') }, `key ${model}`],
  ['an unknown form', { [model]: put('form="examination"', 'form="examinaton"') }, `unknown-form ${model}`],
  ['an unknown act', { [model]: put('assignNumber', 'assignNumbr') }, `unknown-act ${model}`],
  ['an unknown letter', { [model]: put('letter="receipt"', 'letter="recept"') }, `unknown-letter ${model}`],
  ['an unknown decision', { [model]: put('decision="fee"', 'decision="fees"') }, `unknown-decision ${model}`],
  ['an unknown time limit', { [model]: put('timeLimit="reply"', 'timeLimit="replay"') }, `unknown-time-limit ${model}`],
  [
    'an unknown status event',
    { [model]: put('statusEvent="FILED"', 'statusEvent="FILE"') },
    `unknown-status-event ${model}`,
  ],
  [
    'an unknown state',
    { [model]: put('dossierState="FILED"', 'dossierState="FILE"') },
    `unknown-dossier-state ${model}`,
  ],
  [
    'an unknown kind of dossier',
    { [model]: put('dossierKind="design"', 'dossierKind="desing"') },
    `unknown-dossier-kind ${model}`,
  ],
  [
    'an unknown number series',
    { [model]: put('&quot;application&quot;', '&quot;aplication&quot;') },
    `unknown-reference ${model}`,
  ],
  [
    'a place that the dossier does not have',
    { [model]: put('&quot;/number&quot;', '&quot;/nmber&quot;') },
    `unknown-dossier-place ${model}`,
  ],
  ['a lane of no role', { 'roles.json': put('"Examination"', '"Exam"') }, `unknown-role ${model}`],
  [
    'texts of an element that is not there',
    { 'processes/small/small.en.json': put('"receipt"', '"recept"') },
    'unknown-element processes/small/small.en.json',
  ],
  [
    'an element without texts',
    { 'processes/small/small.en.json': put('"examine"', '"receipts"') },
    'text-missing processes/small/small.en.json',
  ],
  [
    'an outcome without text',
    { 'processes/small/small.ar.json': put('"accept": "قبول",', '') },
    'text-missing processes/small/small.ar.json',
  ],
  [
    'texts of an outcome that is not there',
    { 'processes/small/small.ar.json': put('"accept"', '"acept"') },
    'unknown-outcome-text processes/small/small.ar.json',
  ],
  ['no texts in a language', { 'processes/small/small.ar.json': null }, 'text-missing processes/small/small.ar.json'],
  [
    'files of a process without model',
    { 'processes/other/other.en.json': '{"name":"x","elements":{}}' },
    'no-model processes/other/other.en.json',
  ],
  [
    'variables that are no schema',
    { 'processes/small/variables.schema.json': '{"type":"objekt"}' },
    'json-schema processes/small/variables.schema.json',
  ],
  ['a DMN that is broken', { 'decisions/fee.dmn': put('</decision>', '') }, 'dmn-xml decisions/fee.dmn'],
  [
    'a form whose layout is wrong',
    { 'forms/examination/examination.layout.json': put('properties/title', 'properties/titel') },
    'form-scope forms/examination/examination.layout.json /elements/0/scope',
  ],
  [
    'a form that no process uses',
    { [model]: put(' officina:form="examination"', '') },
    'unused-form forms/examination/examination.schema.json',
  ],
  [
    'a form field that the dossier does not have',
    { 'forms/examination/examination.schema.json': put('"/title"', '"/titel"') },
    'form-dossier-pointer forms/examination/examination.schema.json /properties/title/x-officina/dossier',
  ],
  [
    'a letter with an unknown part',
    { 'letters/refusal/refusal.json': put('"list"', '"lst"') },
    'wrong-value letters/refusal/refusal.json /blocks/1',
  ],
  [
    'a letter with a wrong part',
    { 'letters/refusal/refusal.json': put('"optionList"', '"optionlist"') },
    'wrong-value letters/refusal/refusal.json /blocks/1/items',
  ],
  [
    'a letter with an unknown option list',
    { 'letters/refusal/refusal.json': put('"optionList": "grounds"', '"optionList": "reasons"') },
    'unknown-option-list letters/refusal/refusal.json',
  ],
  [
    'a letter signed by no role',
    { 'letters/refusal/refusal.json': put('"registrar"', '"registrer"') },
    'unknown-role letters/refusal/refusal.json /signature/role',
  ],
  [
    'a letter without a language',
    { 'letters/refusal/refusal.json': put('"ar"', '"fr"') },
    'text-missing letters/refusal/refusal.json /title',
  ],
  [
    'an open dossier',
    { 'dossiers/design/design.schema.json': put('"additionalProperties": false', '"additionalProperties": true') },
    'dossier-open dossiers/design/design.schema.json',
  ],
  [
    'a dossier mark of another column',
    { 'dossiers/design/design.schema.json': put('"applicant"', '"aplicant"') },
    'dossier-mark dossiers/design/design.schema.json /definitions/party/properties/name/x-officina',
  ],
  [
    'a dossier that is no schema',
    { 'dossiers/design/design.schema.json': put('"type": "object"', '"type": "objekt"') },
    'json-schema dossiers/design/design.schema.json',
  ],
  [
    'a dossier with a dangerous pattern',
    { 'dossiers/design/design.schema.json': put('"type": "string"', '"pattern": "^(a+)+$"') },
    'json-schema dossiers/design/design.schema.json /properties/number',
  ],
  [
    'a dossier of a later draft',
    {
      'dossiers/design/design.schema.json': put(
        'http://json-schema.org/draft-07/schema#',
        'https://json-schema.org/draft/2020-12/schema',
      ),
    },
    'json-schema dossiers/design/design.schema.json /$schema',
  ],
  [
    'a dossier without states',
    { 'dossiers/design/states.json': null },
    'dossier-states dossiers/design/design.schema.json',
  ],
];
