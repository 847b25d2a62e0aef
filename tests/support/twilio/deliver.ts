import { isShowable } from "./render-content.ts";
import type { TwilioContentRecord, TwilioRecord, TwilioState } from "./state.ts";
import type { Webhooks } from "./webhooks.ts";

/** How the fake reports on messages of ours. */
export interface Reporting {
  /** `before_answer`: the reports come before the answer of the API itself. */
  order: "in_order" | "reversed" | "before_answer";
  /** Messages to these addresses (with prefix) fail with this code after they were taken. */
  readonly failing: Map<string, number>;
  /** How far a message gets by itself. */
  reaches: "queued" | "sent" | "delivered";
}

/** WhatsApp's window: https://www.twilio.com/docs/whatsapp/key-concepts#customer-service-windows */
const windowMs = 24 * 60 * 60_000;

/** Takes a message of ours to the customer, or finds out that it cannot be; reports on the way. Resolves when every report was answered. */
export async function deliver(
  state: TwilioState,
  webhooks: Webhooks,
  reporting: Reporting,
  record: TwilioRecord,
): Promise<void> {
  const isComplete = await fetchFile(state, webhooks, record);
  const code = reporting.failing.get(record.to) ?? (isComplete ? failureOf(state, record) : 63019);
  const steps = code === undefined ? stepsTo(reporting.reaches) : ["failed"];
  record.errorCode = code ?? null;
  const reports = steps.map((status) => {
    setStatus(state, record, status);
    return reportFields(state, record, status);
  });
  if (reporting.order === "reversed") reports.reverse();
  for (const fields of reports) await report(webhooks, record, fields);
}

/** The customer has read it. */
export async function read(state: TwilioState, webhooks: Webhooks, record: TwilioRecord): Promise<void> {
  setStatus(state, record, "read");
  await report(webhooks, record, reportFields(state, record, "read"));
}

function stepsTo(reaches: Reporting["reaches"]): readonly string[] {
  if (reaches === "queued") return [];
  return reaches === "sent" ? ["sent"] : ["sent", "delivered"];
}

function setStatus(state: TwilioState, record: TwilioRecord, status: string): void {
  record.status = status;
  record.history.push(status);
  record.sentAt ??= state.now();
}

/** Fetches the file of the message; false where it cannot be had. */
async function fetchFile(state: TwilioState, webhooks: Webhooks, record: TwilioRecord): Promise<boolean> {
  if (record.mediaUrl === undefined) return true;
  const response = await fetch(webhooks.reach(record.mediaUrl));
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!response.ok) return false;
  record.media = [{ sid: state.newSid("ME"), bytes, contentType: response.headers.get("content-type") ?? "" }];
  return true;
}

/** Why WhatsApp does not take it; Twilio has taken it by then. */
function failureOf(state: TwilioState, record: TwilioRecord): number | undefined {
  if (!record.to.startsWith("whatsapp:")) return undefined;
  if (state.sandbox !== undefined && !state.sandbox.has(record.to)) return 63015;
  if (state.registered.size > 0 && !state.registered.has(record.to)) return 63003;
  const content = state.contents.find(({ sid }) => sid === record.contentSid);
  if (!isWindowOpen(state, record.to)) return outsideWindow(content);
  return record.media.length > 0 || isShowable(record) ? undefined : 63021;
}

function isWindowOpen(state: TwilioState, to: string): boolean {
  const last = state.lastWrote.get(to);
  return last !== undefined && state.now().getTime() - last.getTime() < windowMs;
}

function outsideWindow(content: TwilioContentRecord | undefined): number | undefined {
  const status = content?.approval?.status;
  if (status === "approved") return undefined;
  const codes: Readonly<Record<string, number>> = { rejected: 63040, paused: 63041, disabled: 63042 };
  return codes[status ?? ""] ?? 63016;
}

function reportFields(state: TwilioState, record: TwilioRecord, status: string): Readonly<Record<string, string>> {
  const channel = record.to.startsWith("whatsapp:")
    ? { ChannelPrefix: "whatsapp", ChannelToAddress: record.to.slice("whatsapp:".length), StructuredMessage: "false" }
    : {};
  return {
    AccountSid: state.accountSid,
    ApiVersion: "2010-04-01",
    MessageSid: record.sid,
    SmsSid: record.sid,
    MessageStatus: status,
    SmsStatus: status,
    From: record.from,
    To: record.to,
    ...channel,
    ...(status === "read" ? { EventType: "READ" } : {}),
    ...(record.errorCode === null ? {} : { ErrorCode: String(record.errorCode) }),
  };
}

async function report(
  webhooks: Webhooks,
  { statusCallback }: TwilioRecord,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  if (statusCallback === undefined) return;
  const { pathname, search } = new URL(statusCallback);
  await webhooks.post(`${pathname}${search}`, fields);
}
