import { existsSync } from 'node:fs';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import vue from 'eslint-plugin-vue';
import vueParser from 'vue-eslint-parser';

const root = import.meta.dirname;
const typed = ['engine/**/*.ts', 'migrations/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'];
const designer = ['designer/**/*.ts', 'designer/**/*.vue'];
const tests = ['test/**/*.ts', 'bench/**/*.ts'];
/** Files whose reader (Mocha, Vite, Knex) takes the default export only. */
const defaultExports = ['designer/vite.config.ts', 'test/support/reporter.ts', '**/*.vue'];

const everywhere = {
  eqeqeq: ['error', 'smart'],
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-restricted-imports': [
    'error',
    {
      paths: ['node:vm', 'vm'].map((name) => ({ name, message: 'Scripts are FEEL; node:vm isolates nothing.' })),
    },
  ],
  'no-console': 'error',
  'no-debugger': 'error',
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-dupe-else-if': 'error',
  'no-duplicate-case': 'error',
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-sparse-arrays': 'error',
  'no-template-curly-in-string': 'error',
  'no-unreachable': 'error',
  'no-unsafe-finally': 'error',
  'no-unsafe-negation': 'error',
  'no-useless-catch': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'use-isnan': 'error',
};

const typescript = {
  ...everywhere,
  'no-restricted-exports': [
    'error',
    { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'TSEnumDeclaration', message: 'No enum: use a union of strings.' },
    { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'No namespace: a file is a module.' },
    { selector: 'ExportAllDeclaration', message: 'Doors name what they re-export.' },
  ],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    {
      argsIgnorePattern: '^_',
      varsIgnorePattern: '^_',
      destructuredArrayIgnorePattern: '^_',
      ignoreRestSiblings: true,
    },
  ],
  // Matters of taste that would cost time and find nothing.
  '@typescript-eslint/no-dynamic-delete': 'off',
  '@typescript-eslint/unified-signatures': 'off',
};

/** What types alone can tell and what is worth the time it takes. */
const typeAware = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

/** Prettier decides the layout of templates. */
const layoutOfTemplates = Object.fromEntries(
  [
    'array-bracket-newline',
    'first-attribute-linebreak',
    'html-closing-bracket-newline',
    'html-closing-bracket-spacing',
    'html-indent',
    'html-self-closing',
    'max-attributes-per-line',
    'multiline-html-element-content-newline',
    'mustache-interpolation-spacing',
    'no-multi-spaces',
    'no-spaces-around-equal-signs-in-attribute',
    'singleline-html-element-content-newline',
  ].map((name) => [`vue/${name}`, 'off']),
);

export default defineConfig(
  { ignores: ['node_modules/', 'dist/', 'data/', 'test-results/', 'test/corpora/', 'docs/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['*.js', '*.mjs'],
    languageOptions: { globals: globals.node },
    rules: { ...everywhere, 'no-undef': 'error', 'no-console': 'off' },
  },

  {
    files: typed,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      ...typescript,
      ...typeAware,
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      '@typescript-eslint/restrict-plus-operands': 'off',
    },
  },
  {
    files: tests,
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
    },
  },

  {
    files: designer,
    extends: [tseslint.configs.strict],
    languageOptions: { globals: globals.browser },
    rules: typescript,
  },
  {
    files: ['designer/**/*.vue'],
    extends: [vue.configs['flat/recommended']],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      ...layoutOfTemplates,
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/attributes-order': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/require-default-prop': 'off',
    },
  },
  // Type-aware rules where the designer's own project exists; .vue files are checked by vue-tsc.
  existsSync(new URL('designer/tsconfig.json', import.meta.url))
    ? {
        files: ['designer/**/*.ts'],
        ignores: ['designer/vite.config.ts'],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
        plugins: { '@typescript-eslint': tseslint.plugin },
        rules: typeAware,
      }
    : {},

  { files: defaultExports, rules: { 'no-restricted-exports': 'off' } },
  // Declarations describe other people's code as it is.
  { files: ['**/*.d.ts'], rules: { 'no-restricted-exports': 'off', 'no-restricted-syntax': 'off' } },
);
