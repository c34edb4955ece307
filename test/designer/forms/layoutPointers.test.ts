import assert from 'node:assert/strict';
import { asksFor, inReadingOrder, pointersOf } from '../../../designer/forms/layoutPointers.ts';
import { idOfPointer, outwards, pointerOfPath } from '../../../designer/forms/paths.ts';

const layout = {
  type: 'VerticalLayout',
  elements: [
    { type: 'Control', scope: '#/properties/mark/properties/text' },
    { type: 'Group', elements: [{ type: 'Control', scope: '#/properties/applicants' }] },
    { type: 'Control', scope: '#/properties/addressed' },
  ],
};

describe('places of a form', () => {
  it('are those of its controls, in reading order', () => {
    assert.deepEqual(pointersOf(layout, ''), ['/mark/text', '/applicants', '/addressed']);
    assert.deepEqual(pointersOf({ scope: '#/properties/name' }, 'applicants.0'), ['/applicants/0/name']);
  });

  it('order problems as they stand on the screen, those of no field last', () => {
    const problems = ['/x', '/addressed', '/applicants/0/name', '/mark/text'].map((pointer) => ({ pointer }));

    assert.deepEqual(
      inReadingOrder(problems, layout).map(({ pointer }) => pointer),
      ['/mark/text', '/applicants/0/name', '/addressed', '/x'],
    );
  });

  it('are asked for when the schema requires them or an entry of them', () => {
    const schema = {
      required: ['mark'],
      properties: { mark: { required: ['text'], properties: { text: {} } }, applicants: { minItems: 1 }, note: {} },
    };

    assert.ok(asksFor(schema, ['/mark/text']));
    assert.ok(asksFor(schema, ['/applicants']));
    assert.ok(!asksFor(schema, ['/note', '/nowhere/at/all']));
  });

  it('have an id each, and lead outwards to what is around them', () => {
    assert.equal(pointerOfPath('applicants.0.name'), '/applicants/0/name');
    assert.equal(idOfPointer('/applicants/0/name'), 'field-applicants-0-name');
    assert.deepEqual(outwards('/applicants/0/name'), ['/applicants/0/name', '/applicants/0', '/applicants']);
    assert.deepEqual(outwards(''), []);
  });
});
