import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { ConcurrentChange, Fault } from "../../core/errors.ts";
import { json, problem } from "../../core/http/respond.ts";
import type { HttpRequest, HttpResponse, Route } from "../../core/http/route.ts";
import { openHttpBench } from "../support/http-bench.ts";
import type { HttpBench } from "../support/http-bench.ts";

const SECRET = "do-not-tell-4711";

function route(
  method: Route["method"],
  path: string,
  handle: (request: HttpRequest) => Promise<HttpResponse>,
  more: Partial<Route> = {},
): Route {
  return { method, path, maxBodyBytes: 1_000, handle, ...more };
}

const routes: readonly Route[] = [
  route("GET", "/hello/:name", async ({ params, query, ip }) =>
    json(200, { name: params["name"], q: query.get("q"), ip }),
  ),
  route("POST", "/echo", async ({ body }) => json(200, body instanceof Uint8Array ? { bytes: body.length } : { body })),
  route("GET", "/sync-throw", () => {
    throw new Error(SECRET);
  }),
  route("GET", "/async-throw", async () => Promise.reject(new Error(SECRET))),
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a careless library does
  route("GET", "/throws-text", async () => Promise.reject(SECRET)),
  route("GET", "/store-down", async () => Promise.reject(new Fault("store-unavailable", "no answer"))),
  route("GET", "/raced", async () => Promise.reject(new ConcurrentChange("complaint"))),
  route("GET", "/two-bodies", async () => ({ status: 200, json: {}, text: "" })),
  route("GET", "/unsendable", async () => json(200, { big: 1n })),
  route("GET", "/page", async () => ({
    status: 200,
    text: "<p>سلام</p>",
    headers: { "content-type": "text/html; charset=utf-8" },
  })),
  route("GET", "/nothing", async () => ({ status: 204 })),
  route("GET", "/refused", async () => problem(409, "problem.changed_meanwhile")),
  route("GET", "/endless", async () => ({
    status: 200,
    stream: endless(),
    headers: { "content-type": "text/event-stream" },
  })),
  route("POST", "/raw", async ({ stream }) => json(200, { length: (await bytesOf(stream)).length }), { raw: true }),
  route("POST", "/unread", async () => problem(403, "problem.changed_meanwhile"), {
    raw: true,
    maxBodyBytes: 1_000_000,
  }),
  route("POST", "/far", async () => json(200, {}), {
    cors: { allows: (origin) => origin === "https://shop.example", headers: ["authorization", "content-type"] },
  }),
];

function endless(): Readable {
  return Readable.from(
    (async function* () {
      yield "data: one\n\n";
      await new Promise(() => undefined);
    })(),
  );
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Sends bytes as they are, and resolves with all that comes back. */
function rawly(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.end(text));
    let got = "";
    socket
      .on("data", (chunk) => (got += chunk.toString("utf8")))
      .on("close", () => resolve(got))
      .on("error", reject);
  });
}

