import type { JsonFormsRendererRegistryEntry, RankedTester } from '@jsonforms/core';
import { markRaw, type Component } from 'vue';
import ArrayControl, { tester as array } from './ArrayControl.vue';
import BooleanControl, { tester as boolean } from './BooleanControl.vue';
import CategorizationLayout, { tester as categorization } from './CategorizationLayout.vue';
import CountryControl, { tester as country } from './CountryControl.vue';
import DateControl, { tester as date } from './DateControl.vue';
import DocumentControl, { tester as document } from './DocumentControl.vue';
import EnumControl, { tester as choice } from './EnumControl.vue';
import GroupLayout, { tester as group } from './GroupLayout.vue';
import HorizontalLayout, { tester as horizontal } from './HorizontalLayout.vue';
import LabelElement, { tester as label } from './LabelElement.vue';
import MoneyControl, { tester as money } from './MoneyControl.vue';
import MultiChoiceControl, { tester as multiChoice } from './MultiChoiceControl.vue';
import NiceClassControl, { tester as niceClass } from './NiceClassControl.vue';
import NiceClassesControl, { tester as niceClasses } from './NiceClassesControl.vue';
import NumberControl, { tester as number } from './NumberControl.vue';
import ObjectControl, { tester as object } from './ObjectControl.vue';
import TextAreaControl, { tester as textArea } from './TextAreaControl.vue';
import TextControl, { tester as text } from './TextControl.vue';
import TextListControl, { tester as textList } from './TextListControl.vue';
import VerticalLayout, { tester as vertical } from './VerticalLayout.vue';

function entry(renderer: Component, tester: RankedTester): JsonFormsRendererRegistryEntry {
  return { renderer: markRaw(renderer), tester };
}

/** Our controls: the one whose tester ranks an element highest shows it. A new control is a file here and a line below. */
export const renderers: readonly JsonFormsRendererRegistryEntry[] = [
  entry(VerticalLayout, vertical),
  entry(HorizontalLayout, horizontal),
  entry(GroupLayout, group),
  entry(CategorizationLayout, categorization),
  entry(LabelElement, label),
  entry(TextControl, text),
  entry(TextAreaControl, textArea),
  entry(TextListControl, textList),
  entry(NumberControl, number),
  entry(MoneyControl, money),
  entry(CountryControl, country),
  entry(DateControl, date),
  entry(BooleanControl, boolean),
  entry(EnumControl, choice),
  entry(MultiChoiceControl, multiChoice),
  entry(NiceClassControl, niceClass),
  entry(NiceClassesControl, niceClasses),
  entry(DocumentControl, document),
  entry(ObjectControl, object),
  entry(ArrayControl, array),
];
