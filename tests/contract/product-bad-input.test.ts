import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { askingAt } from "../support/asking.ts";
import { bytesFor, statusOf } from "../support/raw-http.ts";
import type { RawRequest } from "../support/raw-http.ts";
import { ADMIN, openRealServer } from "../support/real-server.ts";
import type { RealServer } from "../support/real-server.ts";
import { openChat, openWebchatBench } from "../support/webchat-bench.ts";

type Door = "desk" | "chat" | "open";

interface Target {
  readonly method: string;
  /** With `:name` where a value goes. */
  readonly path: string;
  readonly door: Door;
}

let server: RealServer;
let port: number;
let targets: readonly Target[];
/** What opens each door, so that bad input gets behind it. */
let keys: Record<Door, Record<string, string>>;
let conversationId: string;

beforeAll(async () => {
  server = await openRealServer({
    MICROSOFT_APP_ID: "00000000-0000-0000-0000-000000000001",
    MICROSOFT_APP_PASSWORD: "of the registration",
  });
  port = Number(new URL(server.url).port);
  const chat = await openChat(server);
  ({ conversationId } = chat);
  keys = { desk: await deskKey(), chat: { authorization: `Bearer ${chat.token}` }, open: {} };
  targets = [...(await deskTargets()), ...(await chatTargets()), ...otherTargets()];
});
afterAll(() => server.close());

async function deskKey(): Promise<Record<string, string>> {
  const { text } = await askingAt(server.url).ask("POST", "/api/v1/sign-in", { ...ADMIN, bearer: true });
  return { authorization: `Bearer ${z.object({ token: z.string() }).parse(JSON.parse(text)).token}` };
}

async function deskTargets(): Promise<readonly Target[]> {
  const answer = await fetch(`${server.url}/api/openapi.json`);
  const { paths } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(await answer.json());
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method): Target => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{(\w+)\}/gu, ":$1"),
      door: "desk",
    })),
  );
}

async function chatTargets(): Promise<readonly Target[]> {
  const bench = await openWebchatBench();
  const found = bench.webchat.routes.map(({ method, path }): Target => ({ method, path, door: "chat" }));
  await bench.close();
  return found;
}

function otherTargets(): readonly Target[] {
  const pages = ["/", "/chat", "/demo", "/healthz", "/readyz", "/metrics", "/api/openapi.json", "/nothing/here"];
  return [
    ...pages.map((path): Target => ({ method: "GET", path, door: "open" })),
    { method: "POST", path: "/api/messages", door: "chat" },
  ];
}

const NOBODY = "00000000-0000-7000-8000-000000000000";

function withParams(path: string, value: string): string {
  return path.replaceAll(/:\w+/gu, value);
}

/** A request that is right but for what `change` does to it. Signing out would close the door for all that follow. */
async function attack(target: Target, change: Partial<RawRequest>): Promise<number> {
  const id = target.door === "chat" ? conversationId : NOBODY;
  const path = withParams(target.path, id);
  const { headers = {}, ...rest } = change;
  const status = await statusOf(port, {
    method: target.method,
    path,
    ...rest,
    headers: { "content-type": "application/json", ...keys[target.door], ...headers },
  });
  if (target.door === "desk" && target.path.endsWith("sign-out") && status === 204) keys.desk = await deskKey();
  return status;
}

/** Every route under every change; those that `isWrong` finds wrong. */
async function wrongUnder(
  changes: Readonly<Record<string, Partial<RawRequest>>>,
  isWrong: (status: number) => boolean,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const target of targets) {
    for (const [name, change] of Object.entries(changes)) {
      const status = await attack(target, change);
      if (isWrong(status)) wrong.push(`${target.method} ${target.path} with ${name}: ${status}`);
    }
  }
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  return wrong;
}

const isRefusal = (status: number): boolean => status >= 400 && status < 500;
const isDefined = (status: number): boolean => status >= 200 && status < 500;

