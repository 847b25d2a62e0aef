import { troubles } from "../../core/channel/status-report.ts";
import type { Trouble } from "../../core/channel/status-report.ts";

/**
 * What Twilio's error codes mean for a delivery. Each code is explained at https://www.twilio.com/docs/api/errors/CODE; those of WhatsApp
 * beside Meta's own at https://www.twilio.com/docs/whatsapp/api/error-code-mapping.
 */
const codes: Readonly<Record<Trouble, readonly number[]>> = {
  // Too many requests; internal faults; full queues; a carrier that does not answer.
  unavailable: [14107, 20429, 20500, 20503, 21611, 30001, 30017, 30022, 30410, 63009, 63010, 63012, 63018],
  // The customer's last message is older than 24 hours.
  window: [63016],
  // No such content, or WhatsApp has rejected, paused or disabled it, or it is not there in this language.
  no_template: [21655, 63027, 63028, 63040, 63041, 63042],
  opted_out: [21610],
  // Blocked on the way to the handset, or by its owner.
  blocked: [30004, 63014, 63033],
  // No such number, a land line, not on WhatsApp, not in the sandbox, a country or route that is not served.
  unreachable: [21211, 21214, 21217, 21265, 21408, 21612, 21614, 21635, 30005, 30006, 63003, 63015, 63024, 63036],
  // This message and no other: its content, its length, a filter, a policy, a limit on promotions, a telephone that is switched off.
  refused: [
    21602, 21617, 21619, 21656, 30003, 30007, 30008, 30450, 63005, 63006, 63013, 63019, 63021, 63030, 63032, 63034,
    63049,
  ],
  // The account, its balance, its rights, its number, its Messaging Service, our own address: staff must look.
  account: [
    20003, 20005, 20008, 20404, 21212, 21266, 21603, 21606, 21608, 21609, 21659, 21660, 21661, 21701, 21703, 21705,
    30002, 30032, 30034, 63001, 63002, 63007, 63008, 63020, 63022, 63038, 63112, 90010,
  ],
  // Ours alone, never Twilio's.
  spent: [],
};

const byCode: ReadonlyMap<number, Trouble> = new Map(
  troubles.flatMap((trouble) => codes[trouble].map((code) => [code, trouble] as const)),
);

/** What an error code means; a code that nobody has seen before is a refusal of this very message, and staff see the code. */
export function troubleOf(code: number): Trouble {
  return byCode.get(code) ?? "refused";
}

/** What an answer of the API means that is not a success: its code where it has one, else its HTTP status. */
export function troubleOfAnswer(status: number, code: number | undefined): Trouble {
  if (status === 429 || status >= 500) return "unavailable";
  if (code !== undefined) return troubleOf(code);
  return status === 401 || status === 403 ? "account" : "unavailable";
}
