import { emptyToFeel, operand, quoted, toFeel } from './toFeel.ts';
import { Untranslatable, type Expression } from './tree.ts';

/** Objects of the engines through which variables are read: `execution.getVariable("x")` is `x`. */
const scopes = new Set([
  ...['execution', 'processInstance', 'kcontext', 'vars', 'variables', 'variableScope', 'task', 'delegateTask'],
]);
const readers = new Set(['getVariable', 'getVariableLocal', 'get', 'getTransientVariable', 'getOrDefault']);
/** Functions of BPMN's XPath binding that read data (BPMN 2.0.2, 10.4.3). */
const dataReaders = new Set(['getDataObject', 'getDataInput', 'getDataOutput', 'getInstanceProperty', 'getVariable']);
const plainName = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** A call in FEEL. @throws Untranslatable */
export function callToFeel(of: Expression | undefined, name: string, given: readonly Expression[]): string {
  const found =
    of === undefined ? functionToFeel(name, given) : (classToFeel(of, name, given) ?? method(of, name, given));
  if (found !== undefined) return found;
  const called = of?.type === 'name' ? `${of.name}.${name}` : name;
  throw new Untranslatable(`It calls “${called}”, which FEEL does not have.`);
}

/** A member in FEEL; `length` counts in every language that has it. @throws Untranslatable */
export function propertyToFeel(of: Expression, name: string): string {
  if (of.type === 'name' && scopes.has(of.name)) {
    if (name === 'processInstanceId' || name === 'processBusinessKey' || name === 'businessKey')
      throw new Untranslatable(`It reads “${of.name}.${name}”. Our instances have a dossier instead.`);
    if (of.name === 'vars' || of.name === 'variables') return toFeel({ type: 'name', name });
  }
  if (name === 'length' || name === 'size') return sizeOf(of);
  if (!plainName.test(name)) return `get value(${toFeel(of)}, ${quoted(name)})`;
  return `${operand(of)}.${name}`;
}

function functionToFeel(name: string, given: readonly Expression[]): string | undefined {
  const [first] = given;
  if (dataReaders.has(name) && first?.type === 'literal' && typeof first.value === 'string')
    return toFeel({ type: 'name', name: first.value });
  if (first === undefined) return name === 'now' || name === 'dateTime' ? 'now' : undefined;
  switch (name) {
    case 'not':
      return `not(${toFeel(first)})`;
    case 'empty':
      return emptyToFeel(first);
    case 'size':
    case 'len':
      return sizeOf(first);
    case 'str':
    case 'String':
      return `string(${toFeel(first)})`;
    case 'parseInt':
    case 'parseFloat':
    case 'Number':
    case 'int':
    case 'float':
      return given.length === 1 ? `number(${toFeel(first)})` : undefined;
    default:
      return undefined;
  }
}

/** Static functions of well-known classes, and variables read through the engine's own objects. */
function classToFeel(of: Expression, name: string, given: readonly Expression[]): string | undefined {
  const [first, second] = given;
  if (of.type !== 'name') return undefined;
  if (scopes.has(of.name) && readers.has(name) && first?.type === 'literal' && typeof first.value === 'string') {
    if (name === 'getOrDefault') return undefined;
    return toFeel({ type: 'name', name: first.value });
  }
  if (first === undefined) return undefined;
  const one = (feel: string): string | undefined => (given.length === 1 ? `${feel}(${toFeel(first)})` : undefined);
  switch (`${of.name}.${name}`) {
    case 'Math.abs':
      return one('abs');
    case 'Math.floor':
      return one('floor');
    case 'Math.ceil':
      return one('ceiling');
    case 'Math.sqrt':
      return one('sqrt');
    case 'Math.min':
    case 'Math.max':
      return `${name}(${given.map(toFeel).join(', ')})`;
    case 'String.valueOf':
      return one('string');
    case 'Integer.parseInt':
    case 'Integer.valueOf':
    case 'Long.parseLong':
    case 'Long.valueOf':
    case 'Double.parseDouble':
    case 'Double.valueOf':
    case 'Number.parseInt':
    case 'Number.parseFloat':
      return one('number');
    case 'Objects.equals':
      return second && `${operand(first)} = ${operand(second)}`;
    case 'Objects.isNull':
      return `${operand(first)} = null`;
    case 'Objects.nonNull':
      return `${operand(first)} != null`;
    default:
      return undefined;
  }
}

function method(of: Expression, name: string, given: readonly Expression[]): string | undefined {
  const [first, second] = given;
  if (first === undefined) return withoutArguments(of, name);
  if (second !== undefined) return withTwo(of, name, first, second, given.length);
  return withOne(of, name, first);
}

function withoutArguments(of: Expression, name: string): string | undefined {
  const value = toFeel(of);
  switch (name) {
    case 'size':
    case 'length':
    case 'count':
      return sizeOf(of);
    case 'isEmpty':
      return emptyToFeel(of);
    case 'toString':
    case 'name':
      return `string(${value})`;
    case 'toLowerCase':
      return `lower case(${value})`;
    case 'toUpperCase':
      return `upper case(${value})`;
    case 'intValue':
    case 'longValue':
    case 'doubleValue':
    case 'booleanValue':
    case 'stringValue':
    case 'boolValue':
    case 'numberValue':
    case 'getValue':
      return value;
    default:
      return getter(of, name);
  }
}

/** A Java bean's getter reads a member: `order.getTotal()`. */
function getter(of: Expression, name: string): string | undefined {
  const member = /^(?:get|is)([A-Z]\w*)$/.exec(name)?.[1];
  if (member === undefined || (of.type === 'name' && scopes.has(of.name))) return undefined;
  return propertyToFeel(of, member.charAt(0).toLowerCase() + member.slice(1));
}

function withOne(of: Expression, name: string, first: Expression): string | undefined {
  const [value, other] = [toFeel(of), toFeel(first)];
  switch (name) {
    case 'equals':
      return `${operand(of)} = ${operand(first)}`;
    case 'equalsIgnoreCase':
      return `lower case(${value}) = lower case(${other})`;
    case 'contains':
    case 'includes':
      return `(if ${value} instance of string then contains(${value}, ${other}) else list contains(${value}, ${other}))`;
    case 'startsWith':
      return `starts with(${value}, ${other})`;
    case 'endsWith':
      return `ends with(${value}, ${other})`;
    case 'matches':
      return first.type === 'literal' && typeof first.value === 'string'
        ? `matches(${value}, ${quoted(`^(?:${first.value})$`)})`
        : undefined;
    case 'concat':
      return `string(${value}) + string(${other})`;
    case 'substring':
      return first.type === 'literal' && typeof first.value === 'number'
        ? `substring(${value}, ${first.value + 1})`
        : undefined;
    case 'get':
    case 'prop':
      return toFeel({ type: 'index', of, at: first });
    case 'join':
      return `string join(${value}, ${other})`;
    default:
      return undefined;
  }
}

function withTwo(
  of: Expression,
  name: string,
  first: Expression,
  second: Expression,
  count: number,
): string | undefined {
  const isSlice = name === 'substring' && count === 2 && first.type === 'literal' && second.type === 'literal';
  if (!isSlice || typeof first.value !== 'number' || typeof second.value !== 'number') return undefined;
  return `substring(${toFeel(of)}, ${first.value + 1}, ${second.value - first.value})`;
}

/** Characters of a text, items of a list. */
function sizeOf(of: Expression): string {
  const value = toFeel(of);
  return `(if ${value} instance of string then string length(${value}) else count(${value}))`;
}
