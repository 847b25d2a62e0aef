import { z } from "zod";
import { apiError } from "./http.ts";
import type { FakeAnswer, FakeRequest } from "./http.ts";
import type { TwilioContentRecord, TwilioState } from "./state.ts";

const creation = z.object({
  friendly_name: z.string(),
  language: z.enum(["en", "fa", "tr", "ar", "ru"]),
  variables: z.record(z.string(), z.string()).default({}),
  types: z.record(z.enum(["twilio/text", "twilio/quick-reply", "twilio/list-picker"]).or(z.string()), z.unknown()),
});

const approvalRequest = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/u),
  category: z.enum(["UTILITY", "MARKETING", "AUTHENTICATION"]),
});

/** Everything under `/v1`; undefined for what the fake does not know. */
export function contentApi(state: TwilioState, request: FakeRequest): FakeAnswer | undefined {
  const { method, path } = request;
  switch (`${method} ${path}`) {
    case "POST /v1/Content":
      return create(state, request.body);
    case "GET /v1/Content":
      return list(state, request, contentJson);
    case "GET /v1/ContentAndApprovals":
      return list(state, request, approvedJson);
    default: {
      const [, sid, rest = ""] = /^\/v1\/Content\/(HX[0-9a-f]{32})(\/\w+(?:\/\w+)?)?$/u.exec(path) ?? [];
      if (sid === undefined) return undefined;
      const content = state.contents.find((one) => one.sid === sid);
      return content === undefined ? apiError(404, 20404) : ofContent(state, content, `${method} ${rest}`, request);
    }
  }
}

function ofContent(
  state: TwilioState,
  content: TwilioContentRecord,
  call: string,
  { path, body }: FakeRequest,
): FakeAnswer | undefined {
  switch (call) {
    case "DELETE ":
      return remove(state, content);
    case "GET ":
      return { status: 200, json: contentJson(state, content) };
    case "GET /ApprovalRequests":
      return { status: 200, json: { sid: content.sid, whatsapp: approvalJson(content), url: path } };
    case "POST /ApprovalRequests/whatsapp":
      return submit(content, body);
    default:
      return undefined;
  }
}

function create(state: TwilioState, body: string): FakeAnswer {
  const read = creation.safeParse(JSON.parse(body));
  if (!read.success) return apiError(400, 20422);
  const { friendly_name: name, language, variables, types } = read.data;
  const content: TwilioContentRecord = {
    sid: state.newSid("HX"),
    name,
    language,
    types,
    variables,
    approval: undefined,
  };
  state.contents.push(content);
  return { status: 201, json: contentJson(state, content) };
}

function remove(state: TwilioState, content: TwilioContentRecord): FakeAnswer {
  state.contents.splice(state.contents.indexOf(content), 1);
  return { status: 204 };
}

/** WhatsApp's rules for names, categories and variables: none at the start or the end without an example. */
function submit(content: TwilioContentRecord, body: string): FakeAnswer {
  const read = approvalRequest.safeParse(JSON.parse(body));
  if (!read.success || !("twilio/text" in content.types)) return apiError(400, 20422);
  content.approval = { status: "received", ...read.data };
  return { status: 201, json: approvalJson(content) };
}

function list(
  state: TwilioState,
  { path, query }: FakeRequest,
  json: (state: TwilioState, content: TwilioContentRecord) => object,
): FakeAnswer {
  const size = Math.min(Number(query.get("PageSize") ?? 50), 500);
  const page = Number((query.get("PageToken") ?? "PT0").slice(2));
  const rows = state.contents.slice(page * size, (page + 1) * size);
  const hasMore = (page + 1) * size < state.contents.length;
  const next = `https://content.twilio.com${path}?PageSize=${String(size)}&Page=${String(page + 1)}&PageToken=PT${String(page + 1)}`;
  return {
    status: 200,
    json: {
      contents: rows.map((content) => json(state, content)),
      meta: { key: "contents", page, page_size: size, next_page_url: hasMore ? next : null, previous_page_url: null },
    },
  };
}

function contentJson({ accountSid }: TwilioState, content: TwilioContentRecord): object {
  const url = `https://content.twilio.com/v1/Content/${content.sid}`;
  return {
    sid: content.sid,
    account_sid: accountSid,
    friendly_name: content.name,
    language: content.language,
    variables: content.variables,
    types: content.types,
    url,
    date_created: "2026-01-01T00:00:00Z",
    date_updated: "2026-01-01T00:00:00Z",
    links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` },
  };
}

function approvedJson(state: TwilioState, content: TwilioContentRecord): object {
  return { ...contentJson(state, content), approval_requests: approvalJson(content) };
}

function approvalJson({ approval, types }: TwilioContentRecord): object {
  return {
    name: approval?.name ?? "",
    category: approval?.category ?? "",
    content_type: Object.keys(types)[0],
    status: approval?.status ?? "unsubmitted",
    rejection_reason: "",
    allow_category_change: true,
  };
}
