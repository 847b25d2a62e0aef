import { z } from "zod";
import type { Trouble } from "../channel/status-report.ts";
import type { Explanation } from "./explanation.ts";

/** What a gateway's answer can mean; the other troubles are not a gateway's to tell. */
const gatewayTroubles = [
  "unavailable",
  "unreachable",
  "opted_out",
  "blocked",
  "refused",
  "account",
] as const satisfies readonly Trouble[];

const pattern = z.string().refine(isPattern).transform(toPattern);

/** `/…/` with an optional `i` behind it, as it is written in most languages. */
function patternSource(text: string): readonly [source: string, flags: string] | undefined {
  const found = /^\/(.+)\/(i?)$/su.exec(text);
  return found === null ? undefined : [found[1] ?? "", found[2] ?? ""];
}

function isPattern(text: string): boolean {
  const [source, flags] = patternSource(text) ?? ["(", ""];
  try {
    RegExp(source, `u${flags}`);
    return true;
  } catch {
    return false;
  }
}

function toPattern(text: string): RegExp {
  const [source, flags] = patternSource(text) ?? ["", ""];
  return new RegExp(source, `u${flags}`);
}

/** Text that is JSON, as what it says; anything else is refused. */
const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("not JSON");
    return z.NEVER;
  }
});

/** An address that becomes one as soon as its placeholders are filled. */
const addressTemplate = z.string().refine((text) => {
  const url = URL.parse(text.replace(/\{\w+\}/gu, "0"));
  return url !== null && /^https?:$/u.test(url.protocol) && url.username === "" && url.password === "";
});

/** Names and values as HTTP has them (RFC 9110, section 5). */
const headers = jsonText.pipe(
  z.record(
    z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/u),
    // eslint-disable-next-line no-control-regex -- control characters are what must not be there
    z.string().regex(/^[^\u0000-\u001f\u007f-\uffff]*$/u),
  ),
);

/** Status codes, single or as ranges, and then a pattern that the answer must match: `200-299 /"ok":\s*true/`. */
const success = z
  .string()
  .regex(/^\d{3}(?:-\d{3})?(?:,\d{3}(?:-\d{3})?)*(?:\s+\/.+)?$/su)
  .transform((text) => {
    const [, codes = "", test] = /^(\S+)(?:\s+(.+))?$/su.exec(text) ?? [];
    const statuses = codes.split(",").map((range) => {
      const [from = "", to = from] = range.split("-");
      return [Number(from), Number(to)] as const;
    });
    return { statuses, test };
  })
  .refine(({ test }) => test === undefined || isPattern(test))
  .transform(({ statuses, test }) => ({ statuses, ...(test === undefined ? {} : { pattern: toPattern(test) }) }));

/** Where in the answer the gateway's own id stands: a path such as `entries.0.messageid`, or a pattern whose first group is the id. */
const idRule = z.union([
  pattern.transform((found) => ({ pattern: found })),
  z
    .string()
    .regex(/^[\w-]+(?:\.[\w-]+)*$/u)
    .transform((text) => ({ path: text.split(".") })),
]);

/** For each trouble a pattern, tried on the status code, a space and the answer. */
const troubleRules = jsonText.pipe(z.partialRecord(z.enum(gatewayTroubles), pattern)).transform((rules) =>
  gatewayTroubles.flatMap((trouble) => {
    const rule = rules[trouble];
    return rule === undefined ? [] : [{ trouble, pattern: rule }];
  }),
);

/** `+98,+93`: what numbers begin with. */
const prefixes = z
  .string()
  .regex(/^\+\d{1,7}(?:\s*,\s*\+\d{1,7})*$/u)
  .transform((text) => text.split(",").map((prefix) => prefix.trim()));

/** `from=sender,text=body,id=messageid`: under which names an inbound request tells them. */
const fields = z
  .string()
  .regex(/^(?:from|text|id|at)=[\w.-]+(?:\s*,\s*(?:from|text|id|at)=[\w.-]+)*$/u)
  .transform((text) => new Map(text.split(",").map((pair) => splitPair(pair.trim()))))
  .refine((names) => names.has("from") && names.has("text"))
  .transform((names) => ({
    from: names.get("from") ?? "",
    text: names.get("text") ?? "",
    ...(names.has("id") ? { id: names.get("id") ?? "" } : {}),
    ...(names.has("at") ? { at: names.get("at") ?? "" } : {}),
  }));

function splitPair(pair: string): readonly [name: string, value: string] {
  const [name = "", value = ""] = pair.split("=");
  return [name, value];
}

const count = (most: number) => z.string().regex(/^\d+$/u).transform(Number).pipe(z.number().min(1).max(most));

