import assert from 'node:assert/strict';
import { migrations } from '../../migrations/index.ts';
import { document } from './documents.ts';
import { foreignWords, languageOf } from './languageOf.ts';

const language = languageOf(document('docs/language.md'));

function foreign(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => foreignWords(name, language).map((word) => `${name}: we do not say “${word}”`));
}

describe('the language', () => {
  it('is read from its page', () => {
    assert.ok(language.terms.has('dossier') && language.terms.has('time limit') && language.terms.has('bundle file'));
    assert.ok(language.unsaid.has('ticket') && language.unsaid.has('rule set') && language.unsaid.has('log'));
  });

  it('notices a word that we do not say, unless it is the term for something else', () => {
    assert.deepEqual(foreign(['tickets']), ['tickets: we do not say “ticket”']);
    assert.deepEqual(foreign(['dossier_files']), ['dossier_files: we do not say “file”']);
    assert.deepEqual(foreign(['rule-sets']), ['rule-sets: we do not say “rule set”']);
    assert.deepEqual(foreign(['bundle_files', 'jobs', 'status_events', 'login_attempts']), []);
  });

  it('is spoken by the tables', () => {
    const tables = migrations.flatMap(({ sql }) =>
      [...sql.matchAll(/create (?:table|view) (?:if not exists )?(\w+)/g)].map(([, name = '']) => name),
    );

    assert.ok(tables.includes('tasks'));
    assert.deepEqual(foreign(tables), []);
  });
});
