import { commonPasswords } from "./common-passwords.ts";

/** ASVS 5, 6.2.1 and 6.2.9: at least 8, better 15, and at least 64 allowed; ours lies between and allows far more. */
export const passwordLength = { min: 12, max: 256 } as const;

/** Why `password` may not be used for the account `email`; undefined where it may. No rule about kinds of characters (ASVS 5, 6.2.5). */
export function passwordTrouble(
  password: string,
  email: string,
): "too_short" | "too_long" | "own_email" | "common" | undefined {
  const length = Array.from(password).length;
  if (length < passwordLength.min) return "too_short";
  if (length > passwordLength.max) return "too_long";
  const plain = password.normalize("NFKC").toLowerCase();
  if (holdsAddress(plain, email.toLowerCase())) return "own_email";
  return isCommon(plain) ? "common" : undefined;
}

function holdsAddress(plain: string, email: string): boolean {
  const name = email.split("@")[0] ?? "";
  return (
    plain.includes(email) || (name.length >= 4 && plain.replace(/[\d\W_]+/gu, "") === name.replace(/[\d\W_]+/gu, ""))
  );
}

/** A listed word, alone, repeated, or with digits and signs around it; or fewer than 5 different characters. */
function isCommon(plain: string): boolean {
  if (new Set(plain).size < 5) return true;
  const core = plain.replace(/^[\d\W_]+|[\d\W_]+$/gu, "");
  return [plain, core, unrepeated(plain), unrepeated(core)].some((form) => commonPasswords.has(form));
}

function unrepeated(text: string): string {
  return /^(.{3,}?)\1+$/u.exec(text)?.[1] ?? text;
}
