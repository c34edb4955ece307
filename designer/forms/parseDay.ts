import { latinFigures } from './parseNumber.ts';

/**
 * A day as people write it: `2026-03-27`, or day, month, year in this order (`27.3.2026`, `27 3 2026`, `27/03/26`). Answers an
 * ISO date, or undefined when it is none (31 February is none).
 */
export function parseDay(text: string): string | undefined {
  const parts = latinFigures(text.trim())
    .split(/[\s./-]+/)
    .filter((part) => part !== '');
  if (parts.length !== 3 || parts.some((part) => !/^\d{1,4}$/.test(part))) return undefined;
  const [first = '', middle = '', last = ''] = parts;
  const [year, month, day] = first.length === 4 ? [first, middle, last] : [last, middle, first];
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  if (year.length === 3 || year.length === 1) return undefined;
  const iso = `${String(full).padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : undefined;
}
