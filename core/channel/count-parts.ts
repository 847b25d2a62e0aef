/** What an SMS weighs: networks carry, and charge, by the part. */
export interface SmsSize {
  readonly encoding: "gsm7" | "ucs2";
  /** Septets for `gsm7`, UTF-16 units for `ucs2`. */
  readonly units: number;
  readonly parts: number;
}

/** The default alphabet of 3GPP TS 23.038, table 6.2.1, without its escape. */
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);

/** Its extension, table 6.2.1.1: an escape and a letter, so two septets each. */
const extension = new Set("\f^{}\\[~]|€");

/** Units of a message that is one part, and of each part of a longer one, whose header takes 6 of its 140 bytes (3GPP TS 23.040, section 9.2.3.24.1). */
const room = { gsm7: { single: 160, each: 153 }, ucs2: { single: 70, each: 67 } } as const;

/**
 * Counts the parts of `text`: with the GSM alphabet where each of its characters is in it, else as UCS-2. A character that takes two units is
 * never divided between parts, as phones put parts together one by one. An empty text is one part.
 */
export function countParts(text: string): SmsSize {
  const characters = Array.from(text);
  const encoding = characters.every((character) => basic.has(character) || extension.has(character)) ? "gsm7" : "ucs2";
  const weights = characters.map((character) =>
    encoding === "ucs2" ? character.length : extension.has(character) ? 2 : 1,
  );
  const units = weights.reduce((sum, weight) => sum + weight, 0);
  const { single, each } = room[encoding];
  return { encoding, units, parts: units <= single ? 1 : packed(weights, each) };
}

/** How many parts of `each` units the characters fill, none divided. */
function packed(weights: readonly number[], each: number): number {
  let parts = 1;
  let used = 0;
  for (const weight of weights) {
    if (used + weight > each) {
      parts += 1;
      used = 0;
    }
    used += weight;
  }
  return parts;
}
