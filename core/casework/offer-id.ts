import type { Random } from "../ports.ts";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** Eight characters of base 32: forty bits, so that two questions of one conversation never share an id. */
export function newOfferId(random: Random): string {
  return Array.from(random.bytes(8), (byte) => alphabet.charAt(byte % 32)).join("");
}