describe("every route", () => {
  it("is tried", () => {
    expect(targets.length).toBeGreaterThan(50);
    for (const door of ["desk", "chat", "open"]) expect(targets.some((target) => target.door === door)).toBe(true);
  });

  it("refuses a body that nobody could mean", async () => {
    const unreadable: Record<string, Partial<RawRequest>> = {
      "too deep": { body: `${"[".repeat(20_000)}${"]".repeat(20_000)}` },
      "half of it": { body: '{"text":"hal' },
      NUL: { body: '{"text":"a\\u0000b","email":"a\\u0000b"}' },
      __proto__: { body: '{"__proto__":{"role":"administrator"},"text":"x"}' },
      "an escaped __proto__": { body: '{"\\u005f_proto__":{"role":"administrator"}}' },
      "bytes that are no UTF-8": { body: Buffer.from([0x22, 0xff, 0xfe, 0x22]) },
      "another charset": { body: "{}", headers: { "content-type": "application/json; charset=utf-16" } },
      "an encoding": { body: "{}", headers: { "content-encoding": "gzip" } },
      "a broken form": {
        body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nnever ends',
        headers: { "content-type": "multipart/form-data; boundary=x" },
      },
    };
    // Where nothing is read from a body, a form that is not read either is no trouble.
    const wrong = await wrongUnder(unreadable, (status) => !isRefusal(status));
    expect(wrong.filter((each) => !each.includes("a broken form: 2"))).toEqual([]);
  });

  it("refuses a body that is too long, and goes on", async () => {
    const long = Buffer.alloc(300 * 1024, "a");
    const wrong: string[] = [];
    for (const target of targets) {
      const status = await attack(target, { body: long });
      // An answer that comes while a body is still on its way can be lost with the connection; being cut off is a refusal, too.
      if (status !== 0 && !isRefusal(status)) wrong.push(`${target.method} ${target.path}: ${status}`);
    }
    expect(wrong).toEqual([]);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it("gives a defined answer to a body of another shape", async () => {
    const shapes = {
      "a list": "[]",
      null: "null",
      "a number beyond all": "1e999",
      "half a surrogate": '{"text":"\\ud800","name":"\\udfff","type":"message"}',
      "lists for words": '{"type":["message"],"text":[1],"email":[],"password":{},"id":[[]]}',
      "objects for words": '{"type":"message","text":{"a":1},"value":{"token":{}},"attachments":{},"channelData":7}',
      "huge and negative numbers": '{"type":"message","value":-1e308,"round":99999999999999999999,"limit":-1}',
      constructor: '{"constructor":{"prototype":{"x":1}},"toString":1,"hasOwnProperty":2}',
    };
    const changes = Object.fromEntries(Object.entries(shapes).map(([name, body]) => [name, { body }]));
    expect(await wrongUnder(changes, (status) => !isDefined(status))).toEqual([]);
  });

  it("gives a defined answer to ids and queries that nobody gave out", async () => {
    const values = [
      "-1",
      "99999999999999999999999",
      "..%2f..%2f..%2fetc%2fpasswd",
      "%2e%2e",
      "%00",
      "%ff",
      "%E2%80%AE",
      "%27%20OR%201=1--",
      "__proto__",
      "constructor",
      "a".repeat(6_000),
    ];
    const query = "?limit=-1&after=%27&watermark=-9&t=%F0%9F%98%80&lang=%2e%2e&size[]=1&status=__proto__&status=x";
    const wrong: string[] = [];
    for (const target of targets) {
      for (const value of values) {
        const path = `${withParams(target.path, value)}${target.path.includes(":") ? "" : query}`;
        const status = await attack(target, { path });
        if (!isDefined(status)) wrong.push(`${target.method} ${path.slice(0, 80)}: ${status}`);
      }
      const status = await attack(target, { path: withParams(target.path, NOBODY) + query });
      if (!isDefined(status)) wrong.push(`${target.method} ${target.path} with a query: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it("answers HEAD and OPTIONS where it is, and 4xx to every method that it has not", async () => {
    const paths = [...new Set(targets.map(({ path }) => path))];
    const wrong: string[] = [];
    for (const path of paths) {
      for (const method of ["HEAD", "OPTIONS", "PUT", "TRACE", "PROPFIND", "DELETE"]) {
        const status = await statusOf(port, { method, path: withParams(path, NOBODY) });
        if (!isDefined(status)) wrong.push(`${method} ${path}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("was never surprised by any of this", () => {
    expect(server.written()).not.toContain("a request failed");
    expect(server.written()).not.toContain("an answer could not be sent");
  });
});

describe("a connection", () => {
  const post = "POST /webchat/token HTTP/1.1\r\nHost: x\r\n";
  it.each([
    ["two lengths", `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    [
      "a length and chunks",
      `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n`,
    ],
    ["a strange encoding", `${post}Transfer-Encoding: xchunked\r\n\r\n{}`],
    ["a chunk of no size", `${post}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`],
    ["a negative length", `${post}Content-Length: -1\r\n\r\n`],
    ["a space before the colon", `${post}Content-Length : 2\r\n\r\n{}`],
    ["a header of 64 KB", `${post}X: ${"a".repeat(65_536)}\r\n\r\n`],
    ["a line that is folded", `${post}X: a\r\n b\r\n\u0000: c\r\n\r\n`],
    ["no host", "GET / HTTP/1.1\r\n\r\n"],
    ["a host that is none", "GET / HTTP/1.1\r\nHost: a b/\\@:99999\r\n\r\n"],
    ["an address that is none", "GET http://[:::/ HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["no HTTP at all", "\u0016\u0003\u0001\u0002\u0000\r\n\r\n"],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["an upgrade to nowhere", "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"],
    [
      "an upgrade without a key",
      "GET /v3/directline/conversations/x/stream?t=x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    ],
    [
      "an upgrade under a broken address",
      "GET /v3/directline/conversations/%ff/stream HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    ],
  ])("that begins with %s is refused once, and disturbs nobody", async (_what, bytes) => {
    const got = await bytesFor(port, bytes);
    const statuses = [...got.matchAll(/^HTTP\/1\.1 (\d{3})/gmu)].map(([, status]) => Number(status));
    expect(statuses.length).toBeLessThanOrEqual(1);
    for (const status of statuses) expect(isRefusal(status)).toBe(true);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});
