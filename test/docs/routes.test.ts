import assert from 'node:assert/strict';
import { routes } from '../../engine/http/routes/index.ts';
import { assertWritten, document, table } from './documents.ts';
import { foreignWords, languageOf } from './languageOf.ts';

describe('the routes in the documents', () => {
  it('are all listed in the guide to the API', () => {
    const rows = routes.map(({ method, path, summary, access }) => [
      method,
      `\`${path}\``,
      summary,
      [access]
        .flat()
        .map((one) => `\`${one}\``)
        .join(' or '),
    ]);

    assertWritten('docs/guide/api.md', table(['Method', 'Path', 'What it does', 'Who may'], rows), 'routes');
  });

  it('speak the language of the house', () => {
    const language = languageOf(document('docs/language.md'));
    const segments = routes.flatMap(({ path }) => path.split('/').filter((part) => part !== '' && !part.includes('{')));

    assert.ok(segments.includes('tasks'));
    assert.deepEqual(
      [...new Set(segments)].filter((segment) => foreignWords(segment, language).length > 0),
      [],
    );
  });
});
