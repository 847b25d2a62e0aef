import { getExpectedTwilioSignature, validateRequest } from "twilio/lib/webhooks/webhooks.js";

/** The fields of a form, each once, as they were sent. */
export type Fields = Readonly<Record<string, string>>;

/** What a webhook is checked against. */
export interface TwilioTrust {
  readonly accountSid: string;
  /** Both tokens while the account's token is being changed; never empty ones. */
  readonly tokens: readonly string[];
  /** Origin under which Twilio calls us, as configured; a request's own Host proves nothing. */
  readonly publicUrl: string;
}

/** What came, before anything of it is believed. */
export interface SignedRequest {
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly signature: string | undefined;
  readonly body: unknown;
}

/** The fields, proven to be Twilio's; or a fixed reason why they are not believed, with the status that tells so. */
export type Verified =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly status: 400 | 403; readonly reason: string };

/** Base64 of an HMAC-SHA1. */
const signatureForm = /^[A-Za-z0-9+/]{27}=$/u;

/** Names of fields as Twilio makes them: any other name is a piece of somebody's text. */
const nameForm = /^[A-Z][A-Za-z0-9]{0,63}$/u;

/** Longer than every field that Twilio sends; a body has at most 1,600 letters, of four bytes each where it is long. */
const longestValue = 20_000;

/**
 * Checks that a request is Twilio's (https://www.twilio.com/docs/usage/security#validating-requests) and fails closed. The signature joins names
 * and values without a border between them, so that one signed request can be cut into fields in several ways, and it has no time: so every
 * field of weight has to be of its exact form, sids that are sent thrice have to agree, and words that could be cut into another message are
 * not believed here at all; such a message comes in by the reconciler, which asks Twilio itself.
 */
export function verifyTwilio(request: SignedRequest, trust: TwilioTrust): Verified {
  const { signature } = request;
  if (signature === undefined) return refused(403, "signature_missing");
  if (!signatureForm.test(signature)) return refused(403, "signature");
  const fields = fieldsOf(request.body);
  if (fields === undefined) return refused(400, "fields");
  const url = `${trust.publicUrl}${request.path}${request.query === "" ? "" : `?${request.query}`}`;
  const isSigned = trust.tokens.some((token) => token !== "" && validateRequest(token, signature, url, fields));
  if (!isSigned) return refused(403, "signature");
  return weighed(fields, trust);
}

function weighed(fields: Fields, { accountSid }: TwilioTrust): Verified {
  if (fields["AccountSid"] !== accountSid) return refused(403, "account");
  const { MessageSid: sid = "" } = fields;
  if (!/^[SM]M[0-9a-f]{32}$/u.test(sid)) return refused(400, "message_sid");
  const twins = [fields["SmsSid"], fields["SmsMessageSid"]].filter((twin) => twin !== undefined);
  if (twins.some((twin) => twin !== sid)) return refused(403, "sids_disagree");
  if (Object.values(fields).some(couldBeCut)) return refused(403, "ambiguous");
  return { ok: true, fields };
}

/** Whether a text has another message's sid with the name of its field before it, as a request that is cut elsewhere would need. */
function couldBeCut(value: string): boolean {
  return /(?:MessageSid|SmsSid)[SM]M[0-9a-f]{32}/u.test(value);
}

/** A form with each field once; undefined for anything else. */
function fieldsOf(body: unknown): Fields | undefined {
  if (typeof body !== "object" || body === null || body instanceof Uint8Array) return undefined;
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    if (typeof value !== "string" || value.length > longestValue || !nameForm.test(name)) return undefined;
    fields[name] = value;
  }
  return fields;
}

function refused(status: 400 | 403, reason: string): Verified {
  return { ok: false, status, reason };
}

/** The signature that Twilio would send with `fields` to `url`. */
export function signTwilio(token: string, url: string, fields: Fields): string {
  return getExpectedTwilioSignature(token, url, fields);
}
