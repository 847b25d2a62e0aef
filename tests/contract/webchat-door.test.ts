import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { once } from "node:events";
import { WebSocket } from "ws";
import { chatRates } from "../../bots/webchat/limits.ts";
import { chatAs, directLineSecret, openChat, openStream, openWebchatBench, said } from "../support/webchat-bench.ts";
import type { WebchatBench, WidgetToken } from "../support/webchat-bench.ts";

const minute = 60_000;
let bench: WebchatBench;
beforeEach(async () => {
  bench = await openWebchatBench();
});
afterEach(() => bench.close());

async function codeOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { readonly error: { readonly code: string } };
  return `${String(response.status)} ${error.code}`;
}

function askToken(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${bench.url}/webchat/token`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

function generate(authorization: string | undefined, body: unknown = {}): Promise<Response> {
  return fetch(`${bench.directLine}/tokens/generate`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization === undefined ? {} : { authorization }) },
    body: JSON.stringify(body),
  });
}

/** The same token with one character of its claims or signature changed. */
function forgeries(token: string): readonly string[] {
  const [head = "", body = "", mac = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>;
  const other = Buffer.from(JSON.stringify({ ...claims, user: "dl_somebody" })).toString("base64url");
  const none = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  return [
    `${head}.${other}.${mac}`,
    `${none}.${body}.`,
    `${head}.${body}.`,
    `${head}.${body}`,
    `${head}.${body}.${mac.startsWith("A") ? "B" : "A"}${mac.slice(1)}`,
    `${token}.${mac}`,
    "x",
    "x".repeat(9_000),
  ];
}

describe("the way in", () => {
  test("the widget's token names its user, so that any Direct Line client knows whose words are whose", async () => {
    const chat = await openChat(bench);
    const claims = JSON.parse(Buffer.from(chat.token.split(".")[1] ?? "", "base64url").toString()) as {
      readonly user: string;
    };
    expect(claims.user).toBe(chat.userId);
    expect(chat.userId).toMatch(/^dl_[\w-]{22}$/u);
    expect(chat.expires_in).toBe(1_800);
  });

  test("the kept visitor token opens the same conversation again, months later", async () => {
    const chat = await openChat(bench);
    await chat.say("my words");
    bench.pass(300 * 24 * 60 * minute);
    const again = await openChat(bench, { visitorToken: chat.visitorToken });
    expect(again.conversationId).toBe(chat.conversationId);
    expect((await again.poll()).activities.map(({ text }) => text)).toEqual(["my words", "echo: my words"]);
  });

  test("a forged, foreign or outdated visitor token opens nothing", async () => {
    const chat = await openChat(bench);
    for (const visitorToken of [...forgeries(chat.visitorToken).filter(({ length }) => length < 1_000), chat.token]) {
      expect(await codeOf(await askToken({ visitorToken }))).toBe("403 UnknownVisitor");
    }
    bench.pass(401 * 24 * 60 * minute);
    expect(await codeOf(await askToken({ visitorToken: chat.visitorToken }))).toBe("403 UnknownVisitor");
  });

  test("server to server needs the secret, and may say who the user is", async () => {
    expect(await codeOf(await generate(undefined))).toBe("401 MissingToken");
    expect(await codeOf(await generate("Bearer wrong"))).toBe("403 BadToken");
    const made = await generate(`Bearer ${directLineSecret}`, { user: { id: "dl_customer-42" } });
    expect(made.status).toBe(200);
    const { token } = (await made.json()) as WidgetToken;
    expect(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString())).toMatchObject({
      user: "dl_customer-42",
    });
    for (const id of ["customer-42", "dl_", `dl_${"x".repeat(200)}`, "dl_a b"]) {
      expect(await codeOf(await generate(`Bearer ${directLineSecret}`, { user: { id } }))).toBe("400 BadUserId");
    }
  });

  test("without a secret nobody gets tokens that way, not even with an empty one", async () => {
    const closed = await openWebchatBench(({ directLineSecret: _none, ...rest }) => ({
      ...rest,
      directLineSecret: "",
    }));
    const ask = (secret: string): Promise<Response> =>
      fetch(`${closed.directLine}/tokens/generate`, { method: "POST", headers: { authorization: `Bearer ${secret}` } });
    expect(await codeOf(await ask(directLineSecret))).toBe("403 BadToken");
    expect(await codeOf(await ask(""))).toBe("401 MissingToken");
    await closed.close();
  });

  test("refresh: a new token in time, 403 when expired, 404 when it was never ours, 401 without one", async () => {
    const chat = await openChat(bench);
    bench.pass(29 * minute);
    const fresh = await chat.call("POST", "/tokens/refresh");
    expect(fresh.status).toBe(200);
    const next = chatAs(bench, { ...chat, ...((await fresh.json()) as WidgetToken) });
    bench.pass(2 * minute);
    expect((await next.say("still here")).status).toBe(200);
    expect(await codeOf(await chat.call("POST", "/tokens/refresh"))).toBe("403 TokenExpired");
    for (const forged of forgeries(next.token)) {
      expect(await codeOf(await chatAs(bench, { ...chat, token: forged }).call("POST", "/tokens/refresh"))).toBe(
        "404 BadToken",
      );
    }
    expect(await codeOf(await fetch(`${bench.directLine}/tokens/refresh`, { method: "POST" }))).toBe(
      "401 MissingToken",
    );
  });

  test("an expired token is refused with 403 everywhere, a forged one with 401", async () => {
    const chat = await openChat(bench);
    const own = `/conversations/${chat.conversationId}`;
    const calls = (client: typeof chat): readonly Promise<Response>[] => [
      client.call("POST", "/conversations"),
      client.call("GET", own),
      client.call("GET", `${own}/activities`),
      client.say("hello"),
      client.upload(new FormData()),
    ];
    for (const forged of forgeries(chat.token)) {
      for (const response of calls(chatAs(bench, { ...chat, token: forged })))
        expect(await codeOf(await response)).toBe("401 BadToken");
    }
    bench.pass(31 * minute);
    for (const response of calls(chat)) expect(await codeOf(await response)).toBe("403 TokenExpired");
  });

  test("a token opens its own conversation only", async () => {
    const [mine, other] = [await openChat(bench), await openChat(bench)];
    await other.say("private words");
    const foreign = chatAs(bench, { ...mine, conversationId: other.conversationId });
    const own = `/conversations/${other.conversationId}`;
    for (const response of [
      foreign.say("hello"),
      foreign.upload(new FormData()),
      foreign.call("GET", own),
      foreign.call("GET", `${own}/activities`),
    ]) {
      expect(await codeOf(await response)).toBe("403 ForeignConversation");
    }
    expect((await other.poll()).activities).toHaveLength(2);
  });
});

describe("origins", () => {
  test("pages named in WIDGET_ORIGINS and our own may call; others are refused on token, post and socket", async () => {
    const chat = await openChat(bench);
    for (const origin of ["https://shop.example", bench.url, bench.url.replace("127.0.0.1", "localhost")]) {
      const allowed = await askToken({}, { origin });
      expect([allowed.status, allowed.headers.get("access-control-allow-origin")]).toEqual([200, origin]);
    }
    for (const origin of ["https://evil.example", "https://shop.example.evil.example", "http://shop.example", "null"]) {
      const own = `/conversations/${chat.conversationId}`;
      const refused = await askToken({}, { origin });
      expect([refused.headers.get("access-control-allow-origin"), await codeOf(refused)]).toEqual([
        null,
        "403 OriginNotAllowed",
      ]);
      expect(await codeOf(await chat.call("POST", `${own}/activities`, said("hello"), { origin }))).toBe(
        "403 OriginNotAllowed",
      );
      const { streamUrl } = (await (await chat.call("GET", own)).json()) as { readonly streamUrl: string };
      expect(await refusedStatus(streamUrl, { origin })).toBe(403);
    }
  });

  test("a page may send what Direct Line's clients send, by preflight", async () => {
    const preflight = (origin: string): Promise<Response> =>
      fetch(`${bench.directLine}/conversations`, {
        method: "OPTIONS",
        headers: {
          origin,
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization,x-ms-bot-agent",
        },
      });
    const headers = (await preflight("https://shop.example")).headers.get("access-control-allow-headers");
    expect(headers).toContain("authorization");
    expect(headers).toContain("x-ms-bot-agent");
    expect((await preflight("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("stream tickets", () => {
  async function streamUrl(): Promise<string> {
    const chat = await openChat(bench);
    const response = await chat.call("POST", "/conversations");
    expect(response.status).toBe(201);
    return ((await response.json()) as { readonly streamUrl: string }).streamUrl;
  }

  test("open once", async () => {
    const url = await streamUrl();
    const stream = await openStream(url);
    expect(await refusedStatus(url)).toBe(403);
    await stream.close();
  });

  test("open for a minute", async () => {
    const url = await streamUrl();
    bench.pass(minute);
    expect(await refusedStatus(url)).toBe(403);
  });

  test("open their own conversation, and no token is one", async () => {
    const [url, chat] = [new URL(await streamUrl()), await openChat(bench)];
    const foreign = new URL(url);
    foreign.pathname = `/v3/directline/conversations/${chat.conversationId}/stream`;
    expect(await refusedStatus(foreign.href)).toBe(403);
    url.searchParams.set("t", chat.token);
    expect(await refusedStatus(url.href)).toBe(401);
    url.searchParams.delete("t");
    expect(await refusedStatus(url.href)).toBe(401);
  });
});

describe("rates", () => {
  test("too many tokens from one address and too many posts of one visitor are told to wait", async () => {
    const slow = await openWebchatBench(() => ({ rates: { ...chatRates(), tokensPerAddress: 2, postsPerVisitor: 3 } }));
    const chat = await openChat(slow);
    const answers = [];
    for (const text of ["1", "2", "3", "4"]) answers.push(await chat.say(text));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(Number(answers[3]?.headers.get("retry-after"))).toBeGreaterThan(0);
    const other = await openChat(slow);
    expect((await other.say("not in the way of others")).status).toBe(200);
    expect((await fetch(`${slow.url}/webchat/token`, { method: "POST" })).status).toBe(429);
    await slow.close();
  });
});

test("no token, secret or word of anybody is in the log", async () => {
  const chat = await openChat(bench);
  const stream = await chat.stream();
  await chat.say("canary words");
  await stream.until(({ length }) => length > 1);
  await stream.close();
  const written = bench.written();
  expect(written).toContain("/v3/directline/");
  for (const secret of [chat.token, chat.visitorToken, "canary words", chat.userId, directLineSecret])
    expect(written).not.toContain(secret);
});

async function refusedStatus(url: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  const socket = new WebSocket(url, { headers });
  const [, response] = (await once(socket, "unexpected-response")) as [
    unknown,
    { readonly statusCode?: number; resume(): void },
  ];
  socket.on("error", () => undefined);
  response.resume();
  socket.terminate();
  return response.statusCode;
}
