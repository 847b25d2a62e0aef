import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";

/** An SMS that the gateway took, with the number as it was given. */
export interface TakenSms {
  readonly to: string;
  readonly text: string;
  readonly providerId: string;
}

/** What goes wrong with a call. `hang_after`: it takes the message and never answers; `hang_before`: it does neither. */
export type GatewayTrouble =
  | "busy"
  | "busy_for_ever"
  | "broken"
  | "page"
  | "no_credit"
  | "moved"
  | "reset"
  | "hang_after"
  | "hang_before"
  | "wrong_number";

export interface FakeSmsGateway {
  /** Origin, without a slash at its end. */
  readonly url: string;
  readonly taken: readonly TakenSms[];
  /** Calls, whatever came of them. */
  readonly calls: () => number;
  /** What the next calls meet, one after another. */
  readonly meet: (...troubles: GatewayTrouble[]) => void;
  readonly close: () => Promise<void>;
}

/** The key, user name and password that the gateways ask for. */
export const gatewayKey = "5d1f8a0c2b";

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly query: URLSearchParams;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** One gateway's way of being called and of answering. */
interface Style {
  readonly serves: (path: string) => boolean;
  /** What is to be sent, or what it answers to a call that it does not understand. */
  readonly read: (call: Call) => { readonly to: string; readonly text: string; readonly once?: string } | Answer;
  readonly took: (sms: TakenSms) => Answer;
  /** Its own words for what is wrong. */
  readonly refusal: (trouble: "no_credit" | "wrong_number") => Answer;
}

/**
 * Gateways on loopback, in the manner of three that serve Iran and of a plain one: `/v1/KEY/sms/send.json` (Kavenegar), `/v1/send/bulk` (SMS.ir),
 * `/api/SendSMS/SendSMS` (Melipayamak), `/send` (words in, words out).
 */