describe("the server around every route", () => {
  let bench: HttpBench;
  beforeAll(async () => {
    bench = await openHttpBench(routes);
  });
  afterAll(async () => bench.close());

  const get = (path: string, init?: RequestInit) => fetch(bench.url + path, init);
  const post = (body: string | Uint8Array, type = "application/json", path = "/echo") =>
    fetch(bench.url + path, { method: "POST", body: body as BodyInit, headers: { "content-type": type } });

  it("answers with decoded parameters and the query", async () => {
    const answer = await get("/hello/%D8%B3%D9%84%D8%A7%D9%85?q=1");
    expect(await answer.json()).toEqual({ name: "سلام", q: "1", ip: "127.0.0.1" });
    expect(answer.headers.get("x-request-id")).toMatch(/^id-/u);
  });

  it.each(["/sync-throw", "/async-throw", "/throws-text", "/two-bodies", "/unsendable"])(
    "answers 500 without a word of the fault at %s, and lives on",
    async (path) => {
      const answer = await get(path);
      const text = await answer.text();
      expect(answer.status).toBe(500);
      expect(text).not.toContain(SECRET);
      expect(bench.log.written()).not.toContain(SECRET);
      expect((await get("/hello/a")).status).toBe(200);
    },
  );

  it("tells operators where a fault came from, under the id that the client was given", async () => {
    const { id } = (await (await get("/async-throw")).json()) as { id: string };
    const line = bench.log.lines().find((entry) => entry["id"] === id && entry["level"] === "error");
    expect(line).toMatchObject({ route: "/async-throw", fault: { kind: "Error" } });
    expect(JSON.stringify(line)).toContain("http-server.test.ts");
  });

  it("answers 503 with a time to come back while the store is down, and 409 for a lost race", async () => {
    const down = await get("/store-down");
    expect([down.status, down.headers.get("retry-after")]).toEqual([503, "5"]);
    expect((await get("/raced")).status).toBe(409);
  });

  it("answers HEAD as GET without a body", async () => {
    const answer = await get("/page", { method: "HEAD" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-length")).toBe(String(Buffer.byteLength("<p>سلام</p>")));
    expect(await answer.text()).toBe("");
    expect((await get("/endless", { method: "HEAD" })).status).toBe(200);
  });

  it("sends HTML as it is", async () => {
    const answer = await get("/page");
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await answer.text()).toBe("<p>سلام</p>");
  });

  it("answers 404 and 405 as problem details, with the methods that there are", async () => {
    const missing = await get("/nowhere?token=canary-in-query");
    expect(missing.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(await missing.json()).toMatchObject({ status: 404, key: "problem.not_found" });
    const wrong = await get("/echo");
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get("allow")).toContain("POST");
    expect((await get("/echo", { method: "OPTIONS" })).headers.get("allow")).toBe("POST, OPTIONS");
    expect(bench.log.written()).not.toContain("canary-in-query");
  });

  it("puts a refusal into the language that is asked for", async () => {
    const english = (await (await get("/refused")).json()) as Record<string, unknown>;
    const asked = await get("/refused?lang=tr");
    expect(asked.headers.get("content-language")).toBe("tr");
    expect(english).toMatchObject({
      type: "urn:redress:problem:problem.changed_meanwhile",
      status: 409,
      detail: "en: problem.changed_meanwhile",
    });
    const preferred = await get("/refused", { headers: { "accept-language": "xx, ru;q=0.5, ar;q=0.9" } });
    expect(preferred.headers.get("content-language")).toBe("ar");
  });

  it("sends its security headers with every answer, refusals included", async () => {
    for (const path of ["/hello/a", "/nowhere", "/sync-throw"]) {
      const { headers } = await get(path);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("server")).toBeNull();
      expect(headers.get("strict-transport-security")).toBeNull();
    }
  });

  it("reads JSON and forms, and leaves other types as bytes", async () => {
    expect(await (await post('{"a":[1]}')).json()).toEqual({ body: { a: [1] } });
    const form = await post("a=1&a=2&b=%D8%B3", "application/x-www-form-urlencoded");
    expect(await form.json()).toEqual({ body: { a: ["1", "2"], b: "س" } });
    expect(await (await post("abc", "text/plain")).json()).toEqual({ bytes: 3 });
    expect(await (await fetch(`${bench.url}/echo`, { method: "POST" })).json()).toEqual({});
  });

  it.each([
    ["too long", "x".repeat(2_000), "application/json", 413],
    ["far too long", "x".repeat(5_000_000), "application/json", 413],
    ["too deep", "[".repeat(100) + "]".repeat(100), "application/json", 400],
    ["not JSON", "{", "application/json", 400],
    ["a NUL as an escape", '{"a":"x\\u0000"}', "application/json", 400],
    ["a NUL in a key", '{"x\\u0000":1}', "application/json", 400],
    ["a NUL in a form", "a=%00", "application/x-www-form-urlencoded", 400],
    ["__proto__", '{"a":{"__proto__":{"admin":true}}}', "application/json", 400],
    ["__proto__ in disguise", '{"\\u005f_proto__":{"admin":true}}', "application/json", 400],
    ["__proto__ in a form", "__proto__=1", "application/x-www-form-urlencoded", 400],
    ["another charset", '{"a":1}', "application/json; charset=utf-16", 415],
    ["bytes that are not UTF-8", new Uint8Array([0x22, 0xff, 0x22]), "application/json", 400],
  ])("refuses a body that is %s", async (_what, body, type, status) => {
    expect((await post(body, type)).status).toBe(status);
    expect((await get("/hello/a")).status).toBe(200);
  });

  it("mends half a surrogate pair instead of losing the words", async () => {
    expect(await (await post('{"a":"x\\ud83d"}')).json()).toEqual({ body: { a: "x\uFFFD" } });
  });

  it("refuses compressed bodies", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    expect((await fetch(`${bench.url}/echo`, { method: "POST", body: "{}", headers })).status).toBe(415);
  });

  it("believes no length header", async () => {
    const head = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    const chunks = `400\r\n${"x".repeat(0x400)}\r\n`.repeat(3);
    expect(await rawly(bench.port, `${head}Transfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 413/u,
    );
    expect(await rawly(bench.port, `${head}Content-Length: -5\r\n\r\n{}`)).toMatch(/^HTTP\/1\.1 400/u);
    expect(await rawly(bench.port, `${head}Content-Length: 99999999999999999999\r\n\r\n{}`)).toMatch(
      /^HTTP\/1\.1 4\d\d/u,
    );
    await rawly(bench.port, `${head}Content-Length: 50\r\n\r\n{`);
    expect((await get("/hello/a")).status).toBe(200);
  });

  it.each(["//", "/%", "/%00", "/hello/%ff", "http://[", "*", "/hello/%E0%A4%A", "\\\\x"])(
    "survives the address %s",
    async (target) => {
      const answer = await rawly(bench.port, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/u);
      expect((await get("/hello/a")).status).toBe(200);
    },
  );

  it("survives a host that is none", async () => {
    const answer = await rawly(bench.port, "GET /hello/a HTTP/1.1\r\nHost: a b:c:d\r\nConnection: close\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400/u);
    expect((await get("/hello/a")).status).toBe(200);
  });

  it("answers the next request on a connection on which a raw body was refused unread", async () => {
    const upload = `POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n${"x".repeat(500_000)}`;
    const next = "GET /hello/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    expect(await rawly(bench.port, upload + next)).toMatch(/^HTTP\/1\.1 403[^]*HTTP\/1\.1 200/u);
  });

  it("limits a raw body while its route reads it", async () => {
    expect(await (await post("x".repeat(900), "multipart/form-data", "/raw")).json()).toEqual({ length: 900 });
    expect((await post("x".repeat(1_001), "multipart/form-data", "/raw")).status).toBe(413);
    const head = "POST /raw HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    expect(await rawly(bench.port, `${head}${`400\r\n${"x".repeat(0x400)}\r\n`.repeat(3)}0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 413/u,
    );
  });

  it("lets the pages that may call read every answer, and no others", async () => {
    const preflight = (origin: string) =>
      get("/far", { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } });
    const allowed = await preflight("https://shop.example");
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(allowed.headers.get("access-control-allow-headers")).toBe("authorization,content-type");
    expect((await preflight("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
    const refused = await fetch(`${bench.url}/far`, {
      method: "POST",
      body: "{",
      headers: { origin: "https://shop.example", "content-type": "application/json" },
    });
    expect(refused.status).toBe(400);
    expect(refused.headers.get("access-control-allow-origin")).toBe("https://shop.example");
  });

  it("logs the pattern, never the address", async () => {
    await get("/hello/canary-name?q=canary-query", {
      headers: { authorization: "Bearer canary-token", cookie: "a=canary-cookie" },
    });
    await post('{"text":"canary-words"}');
    expect(bench.log.written()).toContain('"route":"/hello/:name"');
    expect(bench.log.written()).not.toContain("canary-");
  });
});
