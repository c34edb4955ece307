import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createSSRApp, type Component } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { createI18n } from 'vue-i18n';
import { designerText } from '../support/sources.ts';
import { designerModules } from '../support/components.ts';

interface Entry {
  readonly tester: (uischema: object, schema: object, context: { rootSchema: object; config: object }) => number;
  readonly renderer: { readonly __name?: string };
}

const FORMS = new URL('../../../forms/', import.meta.url);

function read(key: string, part: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${key}/${key}.${part}.json`, FORMS), 'utf8'));
}

function formOf(key: string) {
  return {
    key,
    schema: read(key, 'schema'),
    layout: read(key, 'layout'),
    texts: { en: read(key, 'en'), ar: read(key, 'ar') },
  };
}

/** One property in a form of its own, shown by one control. */
function single(schema: object, control: object = {}, required = false) {
  return {
    key: 'single',
    schema: { type: 'object', properties: { value: schema }, ...(required ? { required: ['value'] } : {}) },
    layout: { type: 'VerticalLayout', elements: [{ type: 'Control', scope: '#/properties/value', ...control }] },
    texts: { en: { 'value.label': 'The value', 'value.description': 'What it is for.', 'value.item': 'Entry' } },
  };
}

describe('the controls of forms', () => {
  let modules: Awaited<ReturnType<typeof designerModules>>;
  let entries: readonly Entry[];
  let view: Component;

  before(async function () {
    this.timeout(60_000);
    modules = await designerModules();
    entries = (await modules.load('forms/renderers/index.ts'))['renderers'] as readonly Entry[];
    view = (await modules.load('forms/FormView.vue'))['default'] as Component;
  });
  after(() => modules.close());

  function shownBy(schema: object, control: object = {}): string | undefined {
    const { layout, schema: rootSchema } = single(schema, control);
    const ranked = entries
      .map(({ renderer, tester }) => ({
        name: renderer.__name,
        rank: tester(layout.elements[0]!, rootSchema, { rootSchema, config: {} }),
      }))
      .sort((a, b) => b.rank - a.rank);
    return ranked[0]!.rank < 0 ? undefined : ranked[0]!.name;
  }

  async function render(form: object, props: object = {}): Promise<string> {
    const app = createSSRApp(view, { form, data: {}, office: 'xx', ...props });
    const messages = { en: JSON.parse(designerText('texts/en.json')) };
    app.use(createI18n({ legacy: false, locale: 'en', messages })).use(VueQueryPlugin);
    return renderToString(app);
  }

  it('are chosen by what the schema says and the layout wishes', () => {
    const choice = { type: 'string', enum: ['a', 'b'] };
    const niceClass = { type: 'integer', minimum: 1, maximum: 45 };
    const cases: readonly (readonly [string, object, object?])[] = [
      ['TextControl', { type: 'string' }],
      ['TextControl', { type: 'string', maxLength: 400 }],
      ['TextAreaControl', { type: 'string' }, { options: { multi: true } }],
      ['TextAreaControl', { type: 'string', maxLength: 4000 }],
      ['CountryControl', { type: 'string', pattern: '^[A-Z]{2}$' }],
      ['DocumentControl', { type: 'string', format: 'uuid' }, { options: { format: 'document' } }],
      ['DateControl', { type: 'string', format: 'date' }],
      ['NumberControl', { type: 'number' }],
      ['NumberControl', { type: 'integer' }],
      ['MoneyControl', { type: 'integer' }, { options: { format: 'money' } }],
      ['NiceClassControl', niceClass],
      ['BooleanControl', { type: 'boolean' }],
      ['EnumControl', choice],
      ['EnumControl', { oneOf: [{ const: 'a' }, { const: 'b' }] }],
      ['MultiChoiceControl', { type: 'array', uniqueItems: true, items: choice }],
      ['NiceClassesControl', { type: 'array', items: niceClass }],
      ['TextListControl', { type: 'array', items: { type: 'string' } }],
      ['ArrayControl', { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } }],
      ['ObjectControl', { type: 'object', properties: { a: { type: 'string' } } }],
    ];

    for (const [name, schema, control] of cases) assert.equal(shownBy(schema, control), name, JSON.stringify(schema));
  });

  it('are each in the list, with a tester of their own', () => {
    const files = readdirSync(new URL('../../../designer/forms/renderers/', import.meta.url)).filter((file) =>
      file.endsWith('.vue'),
    );

    assert.deepEqual(entries.map(({ renderer }) => `${renderer.__name}.vue`).sort(), files.sort());
  });

  it('tie label, help and error to the input', async () => {
    const form = single({ type: 'string' }, {}, true);
    const places = [{ pointer: '/value', sentence: 'The value: must be filled in.', code: 'required' }];

    const html = await render(form, { places });

    assert.match(html, /<label for="field-value"/);
    const input = /<input[^>]*id="field-value"[^>]*>/.exec(html)![0];
    assert.match(input, /aria-describedby="field-value-help field-value-error"/);
    assert.match(input, /aria-invalid="true"/);
    assert.match(input, /aria-required="true"/);
    assert.match(html, /id="field-value-help"[^>]*>What it is for\./);
    assert.match(html, /id="field-value-error"[^]*?Must be filled in\./);
    assert.match(html, /<a href="#field-value"[^>]*>The value: must be filled in\.<\/a>/);
  });

  it('tie the error of a group of choices to the group', async () => {
    const form = single({ type: 'string', enum: ['a', 'b'] }, {}, true);
    const places = [{ pointer: '/value', sentence: 'The value: choose one of the listed values.', code: 'enum' }];

    const html = await render(form, { places });
    const group = /<fieldset[^>]*id="field-value"[^>]*>/.exec(html)![0];

    assert.match(group, /aria-describedby="field-value-help field-value-error"/);
    assert.match(group, /aria-invalid="true"/);
  });

  it('show nothing wrong before anything was touched or sent', async () => {
    const html = await render(single({ type: 'string' }, {}, true));

    assert.doesNotMatch(html, /aria-invalid/);
    assert.doesNotMatch(html, /field-value-error"/);
  });

  it('show a field only while its rule holds', async () => {
    const form = {
      ...single({ type: 'boolean' }),
      layout: {
        type: 'VerticalLayout',
        elements: [
          { type: 'Control', scope: '#/properties/value' },
          {
            type: 'Control',
            scope: '#/properties/reason',
            rule: {
              effect: 'SHOW',
              condition: { scope: '#/properties/value', schema: { const: true }, failWhenUndefined: true },
            },
          },
        ],
      },
      schema: { type: 'object', properties: { value: { type: 'boolean' }, reason: { type: 'string' } } },
    };

    assert.doesNotMatch(await render(form, { data: {} }), /field-reason/);
    assert.doesNotMatch(await render(form, { data: { value: false } }), /field-reason/);
    assert.match(await render(form, { data: { value: true } }), /id="field-reason"/);
  });

  it('show money in decimals and a day in words', async () => {
    const money = await render(single({ type: 'integer' }, { options: { format: 'money', currency: 'EUR' } }), {
      data: { value: 85050 },
    });
    const day = await render(single({ type: 'string', format: 'date' }), { data: { value: '2026-03-27' } });

    assert.match(money, /value="850\.50"/);
    assert.match(day, /Fri, 27 Mar 2026/);
  });

  it('say openly what they cannot show', async () => {
    const html = await render(single({ type: 'array', items: { type: 'array' } }));

    assert.match(html, /This part of the form cannot be shown: #\/properties\/value/);
  });

  it('show every form of the standard bundle, filled in, read-only or not', async function () {
    this.timeout(60_000);
    const keys = readdirSync(FORMS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.ok(keys.length > 20);

    for (const { name } of keys) {
      for (const readonly of [false, true]) {
        const html = await render(formOf(name), { data: read(name, 'example'), readonly });

        assert.doesNotMatch(html, /cannot be shown/, name);
        assert.match(html, /<label|<legend/, name);
        const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
        assert.equal(new Set(ids).size, ids.length, `ids of ${name} are not unique`);
      }
    }
  });
});
