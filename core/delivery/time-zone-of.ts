/** Where most people live in countries that stretch over several zones, by ISO 3166-1 alpha-2: as a rule the zone of the capital. Names as in the IANA time zone database. */
const usual: Readonly<Record<string, string>> = {
  AR: "America/Argentina/Buenos_Aires",
  AU: "Australia/Sydney",
  BR: "America/Sao_Paulo",
  CA: "America/Toronto",
  CD: "Africa/Kinshasa",
  CL: "America/Santiago",
  CN: "Asia/Shanghai",
  CY: "Asia/Nicosia",
  DE: "Europe/Berlin",
  EC: "America/Guayaquil",
  ES: "Europe/Madrid",
  ID: "Asia/Jakarta",
  KZ: "Asia/Almaty",
  MN: "Asia/Ulaanbaatar",
  MX: "America/Mexico_City",
  MY: "Asia/Kuala_Lumpur",
  NZ: "Pacific/Auckland",
  PS: "Asia/Hebron",
  PT: "Europe/Lisbon",
  RU: "Europe/Moscow",
  UA: "Europe/Kyiv",
  US: "America/Chicago",
  UZ: "Asia/Tashkent",
};

const known = new Map<string, string>();

/**
 * The IANA time zone in which somebody from `country` (ISO 3166-1 alpha-2) most likely lives: the country's own; of several the
 * organisation's where it is among them, else that of most people there; the organisation's where the country is not known.
 */
export function timeZoneOf(country: string | undefined, organisation: { readonly timeZone: string }): string {
  if (country === undefined) return organisation.timeZone;
  const key = `${country} ${organisation.timeZone}`;
  const zone = known.get(key) ?? zoneIn(country, organisation.timeZone);
  known.set(key, zone);
  return zone;
}

function zoneIn(country: string, home: string): string {
  const zones = new Intl.Locale(`und-${country}`).getTimeZones() ?? [];
  if (zones.includes(home)) return home;
  return usual[country] ?? zones[0] ?? home;
}
