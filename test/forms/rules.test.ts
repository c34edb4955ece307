import assert from 'node:assert/strict';
import type { JsonObject } from '../../engine/contract/json.ts';
import { conditionHolds, hiddenPointers, type LayoutElement, type RuleCondition } from '../../engine/forms/index.ts';
import { formOf } from './examinationForm.ts';
import { validators } from './validators.ts';

const scope = '#/properties/a';
const table: readonly (readonly [string, RuleCondition, JsonObject, boolean])[] = [
  ['a constant that is met', { scope, schema: { const: 1 } }, { a: 1 }, true],
  ['a constant that is not met', { scope, schema: { const: 1 } }, { a: 2 }, false],
  ['a constant of a missing value', { scope, schema: { const: 1 } }, {}, false],
  ['one of a list', { scope, schema: { enum: [1, 2] } }, { a: 2 }, true],
  ['one of a list, missing', { scope, schema: { enum: [1, 2] } }, {}, false],
  ['anything but, missing: JSON Forms shows it', { scope, schema: { not: { const: 1 } } }, {}, true],
  [
    'anything but, with failWhenUndefined',
    { scope, schema: { not: { const: 1 } }, failWhenUndefined: true },
    {},
    false,
  ],
  ['a limit, missing: nothing to compare', { scope, schema: { minimum: 3 } }, {}, true],
  ['a limit', { scope, schema: { minimum: 3 } }, { a: 2 }, false],
  ['one of two, missing', { scope, schema: { anyOf: [{ const: 1 }, { minLength: 1 }] } }, {}, true],
  ['exactly one of two, missing', { scope, schema: { oneOf: [{ const: 1 }, { const: 2 }] } }, {}, false],
  ['all, missing', { scope, schema: { allOf: [{ minimum: 1 }, { const: 2 }] } }, {}, false],
  ['a leaf', { type: 'LEAF', scope, expectedValue: 'x' }, { a: 'x' }, true],
  ['a leaf, missing', { type: 'LEAF', scope, expectedValue: 'x' }, {}, false],
  [
    'and',
    {
      type: 'AND',
      conditions: [
        { scope, schema: { const: 1 } },
        { scope: '#/properties/b', schema: { const: 2 } },
      ],
    },
    { a: 1, b: 2 },
    true,
  ],
  [
    'or',
    {
      type: 'OR',
      conditions: [
        { scope, schema: { const: 9 } },
        { scope: '#/properties/b', schema: { const: 2 } },
      ],
    },
    { a: 1, b: 2 },
    true,
  ],
  ['a nested place', { scope: '#/properties/a/properties/b', schema: { const: 1 } }, { a: { b: 1 } }, true],
  [
    'a place of the prototype',
    { scope: '#/properties/constructor', schema: { minimum: 0 }, failWhenUndefined: true },
    {},
    false,
  ],
];

for (const [name, validate] of validators) {
  describe(`conditionHolds with ${name}`, () => {
    for (const [sentence, condition, data, expected] of table) {
      it(sentence, () => {
        assert.equal(conditionHolds(condition, data, validate), expected);
      });
    }
  });

  describe(`hiddenPointers with ${name}`, () => {
    const { layout } = formOf();

    it('hides what no rule shows', () => {
      assert.deepEqual(hiddenPointers(layout, {}, validate), ['/text', '/description', '/reason']);
      assert.deepEqual(hiddenPointers(layout, { kind: 'word', deficient: true }, validate), ['/description']);
    });

    it('hides all that is inside a hidden group', () => {
      const group: LayoutElement = {
        type: 'Group',
        rule: { effect: 'HIDE', condition: { scope, schema: { const: 1 } } },
        elements: [
          { type: 'Control', scope: '#/properties/b' },
          { type: 'VerticalLayout', elements: [{ type: 'Control', scope: '#/properties/c/properties/d' }] },
        ],
      };

      assert.deepEqual(hiddenPointers(group, { a: 1 }, validate), ['/b', '/c/d']);
      assert.deepEqual(hiddenPointers(group, { a: 2 }, validate), []);
    });

    it('shows a field of which one control is shown', () => {
      const twice: LayoutElement = {
        type: 'VerticalLayout',
        elements: [
          { type: 'Control', scope: '#/properties/b' },
          {
            type: 'Control',
            scope: '#/properties/b',
            rule: { effect: 'SHOW', condition: { scope, schema: { const: 1 } } },
          },
        ],
      };

      assert.deepEqual(hiddenPointers(twice, {}, validate), []);
    });

    it('does not hide what is only disabled', () => {
      const disabled: LayoutElement = {
        type: 'Control',
        scope: '#/properties/b',
        rule: { effect: 'DISABLE', condition: { scope, schema: {} } },
      };

      assert.deepEqual(hiddenPointers(disabled, { a: 1 }, validate), []);
    });
  });
}
