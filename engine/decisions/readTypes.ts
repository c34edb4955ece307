import {
  anyType,
  compileUnaryTests,
  FeelSession,
  isFeelProblem,
  simpleType,
  type CompiledUnaryTests,
  type FeelType,
} from '../feel/index.ts';
import { child, childrenOf, type DmnElement, textOf, typeRefOf } from './tree.ts';

/** The types of a file's item definitions by name (DMN 1.5, 7.3.3); `imported` knows those of other files. */
export function readTypes(
  definitions: DmnElement,
  imported: (name: string) => FeelType | undefined,
): (name: string) => FeelType | undefined {
  const elements = new Map(childrenOf(definitions, 'itemDefinition').map((one) => [one.attributes['name'] ?? '', one]));
  const read = new Map<string, FeelType>();
  const open = new Set<string>();
  const find = (name: string): FeelType | undefined => {
    const known = read.get(name);
    if (known) return known;
    const element = elements.get(name);
    if (!element) return imported(name);
    // A type that contains itself is not followed any further.
    if (open.has(name)) return anyType;
    open.add(name);
    const type = itemType(element, find);
    open.delete(name);
    if (open.size === 0) read.set(name, type);
    return type;
  };
  return find;
}

/** Names of all components, which paths may use with their special characters. */
export function componentNames(definitions: DmnElement): readonly string[] {
  const names = (element: DmnElement): readonly string[] =>
    childrenOf(element, 'itemComponent').flatMap((one) => [one.attributes['name'] ?? '', ...names(one)]);
  return childrenOf(definitions, 'itemDefinition').flatMap(names);
}

function itemType(element: DmnElement, find: (name: string) => FeelType | undefined): FeelType {
  const isCollection = element.attributes['isCollection'] === 'true';
  const base = restricted(baseType(element, find), child(element, 'allowedValues'));
  const whole: FeelType = isCollection ? { type: 'list', of: base } : base;
  return restricted(whole, child(element, 'typeConstraint'));
}

function baseType(element: DmnElement, find: (name: string) => FeelType | undefined): FeelType {
  const components = childrenOf(element, 'itemComponent');
  if (components.length > 0) {
    const entries = components.map((one) => [one.attributes['name'] ?? '', itemType(one, find)] as const);
    return { type: 'context', entries: new Map(entries) };
  }
  const item = child(element, 'functionItem');
  const named = (name: string | undefined): FeelType =>
    name === undefined ? anyType : (find(name) ?? simpleType(name.replace(/^feel:/, '')) ?? anyType);
  if (!item) return named(typeRefOf(element));
  const parameters = childrenOf(item, 'parameters').map((parameter) => named(typeRefOf(parameter)));
  return { type: 'function', parameters, result: named(item.attributes['outputTypeRef']) };
}

function restricted(base: FeelType, constraint: DmnElement | undefined): FeelType {
  if (!constraint || textOf(constraint).trim() === '') return base;
  const tests = compileUnaryTests(textOf(constraint), { dialect: 'standard' });
  if (isFeelProblem(tests)) return base;
  return { type: 'restricted', base, allows: (value) => allows(tests, value) };
}

function allows(tests: CompiledUnaryTests, value: unknown): boolean {
  return new FeelSession('standard', {}).passes(tests, value, {});
}