export async function startSmsGateway(): Promise<FakeSmsGateway> {
  const taken: TakenSms[] = [];
  const onceIds = new Map<string, TakenSms>();
  const troubles: GatewayTrouble[] = [];
  let calls = 0;
  /** Beyond what a double holds exactly, as real gateways' ids are. */
  let nextId = 9_007_199_254_740_993n;

  const take = (style: Style, call: Call): Answer => {
    const read = style.read(call);
    if ("status" in read) return read;
    const known = read.once === undefined ? undefined : onceIds.get(read.once);
    if (known !== undefined) return style.took(known);
    const sms = { to: read.to, text: read.text, providerId: String((nextId += 1n)) };
    taken.push(sms);
    if (read.once !== undefined) onceIds.set(read.once, sms);
    return style.took(sms);
  };

  const server = createServer((request, response) => {
    void handle(request, response);
  });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    calls += 1;
    const call = await callOf(request);
    const style = styles.find(({ serves }) => serves(call.path));
    if (style === undefined) {
      reply(response, { status: 404, body: "no such method" });
      return;
    }
    const trouble = troubles.shift();
    if (trouble === "hang_before") return;
    if (trouble === "reset") return void request.socket.destroy();
    const common = trouble === undefined ? undefined : commonAnswers[trouble];
    if (common !== undefined) {
      reply(response, common);
      return;
    }
    if (trouble === "no_credit" || trouble === "wrong_number") {
      reply(response, style.refusal(trouble));
      return;
    }
    const answer = take(style, call);
    if (trouble !== "hang_after") reply(response, answer);
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    taken,
    calls: () => calls,
    meet: (...next) => void troubles.push(...next),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** What stands between a gateway and its callers answers for it. */
const commonAnswers: Readonly<Partial<Record<GatewayTrouble, Answer>>> = {
  busy_for_ever: { status: 503, headers: { "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT" }, body: "" },
  busy: { status: 429, headers: { "retry-after": "7" }, body: { message: "too many requests" } },
  broken: { status: 500, type: "text/html", body: "<html><h1>500</h1></html>" },
  page: { status: 200, type: "text/html; charset=utf-8", body: "<!DOCTYPE html><html><title>Sign in</title></html>" },
  moved: { status: 301, headers: { location: "http://127.0.0.1:9/elsewhere" }, body: "" },
};

/** https://kavenegar.com/rest.html: status and words in `return`, what was sent in `entries`; one `localid` is sent once. */
const kavenegar: Style = {
  serves: (path) => path.endsWith("/sms/send.json"),
  read: ({ path, query, body }) => {
    const fields = new URLSearchParams([...query, ...new URLSearchParams(body)]);
    if (!path.startsWith(`/v1/${gatewayKey}/`)) return kavenegarSays(403, "key");
    const [to, text, id] = [fields.get("receptor"), fields.get("message"), fields.get("localid")];
    if (to === null || text === null || text === "") return kavenegarSays(400, "parameters");
    if (!/^(?:0|98|\+98|0098)9\d{9}$/u.test(to)) return kavenegarSays(411, "receptor");
    if (id !== null && !/^\d{1,18}$/u.test(id)) return kavenegarSays(400, "localid");
    return { to, text, ...(id === null ? {} : { once: id }) };
  },
  took: ({ to, text, providerId }) => ({
    status: 200,
    type: "application/json",
    body: `{"return":{"status":200,"message":"\\u062a\\u0627\\u06cc\\u06cc\\u062f \\u0634\\u062f"},"entries":[{"messageid":${providerId},"message":${JSON.stringify(text)},"status":1,"receptor":"${to}","cost":120}]}`,
  }),
  refusal: (trouble) => (trouble === "no_credit" ? kavenegarSays(418, "credit") : kavenegarSays(411, "receptor")),
};

function kavenegarSays(status: number, message: string): Answer {
  return { status, type: "application/json", body: { return: { status, message }, entries: null } };
}

const bulk = z.object({
  lineNumber: z.number(),
  messageText: z.string().min(1),
  mobiles: z.array(z.string()).length(1),
});

/** https://app.sms.ir/developer/help/bulk: key in a header, JSON in and out, 1 for success, ids in `data`. */
const smsIr: Style = {
  serves: (path) => path === "/v1/send/bulk",
  read: ({ headers, body, method }) => {
    if (method !== "POST" || headers["content-type"]?.startsWith("application/json") !== true)
      return { status: 415, body: { status: 0, message: "json" } };
    if (headers["x-api-key"] !== gatewayKey) return { status: 401, body: { status: 10, message: "key", data: null } };
    const read = bulk.safeParse(JSON.parse(body));
    if (!read.success) return { status: 400, body: { status: 100, message: "fields", data: null } };
    const { mobiles, messageText } = read.data;
    return { to: mobiles[0] ?? "", text: messageText };
  },
  took: ({ providerId }) => ({
    status: 200,
    type: "application/json; charset=utf-8",
    body: `{"status":1,"message":"\\u0645\\u0648\\u0641\\u0642","data":{"packId":"1f","messageIds":[${providerId}],"cost":2.5}}`,
  }),
  refusal: (trouble) => ({
    status: 400,
    body: { status: trouble === "no_credit" ? 102 : 104, message: trouble, data: null },
  }),
};

/** https://www.melipayamak.com/api/sendsms2-rest: a form in; always 200, with `RetStatus` 1 for success and the id in `Value`. */
const melipayamak: Style = {
  serves: (path) => path === "/api/SendSMS/SendSMS",
  read: ({ body, headers }) => {
    const fields = new URLSearchParams(body);
    if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded") !== true)
      return { status: 415, body: "" };
    if (fields.get("username") !== "user" || fields.get("password") !== gatewayKey) return melipayamakSays("0", 35);
    const [to, text] = [fields.get("to") ?? "", fields.get("text") ?? ""];
    if (!/^09\d{9}$/u.test(to)) return melipayamakSays("6", 35);
    return { to, text };
  },
  took: ({ providerId }) => melipayamakSays(providerId, 1),
  refusal: (trouble) => (trouble === "no_credit" ? melipayamakSays("2", 2) : melipayamakSays("5", 35)),
};

function melipayamakSays(value: string, status: number): Answer {
  return {
    status: 200,
    type: "application/json",
    body: { Value: value, RetStatus: status, StrRetStatus: status === 1 ? "Ok" : "InvalidData" },
  };
}

/** Words in the address, words in the answer. */
const plain: Style = {
  serves: (path) => path === "/send",
  read: ({ query, body }) => {
    const [to, text] = [query.get("to"), query.get("text") ?? body];
    return to === null || text === "" ? { status: 400, body: "ERR missing" } : { to, text };
  },
  took: ({ providerId }) => ({ status: 202, body: `OK id=${providerId}` }),
  refusal: (trouble) => ({ status: 200, body: `ERR ${trouble}` }),
};

const styles: readonly Style[] = [kavenegar, smsIr, melipayamak, plain];

async function callOf(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  const { pathname, searchParams } = new URL(`http://gateway${request.url ?? "/"}`);
  return {
    method: request.method ?? "GET",
    path: decodeURIComponent(pathname),
    headers: request.headers,
    query: searchParams,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function reply(response: ServerResponse, { status, type = "text/plain", headers = {}, body }: Answer): void {
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
