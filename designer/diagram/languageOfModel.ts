import { pickText, type TextsLike } from '../texts/pickText.ts';

/**
 * The model with its names in the reader's language: names of elements lie beside the model per language, and the viewer
 * draws what the XML says. A model that is no XML comes back as it is, so that the viewer reports it.
 */
export function modelInLanguage(xml: string, names: Readonly<Record<string, TextsLike>>, language: string): string {
  const model = new DOMParser().parseFromString(xml, 'application/xml');
  if (model.querySelector('parsererror') !== null) return xml;
  for (const element of model.querySelectorAll('[id][name]')) {
    const texts = names[element.getAttribute('id') ?? ''];
    if (texts !== undefined) element.setAttribute('name', pickText(texts, language));
  }
  return new XMLSerializer().serializeToString(model);
}
