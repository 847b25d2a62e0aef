import { apiError } from "./http.ts";
import type { FakeAnswer, FakeRequest } from "./http.ts";
import { renderContent } from "./render-content.ts";
import type { Rendered } from "./render-content.ts";
import type { TwilioRecord, TwilioState } from "./state.ts";

/** Parameters of the Messages resource that the fake knows; another one is a mistake of ours. */
const known = [
  "To",
  "From",
  "Body",
  "MessagingServiceSid",
  "StatusCallback",
  "ContentSid",
  "ContentVariables",
  "MediaUrl",
];

/** `POST …/Messages.json`: takes the message, or refuses it as Twilio does before it has tried. */
export function createMessage(
  state: TwilioState,
  request: FakeRequest,
): { readonly record: TwilioRecord } | { readonly refusal: FakeAnswer } {
  const form = new URLSearchParams(request.body);
  const strange = [...form.keys()].find((name) => !known.includes(name));
  if (strange !== undefined) state.unknown.push(`parameter ${strange}`);
  const to = form.get("To") ?? "";
  const service = form.get("MessagingServiceSid");
  const from = form.get("From") ?? (service !== null && state.senders.has(service) ? firstSender(state, to) : "");
  const code = refusalOf(state, form, from, to);
  if (code !== undefined) return { refusal: apiError(400, code) };
  const rendered = renderedOf(state, form);
  if (typeof rendered === "number") return { refusal: apiError(400, rendered) };
  return { record: keep(state, form, { from, to, service }, rendered) };
}

function keep(
  state: TwilioState,
  form: URLSearchParams,
  { from, to, service }: { readonly from: string; readonly to: string; readonly service: string | null },
  rendered: Rendered,
): TwilioRecord {
  const callback = form.get("StatusCallback");
  const contentSid = form.get("ContentSid");
  const mediaUrl = form.get("MediaUrl");
  const record: TwilioRecord = {
    sid: state.newSid(form.has("MediaUrl") ? "MM" : "SM"),
    direction: "outbound-api",
    from,
    to,
    ...rendered,
    body: rendered.body.trim(),
    status: "queued",
    errorCode: null,
    media: [],
    createdAt: state.now(),
    sentAt: null,
    serviceSid: service,
    history: ["queued"],
    ...(callback === null ? {} : { statusCallback: callback }),
    ...(contentSid === null ? {} : { contentSid }),
    ...(mediaUrl === null ? {} : { mediaUrl }),
  };
  state.messages.push(record);
  return record;
}

function firstSender(state: TwilioState, to: string): string {
  const isWhatsApp = to.startsWith("whatsapp:");
  return [...state.senders].find((one) => !one.startsWith("MG") && one.startsWith("whatsapp:") === isWhatsApp) ?? "";
}

function refusalOf(state: TwilioState, form: URLSearchParams, from: string, to: string): number | undefined {
  const isWhatsApp = to.startsWith("whatsapp:");
  if (to === "") return 21604;
  if (from === "") return 21603;
  if (!state.senders.has(from)) return isWhatsApp ? 63007 : 21606;
  if (from.startsWith("whatsapp:") !== isWhatsApp) return 21910;
  if (state.optedOut.has(to)) return 21610;
  if (!isWhatsApp) return refusalOfSms(state, form, to);
  return commonRefusal(form);
}

function refusalOfSms(state: TwilioState, form: URLSearchParams, to: string): number | undefined {
  if (!/^\+[1-9]\d{6,14}$/u.test(to)) return 21211;
  if (state.unserved.some((prefix) => to.startsWith(prefix))) return 21408;
  return commonRefusal(form);
}

function commonRefusal(form: URLSearchParams): number | undefined {
  if ((form.get("Body") ?? "").length > 1_600) return 21617;
  if (!form.has("Body") && !form.has("ContentSid") && !form.has("MediaUrl")) return 21619;
  const callback = form.get("StatusCallback");
  return callback !== null && !URL.canParse(callback) ? 21609 : undefined;
}

function renderedOf(state: TwilioState, form: URLSearchParams): Rendered | number {
  const sid = form.get("ContentSid");
  if (sid === null) return { body: form.get("Body") ?? "", choices: [], shape: "words" };
  const content = state.contents.find((one) => one.sid === sid);
  if (content === undefined) return 21655;
  const variables = variablesOf(form.get("ContentVariables") ?? "{}");
  return (variables === undefined ? undefined : renderContent(content, variables)) ?? 21656;
}

function variablesOf(text: string): Readonly<Record<string, string>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const entries = Object.entries(value);
    return entries.every(([, one]) => typeof one === "string" && one !== "") ? Object.fromEntries(entries) : undefined;
  } catch {
    return undefined;
  }
}

/** `GET …/Messages.json`: newest first, in pages. */
export function listMessages(state: TwilioState, { query, path }: FakeRequest): FakeAnswer {
  const size = Math.min(Number(query.get("PageSize") ?? 50), 1_000);
  const page = Number(query.get("Page") ?? 0);
  const found = state.messages.filter((record) => isListed(record, query)).reverse();
  const rows = found.slice(page * size, (page + 1) * size);
  const next = new URLSearchParams(query);
  next.set("Page", String(page + 1));
  next.set("PageToken", `PASM${String(page + 1)}`);
  return {
    status: 200,
    json: {
      messages: rows.map((record) => messageJson(state, record)),
      page,
      page_size: size,
      uri: path,
      next_page_uri: (page + 1) * size < found.length ? `${path}?${next.toString()}` : null,
    },
  };
}

/** Dates are asked for, and told, in whole seconds. */
function isListed(record: TwilioRecord, query: URLSearchParams): boolean {
  const to = query.get("To");
  const from = query.get("From");
  const after = query.get("DateSent>");
  const before = query.get("DateSent<");
  const at = seconds(record.sentAt ?? record.createdAt);
  return (
    (to === null || record.to === to) &&
    (from === null || record.from === from) &&
    (after === null || at >= seconds(new Date(after))) &&
    (before === null || at <= seconds(new Date(before)))
  );
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1_000);
}

/** `GET …/Messages/SID.json` and the rows of a list. */
export function messageJson({ accountSid }: TwilioState, record: TwilioRecord): Readonly<Record<string, unknown>> {
  return {
    sid: record.sid,
    account_sid: accountSid,
    api_version: "2010-04-01",
    body: record.body,
    date_created: record.createdAt.toUTCString(),
    date_updated: (record.sentAt ?? record.createdAt).toUTCString(),
    date_sent: record.sentAt?.toUTCString() ?? null,
    direction: record.direction,
    error_code: record.errorCode,
    error_message: null,
    from: record.from,
    to: record.to,
    messaging_service_sid: record.serviceSid,
    num_media: String(record.media.length),
    num_segments: "1",
    price: null,
    price_unit: "USD",
    status: record.status,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${record.sid}.json`,
    subresource_uris: { media: `/2010-04-01/Accounts/${accountSid}/Messages/${record.sid}/Media.json` },
  };
}
