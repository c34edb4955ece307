import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import { packageRoot } from '../../engine/packageRoot.ts';

/** An element of a test case file. */
export interface CaseElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: CaseElement[];
  text: string;
}

/** One result that a case of the DMN TCK expects. */
export interface TckCase {
  /** Folder, file number, case and result node: `0105-feel-math/01/feel_math_001/add`. */
  readonly id: string;
  readonly level: string;
  /** The DMN file, and the others of its folder, which it may import. */
  readonly model: string;
  readonly others: readonly string[];
  readonly service: string | undefined;
  readonly result: CaseElement;
  readonly inputs: readonly CaseElement[];
}

const levels = ['compliance-level-2', 'compliance-level-3', 'non-compliant'];

/** Where the conformance folder is expected; the environment variable CONFORMANCE_HOME names another place. */
export const home = path.resolve(
  process.env['CONFORMANCE_HOME'] ?? path.join(packageRoot, '..', 'shared', 'conformance'),
);

/** All cases of the DMN TCK below `home`; undefined where the suite is not at hand. */
export function tckCases(home: string): readonly TckCase[] | undefined {
  const root = path.join(home, 'dmn', 'TestCases');
  if (!existsSync(root)) return undefined;
  return levels
    .filter((level) => existsSync(path.join(root, level)))
    .flatMap((level) =>
      readdirSync(path.join(root, level))
        .sort()
        .map((folder) => path.join(root, level, folder))
        .filter((folder) => statSync(folder).isDirectory())
        .flatMap((folder) => casesOf(level, folder)),
    );
}

function casesOf(level: string, folder: string): readonly TckCase[] {
  const files = readdirSync(folder).sort();
  const models = files.filter((file) => file.endsWith('.dmn')).map((file) => path.join(folder, file));
  return files
    .filter((file) => file.endsWith('.xml'))
    .flatMap((file) => {
      const suite = parseCases(readFileSync(path.join(folder, file), 'utf8'));
      const name = childrenOf(suite, 'modelName')[0]?.text.trim() ?? '';
      const model = path.join(folder, name);
      const others = models.filter((one) => one !== model);
      const number = /test-(\w+)\.xml$/.exec(file)?.[1] ?? file;
      return childrenOf(suite, 'testCase').flatMap((one) =>
        childrenOf(one, 'resultNode').map((result) => ({
          id: [path.basename(folder), number, one.attributes['id'] ?? '', result.attributes['name'] ?? ''].join('/'),
          ...{ level, model, others, result, inputs: childrenOf(one, 'inputNode') },
          service: one.attributes['type'] === 'decisionService' ? one.attributes['invocableName'] : undefined,
        })),
      );
    });
}

/** The children with the tag. */
export function childrenOf(element: CaseElement, tag: string): readonly CaseElement[] {
  return element.children.filter((one) => one.tag === tag);
}

function parseCases(xml: string): CaseElement {
  const root: CaseElement = { tag: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ local, attributes }) => {
    const plain = Object.values(attributes).map((one) => [one.local, one.value] as const);
    const element: CaseElement = { tag: local, attributes: Object.fromEntries(plain), children: [], text: '' };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => stack.pop());
  for (const kind of ['text', 'cdata'] as const) {
    parser.on(kind, (text) => {
      const open = stack.at(-1);
      if (open) open.text += text;
    });
  }
  parser.write(xml).close();
  return root.children[0] ?? root;
}
