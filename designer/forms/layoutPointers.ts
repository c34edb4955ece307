import { pointerOfPath } from './paths.ts';

/** What we read of a layout element. */
interface ElementLike {
  readonly scope?: string;
  readonly elements?: readonly ElementLike[];
}

/** Problems in the order in which their fields stand in the form; those of no field last. */
export function inReadingOrder<P extends { readonly pointer: string }>(
  problems: readonly P[],
  layout: object,
): readonly P[] {
  const order = pointersOf(layout, '');
  const rank = ({ pointer }: P): number => {
    const at = order.findIndex((place) => pointer === place || pointer.startsWith(`${place}/`));
    return at < 0 ? order.length : at;
  };
  return problems.toSorted((a, b) => rank(a) - rank(b));
}

/** Places of the data that an element of a layout shows; `path` is where its scopes start. */
export function pointersOf(element: object, path: string): readonly string[] {
  const { scope, elements = [] } = element as ElementLike;
  const own =
    scope === undefined ? [] : [`${pointerOfPath(path)}${scope.replace(/^#/, '').replaceAll('/properties/', '/')}`];
  return [...own, ...elements.flatMap((inner) => pointersOf(inner, path))];
}

interface SchemaLike {
  readonly required?: readonly string[];
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, SchemaLike>>;
}

/** Does the schema ask for one of these places always? (What it asks for under a condition shows when the condition holds.) */
export function asksFor(schema: object, pointers: readonly string[]): boolean {
  return pointers.some((pointer) => {
    const names = pointer.split('/').slice(1);
    const last = names.at(-1) ?? '';
    let here: SchemaLike | undefined = schema as SchemaLike;
    for (const name of names.slice(0, -1)) here = here?.properties?.[name];
    return here?.required?.includes(last) === true || (here?.properties?.[last]?.minItems ?? 0) > 0;
  });
}