/** The variables of SMS: the plain HTTP gateway, and what all gateways may spend. */
export const smsVariables = {
  SMS_GATEWAY_URL: addressTemplate.optional(),
  SMS_GATEWAY_METHOD: z.enum(["GET", "POST", "PUT"]).optional(),
  SMS_GATEWAY_HEADERS: headers.optional(),
  SMS_GATEWAY_BODY: z.string().optional(),
  SMS_GATEWAY_TYPE: z.enum(["json", "form", "text"]).optional(),
  SMS_GATEWAY_SUCCESS: success.optional(),
  SMS_GATEWAY_TROUBLES: troubleRules.optional(),
  SMS_GATEWAY_ID: idRule.optional(),
  SMS_GATEWAY_PREFIXES: prefixes.optional(),
  SMS_GATEWAY_INBOUND_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{24,200}$/u)
    .optional(),
  SMS_GATEWAY_INBOUND_FIELDS: fields.optional(),
  SMS_PER_SECOND: count(1_000).default(10),
  SMS_PER_NUMBER_A_DAY: count(1_000_000).default(100),
  SMS_PER_COUNTRY_A_DAY: count(10_000_000).default(2_000),
  SMS_A_DAY: count(10_000_000).default(5_000),
};

const jsonExample = '{"lineNumber":"30001234","messageText":"{text}","mobiles":["{to_national}"]}';

/** How they are explained, in the order in which `.env.example` shows them. */
export const smsExplanations = {
  SMS_GATEWAY_URL: {
    group: "SMS through a plain HTTP gateway, beside or instead of Twilio (docs/sms-gateways.md)",
    about:
      "Address to call for each SMS. It and the body may hold {to} (+989120000000), {to_digits} (989120000000), {to_national} (09120000000), {text}, {id} (the message's id) and {id_number} (the same as a whole number below 2^53). Unset: no HTTP gateway; in development, without any gateway, /outbox shows what would have been sent.",
    example: "https://sms.example.com/send",
    must: "be an address such as https://sms.example.com/send, without a user name in it",
  },
  SMS_GATEWAY_METHOD: {
    about: "Unset: POST with a body, GET without one.",
    example: "POST",
    must: "be GET, POST or PUT",
  },
  SMS_GATEWAY_HEADERS: {
    about: "Headers as a JSON object, for example the gateway's key.",
    example: '{"X-API-KEY":"key"}',
    must: "be a JSON object of texts without line breaks",
  },
  SMS_GATEWAY_BODY: {
    about: "The body, with placeholders. Each is encoded for the place where it stands.",
    example: jsonExample,
    must: "be a text",
  },
  SMS_GATEWAY_TYPE: {
    about: "What the body is: json, form (a=1&b=2) or text. Unset: json.",
    example: "json",
    must: "be json, form or text",
  },
  SMS_GATEWAY_SUCCESS: {
    about:
      "What an answer that took the message looks like: status codes, then perhaps a regular expression that it matches. Unset: 200-299. A page of HTML never counts.",
    example: '200 /"status":\\s*1\\b/',
    must: "be status codes with commas between, and perhaps a regular expression between slashes",
  },
  SMS_GATEWAY_TROUBLES: {
    about:
      "What other answers mean, as a JSON object of regular expressions, each tried on `STATUS ANSWER`: unavailable (try again), unreachable (no such number), opted_out, blocked, refused (this message), account (staff must look). Unset: by the status code.",
    example: '{"account":"/^(401|402|418) /"}',
    must: "be a JSON object whose names are troubles such as unavailable or account, and whose values are regular expressions between slashes",
  },
  SMS_GATEWAY_ID: {
    about:
      "Where the gateway's own id stands in its answer: a path such as entries.0.messageid, or a regular expression with one group. Unset: it is not kept.",
    example: "data.messageIds.0",
    must: "be a path such as data.messageIds.0, or a regular expression between slashes",
  },
  SMS_GATEWAY_PREFIXES: {
    about:
      "What the numbers begin with that go through this gateway, with commas between; Twilio takes the others. Unset: all.",
    example: "+98,+93",
    must: "be a list such as +98,+93",
  },
  SMS_GATEWAY_INBOUND_SECRET: {
    about:
      "Secret with which the gateway brings us what customers write: POST /sms/inbound with it as a Bearer token or in X-Gateway-Secret, or GET or POST /sms/inbound/SECRET. Unset: customers cannot answer through this gateway, and are given the address of our pages instead.",
    example: "",
    must: "have 24 to 200 characters of A-Z, a-z, 0-9, _ and -",
  },
  SMS_GATEWAY_INBOUND_FIELDS: {
    about:
      "Under which names that request tells the sender, the words, and perhaps the message's id and time. Unset: the usual ones are tried.",
    example: "from=from,text=body,id=messageid",
    must: "name at least from and text, such as from=from,text=body,id=messageid",
  },
  SMS_PER_SECOND: {
    group: "What SMS may cost, through any gateway; counted in parts, for that is what is paid",
    about: "Messages in one second, by all processes together.",
    example: "10",
    isDefault: true,
    must: "be a whole number from 1 to 1000",
  },
  SMS_PER_NUMBER_A_DAY: {
    about: "Parts to one number in a day. What is beyond goes by another channel, or staff are told.",
    example: "100",
    isDefault: true,
    must: "be a whole number from 1 to 1000000",
  },
  SMS_PER_COUNTRY_A_DAY: {
    about: "Parts to the numbers of one country in a day, against whoever earns by making us send them.",
    example: "2000",
    isDefault: true,
    must: "be a whole number from 1 to 10000000",
  },
  SMS_A_DAY: {
    about: "Parts to all numbers in a day.",
    example: "5000",
    isDefault: true,
    must: "be a whole number from 1 to 10000000",
  },
} as const satisfies Record<keyof typeof smsVariables, Explanation>;
