import type { JsonObject } from '../../contract/json.ts';

const first = [
  'Almond',
  'Birch',
  'Cobalt',
  'Dorado',
  'Ember',
  'Fjord',
  'Granite',
  'Harbour',
  'Indigo',
  'Juniper',
  'Kestrel',
  'Lumen',
  'Meridian',
  'Northgate',
  'Olive Tree',
  'Pavilion',
  'Quartz',
  'Riverside',
  'Saffron',
  'Tidewater',
  'Umbra',
  'Vela',
  'Westwind',
];
const second = [
  'Brands',
  'Foods',
  'Instruments',
  'Laboratories',
  'Textiles',
  'Trading',
  'Wines',
  'Software',
  'Tools',
  'Cosmetics',
  'Lighting',
  'Media',
  'Works',
];
const forms = ['Ltd', 'SA', 'GmbH', 'SpA', 'BV', 'LLC', 'SAL'];
const streets = [
  'Harbour Road',
  'Market Square',
  'Orchard Lane',
  'Mill Street',
  'Cathedral Close',
  'Station Avenue',
  'Garden Terrace',
];
const cities: readonly (readonly [string, string])[] = [
  ['1004', 'Port Xanadu'],
  ['2001', 'Old Town'],
  ['3110', 'Alph Valley'],
  ['4020', 'Kubla'],
  ['5500', 'Abora'],
];

/** A fictional applicant for a mark of the register, whose real holder is none of the demo's business; always the same for one number. */
export function applicantOf(applicationNumber: string): JsonObject {
  const seed = Number(applicationNumber.slice(-6));
  const pick = <T>(list: readonly T[], step: number): T => list[Math.floor(seed / step) % list.length] as T;
  const name = `${pick(first, 1)} ${pick(second, 3)} ${pick(forms, 7)}`;
  const [postalCode, city] = pick(cities, 5);
  return {
    entityType: 'legal-entity',
    name,
    addressLine: `${1 + (seed % 90)} ${pick(streets, 2)}`,
    postalCode,
    city,
    countryCode: 'XX',
    email: `trademarks@${name.split(' ')[0]?.toLowerCase() ?? 'applicant'}.example`,
  };
}
