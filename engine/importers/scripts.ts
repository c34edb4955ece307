import { shorten, translateExpression } from './expressions/read.ts';
import type { Translation } from './translation.ts';
import { attribute, bpmnIn, remove, rename, setAttribute, setText, textOf, type XmlElement } from './xmlTree.ts';

/** What one statement of a script does. */
type Statement =
  | { readonly type: 'nothing' }
  | { readonly type: 'set'; readonly name: string; readonly source: string }
  | { readonly type: 'unknown'; readonly source: string };

/** Scripts that set one variable, or compute one value, become FEEL; one that only prints becomes a task without work. */
export function translateScript(translation: Translation, task: XmlElement): void {
  const { entries, origin } = translation;
  for (const each of translation.takeElements(task, 'script')) {
    fromZeebe(translation, task, each);
    return;
  }
  const resource = translation.take(task, 'resource');
  const result = translation.take(task, 'resultVariable') ?? translation.take(task, 'resultVariableName');
  const autoStore = translation.take(task, 'autoStoreVariables');
  const [script] = bpmnIn(task, 'script');
  const format = attribute(task, 'scriptFormat') ?? '';
  if (/^(text\/)?feel$/i.test(format)) return;
  if (resource) {
    entries.open(task, resource.what, `The script lies in “${resource.value}”. Write it in FEEL.`);
    return;
  }
  const source = script ? textOf(script) : '';
  const statements = source === '' ? [] : statementsOf(source, format);
  const doing = statements.filter(({ type }) => type !== 'nothing');
  const [only] = doing;
  if (only === undefined)
    return emptied(translation, task, 'script', source === '' ? 'It has no script' : 'Its script only prints');
  const value = only.type === 'set' && (!result || autoStore?.value === 'true') ? only : undefined;
  const name = value?.name ?? result?.value;
  if (doing.length > 1 || name === undefined || (only.type === 'unknown' && !result)) {
    const sentence = `The script “${shorten(source)}” must be written in FEEL: one value for one variable. Split it where it sets several.`;
    entries.open(task, 'script', sentence);
    return;
  }
  const found = translateExpression(
    only.type === 'nothing' ? '' : only.source,
    origin === 'camunda8' ? 'plain' : origin,
    languageOf(format),
  );
  if (!found.ok) {
    entries.open(task, 'script', `The script “${shorten(source)}” must be written in FEEL. ${found.sentence}`);
    return;
  }
  if (script) setText(script, found.feel);
  setAttribute(task, 'scriptFormat', 'feel');
  translation.set(task, 'resultVariable', name);
  entries.translated(task, 'script', `“${shorten(source)}” became: ${name} is “${shorten(found.feel)}”.`);
}

/** A script's language; jBPM and Activiti have one when none is said. */
function languageOf(format: string): string {
  return format === '' ? 'java' : format;
}

function fromZeebe(translation: Translation, task: XmlElement, script: XmlElement): void {
  const { entries } = translation;
  const found = translateExpression(attribute(script, 'expression') ?? '', translation.origin);
  const name = attribute(script, 'resultVariable');
  if (!found.ok || name === undefined) {
    entries.open(
      task,
      script.name,
      `The script must be written in FEEL. ${found.ok ? 'It names no result variable.' : found.sentence}`,
    );
    return;
  }
  for (const each of bpmnIn(task, 'script')) remove(each);
  const holder: XmlElement = { ...task, attributes: [], children: [found.feel], parent: task };
  rename(holder, 'script');
  task.children.push(holder);
  setAttribute(task, 'scriptFormat', 'feel');
  translation.set(task, 'resultVariable', name);
  entries.translated(task, script.name, `It became a script: ${name} is “${shorten(found.feel)}”.`);
}

/** A task that does nothing the engine could see. */
export function emptied(translation: Translation, task: XmlElement, what: string, why: string): void {
  for (const script of bpmnIn(task, 'script')) remove(script);
  setAttribute(task, 'scriptFormat', undefined);
  setAttribute(task, 'implementation', undefined);
  setAttribute(task, 'operationRef', undefined);
  rename(task, 'task');
  translation.entries.dropped(task, what, `${why}; it became a task without work.`);
}

const prints =
  /^(?:System\.out\.print(?:ln)?|print(?:ln)?|console\.log|out:print(?:ln)?|log(?:ger)?\.\w+)\s*\(.*\)$|^print(?:ln)? ["'].*$|^pass$/s;
const declares =
  /^(?:(?:var|let|def|int|long|double|boolean|String|Integer|Object)\s+)+[A-Za-z_]\w*$|^import\b|^from \w+ import\b/;
const setsByCall =
  /^(?:execution|kcontext|processInstance|task)\.setVariable(?:Local)?\(\s*["']([A-Za-z_]\w*)["']\s*,\s*(.+)\)$/s;
const types = '(?:(?:var|let|const|def|final|int|long|double|boolean|String|Integer|Object)\\s+)*';
const assigns = new RegExp(`^${types}([A-Za-z_]\\w*)\\s*=(?!=)\\s*(.+)$`, 's');
const changes = new RegExp(`^([A-Za-z_]\\w*)\\s*([-+*/])=\\s*(.+)$`, 's');
const counts = /^([A-Za-z_]\w*)\s*(\+\+|--)$/;

/** The statements of a script, one a line or divided by semicolons; comments are left out. */
function statementsOf(source: string, format: string): readonly Statement[] {
  const plain = /python/i.test(format)
    ? source.replace(/#.*$/gm, '')
    : source.replace(/\/\*[^]*?\*\/|(?<!:)\/\/.*$/gm, '');
  return divided(plain).map(statementOf);
}

function statementOf(line: string): Statement {
  if (prints.test(line) || declares.test(line)) return { type: 'nothing' };
  const counted = counts.exec(line);
  if (counted)
    return { type: 'set', name: counted[1] ?? '', source: `${counted[1] ?? ''} ${counted[2]?.[0] ?? '+'} 1` };
  const changed = changes.exec(line);
  if (changed)
    return {
      type: 'set',
      name: changed[1] ?? '',
      source: `${changed[1] ?? ''} ${changed[2] ?? '+'} (${changed[3] ?? ''})`,
    };
  const found = setsByCall.exec(line) ?? assigns.exec(line);
  if (found) return { type: 'set', name: found[1] ?? '', source: found[2] ?? '' };
  return { type: 'unknown', source: line };
}

/** Divides at line ends and semicolons outside quotes and brackets. */
function divided(source: string): readonly string[] {
  const parts: string[] = [];
  let [part, depth, quote] = ['', 0, ''];
  for (const letter of source) {
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    if ((letter === ';' || letter === '\n') && quote === '' && depth <= 0) {
      parts.push(part.trim());
      part = '';
    } else part += letter;
  }
  return [...parts, part.trim()].filter((each) => each !== '');
}
