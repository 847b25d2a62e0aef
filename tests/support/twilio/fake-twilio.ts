import { contentApi } from "./content-api.ts";
import { deliver, read } from "./deliver.ts";
import type { Reporting } from "./deliver.ts";
import { waitingFaults } from "./faults.ts";
import type { ApiFaults } from "./faults.ts";
import { apiError, serveFake } from "./http.ts";
import type { FakeAnswer, FakeRequest } from "./http.ts";
import { listMedia, sendOn, storedFile } from "./media-api.ts";
import { createMessage, listMessages, messageJson } from "./messages-api.ts";
import { smsUser } from "./sms-user.ts";
import type { SmsUser } from "./sms-user.ts";
import { openTwilioState } from "./state.ts";
import type { TwilioRecord, TwilioState, TwilioStateOptions } from "./state.ts";
import { openWebhooks } from "./webhooks.ts";
import type { Webhooks } from "./webhooks.ts";
import { whatsAppUser } from "./whatsapp-user.ts";
import type { WhatsAppUser, WhatsAppUserOptions } from "./whatsapp-user.ts";

/** Twilio on loopback: the Messages, Media and Content APIs, signed webhooks, and the people behind the numbers. */
export interface FakeTwilio {
  /** What TWILIO_API_ROOT is set to. */
  readonly root: string;
  readonly state: TwilioState;
  readonly webhooks: Webhooks;
  readonly faults: ApiFaults;
  readonly reporting: Reporting;
  readonly whatsAppUser: (number: string, options?: WhatsAppUserOptions) => WhatsAppUser;
  readonly smsUser: (number: string) => SmsUser;
  /** WhatsApp decides on every Content resource that was submitted and not decided on yet. */
  readonly decide: (status: "approved" | "rejected" | "paused" | "disabled") => void;
  /** Messages of ours, oldest first. */
  readonly sent: () => readonly TwilioRecord[];
  /** Resolves when no webhook and no report is under way. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openFakeTwilio(options: TwilioStateOptions = {}): Promise<FakeTwilio> {
  const state = openTwilioState(options);
  const webhooks = openWebhooks(() => state.authToken);
  const faults = waitingFaults();
  const reporting: Reporting = { order: "in_order", failing: new Map(), reaches: "delivered" };
  const underWay = new Set<Promise<void>>();

  const take = async (request: FakeRequest): Promise<FakeAnswer> => {
    const made = createMessage(state, request);
    if ("refusal" in made) return made.refusal;
    const answer = { status: 201, json: messageJson(state, made.record) };
    const delivery = deliver(state, webhooks, reporting, made.record);
    underWay.add(delivery);
    void delivery.finally(() => underWay.delete(delivery));
    if (reporting.order === "before_answer") await delivery;
    return answer;
  };
  const server = await serveFake((request) => answerTo(request, { state, faults, take, root: () => server.root }));
  const tools = {
    state,
    webhooks,
    root: () => server.root,
    markRead: (record: TwilioRecord) => read(state, webhooks, record),
  };
  return {
    root: server.root,
    state,
    webhooks,
    faults,
    reporting,
    whatsAppUser: (number, profile) => whatsAppUser(tools, number, profile),
    smsUser: (number) => smsUser(tools, number),
    decide: (status) => {
      for (const { approval } of state.contents) if (approval?.status === "received") approval.status = status;
    },
    sent: () => state.messages.filter(({ direction }) => direction === "outbound-api"),
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
      await webhooks.idle();
    },
    close: server.close,
  };
}

interface ApiTools {
  readonly state: TwilioState;
  readonly faults: ApiFaults;
  readonly take: (request: FakeRequest) => Promise<FakeAnswer>;
  readonly root: () => string;
}

async function answerTo(request: FakeRequest, tools: ApiTools): Promise<FakeAnswer | undefined> {
  const { state, faults } = tools;
  const { path } = request;
  if (path.startsWith("/media.twiliocdn.com/")) return storedFile(state, path.slice("/media.twiliocdn.com/".length));
  if (!isAllowed(state, request.headers.authorization)) return apiError(401, 20003);
  if (path.startsWith("/v1/"))
    return faults.around("content", request, async (one) => contentApi(state, one) ?? unknown(state, one));
  return messagesApi(request, tools);
}

function messagesApi(request: FakeRequest, { state, faults, take, root }: ApiTools): Promise<FakeAnswer | undefined> {
  const { method, path } = request;
  const base = `/2010-04-01/Accounts/${state.accountSid}/Messages`;
  if (path === `${base}.json` && method === "POST") return faults.around("send", request, take);
  if (path === `${base}.json` && method === "GET")
    return faults.around("list", request, async (one) => listMessages(state, one));
  const [, sid, media, file] = /\/Messages\/([SM]M\w+?)(\/Media(?:\/(ME\w+))?)?(?:\.json)?$/u.exec(path) ?? [];
  const record = state.messages.find((one) => one.sid === sid);
  if (method !== "GET" || sid === undefined || !path.startsWith(`${base}/`))
    return Promise.resolve(unknown(state, request));
  if (record === undefined) return Promise.resolve(apiError(404, 20404));
  return faults.around("media", request, async () => {
    if (file !== undefined) return sendOn(record, file, root());
    return media === undefined ? { status: 200, json: messageJson(state, record) } : listMedia(state, record);
  });
}

function isAllowed({ accountSid, authToken, nextAuthToken }: TwilioState, header = ""): boolean {
  const tokens = [authToken, ...(nextAuthToken === undefined ? [] : [nextAuthToken])];
  return tokens.some((token) => header === `Basic ${Buffer.from(`${accountSid}:${token}`).toString("base64")}`);
}

function unknown(state: TwilioState, { method, path }: FakeRequest): FakeAnswer {
  state.unknown.push(`${method} ${path}`);
  return apiError(404, 20404);
}
