import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { PhoneNumber } from "libphonenumber-js";
import { DeliveryError } from "../../core/errors.ts";
import { toLatinDigits } from "../../core/language/digits.ts";
import type { SmsGateway } from "./gateway.ts";

/** Where one SMS goes, and by whom. */
export interface Route {
  /** E.164. */
  readonly phone: string;
  /** ISO 3166-1 alpha-2, or the calling code with its plus where that belongs to no one country. */
  readonly country: string;
  readonly gateway: SmsGateway;
}

/**
 * Kinds of numbers that take no SMS, or for which whoever is called is paid by the caller: a land line, 0800, 0900 and their like. What
 * the numbering plan does not tell is tried: plans grow, and the gateway has the last word.
 */
const closedKinds: ReadonlySet<ReturnType<PhoneNumber["getType"]>> = new Set([
  "FIXED_LINE",
  "PREMIUM_RATE",
  "TOLL_FREE",
  "SHARED_COST",
  "PERSONAL_NUMBER",
  "UAN",
  "VOICEMAIL",
  "PAGER",
] as const);

/** Finds the gateway for `address`, a number in international form; throws `DeliveryError` (`unreachable`) where there is none. */
export function routeTo(address: string, gateways: readonly SmsGateway[]): Route {
  const phone = parsePhoneNumberFromString(toLatinDigits(address));
  if (phone === undefined || !phone.isPossible()) throw unreachable("no number of a telephone", "number");
  if (closedKinds.has(phone.getType())) throw unreachable("a number that takes no SMS", "kind");
  const gateway = gatewayFor(phone.number, gateways);
  if (gateway === undefined) throw unreachable("no gateway serves the country", "country");
  return { phone: phone.number, country: phone.country ?? `+${phone.countryCallingCode}`, gateway };
}

/** The gateway with the longest prefix of `phone`; among equals the first. One without prefixes takes what no prefix names. */
export function gatewayFor(phone: string, gateways: readonly SmsGateway[]): SmsGateway | undefined {
  const [best] = gateways
    .filter(({ unserved }) => !unserved.some((prefix) => phone.startsWith(prefix)))
    .flatMap((gateway) => {
      const length = reach(phone, gateway);
      return length === undefined ? [] : [{ gateway, length }];
    })
    .toSorted((one, other) => other.length - one.length);
  return best?.gateway;
}

function reach(phone: string, { prefixes }: SmsGateway): number | undefined {
  if (prefixes.length === 0) return 0;
  const lengths = prefixes.filter((prefix) => phone.startsWith(prefix)).map((prefix) => prefix.length);
  return lengths.length === 0 ? undefined : Math.max(...lengths);
}

function unreachable(explanation: string, platformCode: string): DeliveryError {
  return new DeliveryError("sms", explanation, { trouble: "unreachable", platformCode });
}
