import { coerce, isContext, readTemporal, type FeelSession, type FeelType } from '../feel/index.ts';

/** The value as its declared type wants it; what does not conform is null, in the office's dialect an end (DMN 1.5, 10.3.2.9.4). */
export function conform(session: FeelSession, value: unknown, type: FeelType | undefined, what: string): unknown {
  if (!type) return value ?? null;
  const found = converted(session, value, type);
  return found === undefined ? session.warn(`${what} is not of the type that the model declares for it.`) : found;
}

/** As `conform`, but a value of another type stays as it is. */
export function lean(session: FeelSession, value: unknown, type: FeelType | undefined): unknown {
  if (!type) return value ?? null;
  return converted(session, value, type) ?? value ?? null;
}

function converted(session: FeelSession, value: unknown, type: FeelType): unknown {
  return session.dialect === 'office' ? coerce(adapted(value, type), type, true) : coerce(value, type);
}

/** Dates, times and durations of the office's context are ISO texts: where the model declares one, the text is read. */
function adapted(value: unknown, type: FeelType): unknown {
  switch (type.type) {
    case 'restricted':
      return adapted(value, type.base);
    case 'simple':
      return typeof value === 'string' && /^(date|time|days|years)/.test(type.name)
        ? (readTemporal(value) ?? value)
        : value;
    case 'list':
      return Array.isArray(value) ? value.map((item) => adapted(item, type.of)) : adapted(value, type.of);
    case 'context':
      if (!isContext(value)) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => {
          const entry = type.entries.get(name);
          return [name, entry ? adapted(item, entry) : item];
        }),
      );
    default:
      return value;
  }
}
