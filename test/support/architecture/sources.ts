import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** One file of the repository; `path` is relative to the root and has forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A rule over the whole tree: each finding reads `file:line sentence`. */
export type Rule = (files: readonly SourceFile[]) => readonly string[];

/** A module that a file imports, as written, with the path it leads to when it is a file of ours. */
export interface Import {
  readonly specifier: string;
  readonly target: string | undefined;
  readonly line: number;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SKIPPED = new Set(['node_modules', '.git', 'dist', 'data', 'test-results']);
const TEXT =
  /\.(ts|mjs|cjs|js|vue|css|html|json|jsonl|md|ya?ml|bpmn|dmn|xml|csv|typ|sh|svg|txt)$|(^|\/)(\.[a-z]+|run)$/;

/** Reads every text file of the repository; a folder that the root ignores is skipped at the root only. */
export function readSources(): readonly SourceFile[] {
  const files: SourceFile[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && !SKIPPED.has(name)) walk(name);
      } else if (entry.isFile() && TEXT.test(name)) {
        files.push({ path: name, text: readFileSync(path.join(ROOT, name), 'utf8') });
      }
    }
  };
  walk('');
  return files;
}

/** A sample for a rule's own test. */
export function sample(file: string, text: string): readonly SourceFile[] {
  return [{ path: file, text }];
}

export function isCode(file: SourceFile): boolean {
  return /\.(ts|vue)$/.test(file.path);
}

/** The program text of a file: a component's script, every other line blanked so that line numbers hold. */
function script(file: SourceFile): string {
  if (!file.path.endsWith('.vue')) return file.text;
  let inside = false;
  return file.text
    .split('\n')
    .map((line) => {
      if (/^<script\b/.test(line)) {
        inside = true;
        return '';
      }
      if (/^<\/script>/.test(line)) inside = false;
      return inside ? line : '';
    })
    .join('\n');
}

const parsed = new WeakMap<SourceFile, ts.SourceFile>();

function parse(file: SourceFile): ts.SourceFile {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const tree = ts.createSourceFile(file.path, script(file), ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
  parsed.set(file, tree);
  return tree;
}

/** Walks the syntax tree of a code file and collects what `look` says about a node. */
export function inspect(file: SourceFile, look: (node: ts.Node) => string | undefined): readonly string[] {
  const tree = parse(file);
  const findings: string[] = [];
  const visit = (node: ts.Node): void => {
    const sentence = look(node);
    if (sentence !== undefined) findings.push(`${file.path}:${lineOf(tree, node)} ${sentence}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return findings;
}

/** Line numbers, starting at 1, where a node begins and ends. */
export function span(node: ts.Node): readonly [number, number] {
  const tree = node.getSourceFile();
  return [lineOf(tree, node), tree.getLineAndCharacterOfPosition(node.getEnd()).line + 1];
}

function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

const imports = new WeakMap<SourceFile, readonly Import[]>();

/** Everything a file imports or re-exports: static, dynamic and in types. */
export function importsOf(file: SourceFile): readonly Import[] {
  const known = imports.get(file);
  if (known !== undefined) return known;
  const found: Import[] = [];
  const tree = parse(file);
  const add = (node: ts.Node | undefined): void => {
    if (node === undefined || !ts.isStringLiteralLike(node)) return;
    found.push({ specifier: node.text, target: resolve(file.path, node.text), line: lineOf(tree, node) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    if (ts.isNewExpression(node) && node.expression.getText(tree) === 'URL') return;
    ts.forEachChild(node, visit);
  };
  visit(tree);
  imports.set(file, found);
  return found;
}

function resolve(from: string, specifier: string): string | undefined {
  const bare = specifier.replace(/\?.*$/, '');
  if (!bare.startsWith('.')) return undefined;
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), bare));
}

/** Looks at every line of a file's text with a pattern. */
export function grep(file: SourceFile, pattern: RegExp, sentence: string): readonly string[] {
  const findings: string[] = [];
  for (const [index, line] of file.text.split('\n').entries()) {
    const match = pattern.exec(line);
    if (match !== null) findings.push(`${file.path}:${index + 1} ${sentence}: ${match[0].trim()}`);
  }
  return findings;
}
