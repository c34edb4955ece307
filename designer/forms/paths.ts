/** JSON Forms speaks in dotted paths (`applicants.0.name`), problems in JSON pointers (`/applicants/0/name`). */
export function pointerOfPath(path: string): string {
  return path === '' ? '' : `/${path.split('.').join('/')}`;
}

/** Id of the element that stands for a place of the data; the same wherever it is asked for. */
export function idOfPointer(pointer: string): string {
  return `field${pointer.replaceAll('/', '-')}`;
}

/** A place and the places around it, innermost first. */
export function outwards(pointer: string): readonly string[] {
  const segments = pointer.split('/').slice(1);
  return segments.map((_, at) => `/${segments.slice(0, segments.length - at).join('/')}`);
}
