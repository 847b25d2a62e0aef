import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import { Readable } from "node:stream";
import { WebSocket } from "ws";
import { json } from "../../core/http/respond.ts";
import type { HttpRequest, HttpResponse, Route } from "../../core/http/route.ts";
import type { LiveSocket, SocketRoute } from "../../core/http/socket-route.ts";
import { openHttpBench } from "../support/http-bench.ts";
import type { HttpBench } from "../support/http-bench.ts";

function route(path: string, handle: (request: HttpRequest) => Promise<HttpResponse>): Route {
  return { method: "GET", path, maxBodyBytes: 0, handle };
}

const endless = Readable.from(
  (async function* () {
    yield "data: one\n\n";
    await new Promise(() => undefined);
  })(),
);

const routes = [
  route("/hello/:name", async () => json(200, {})),
  route("/endless", async () => ({ status: 200, stream: endless, headers: { "content-type": "text/event-stream" } })),
];

const opened: LiveSocket[] = [];
const sockets: readonly SocketRoute[] = [
  {
    path: "/chat/:id/stream",
    maxFrameBytes: 100,
    admit: async ({ params, query }) => {
      if (params["id"] === "broken") throw new Error("do-not-tell-4711");
      if (query.get("t") !== "ticket") return { admitted: false, status: 403 };
      return {
        admitted: true,
        open: (socket) => {
          opened.push(socket);
          socket.onText((text) => {
            if (text === "fail") throw new Error("do-not-tell-4711");
            socket.send(`${params["id"] ?? ""}: ${text}`);
          });
        },
      };
    },
  },
];

describe("WebSockets", () => {
  let bench: HttpBench;
  beforeAll(async () => {
    bench = await openHttpBench(routes, { sockets });
  });
  afterAll(async () => bench.close());

  const open = (path: string) => new WebSocket(`${bench.url.replace("http", "ws")}${path}`);
  const refusal = async (path: string): Promise<string> => {
    const socket = open(path);
    const [fault] = (await once(socket, "error").catch((error: unknown) => [error])) as [Error];
    return fault.message;
  };

  it("carries text both ways once admitted", async () => {
    const socket = open("/chat/a%20b/stream?t=ticket");
    await once(socket, "open");
    socket.send("سلام");
    const [frame] = (await once(socket, "message")) as [Buffer];
    expect(frame.toString()).toBe("a b: سلام");
    socket.close();
    await once(socket, "close");
  });

  it("refuses before the handshake, and does not tell why it failed", async () => {
    expect(await refusal("/chat/a/stream?t=forged")).toContain("403");
    expect(await refusal("/chat/broken/stream")).toContain("500");
    expect(await refusal("/nowhere")).toContain("404");
    expect(await refusal("/%")).toContain("404");
    expect(bench.log.written()).not.toContain("do-not-tell-4711");
  });

  it("ends a socket whose frames are too long, no text, or fail", async () => {
    for (const [frame, code] of [
      ["x".repeat(200), 1009],
      [Buffer.from([1]), 1003],
      ["fail", 1011],
    ] as const) {
      const socket = open("/chat/a/stream?t=ticket");
      await once(socket, "open");
      socket.send(frame);
      const [ended] = (await once(socket, "close")) as [number];
      expect(ended).toBe(code);
    }
    expect((await fetch(`${bench.url}/hello/a`)).status).toBe(200);
  });

  it("tells a listener of the end once, also one that comes late", async () => {
    const socket = open("/chat/a/stream?t=ticket");
    await once(socket, "open");
    const live = opened.at(-1);
    const told: string[] = [];
    live?.onClose(() => told.push("early"));
    socket.close();
    while (told.length === 0) await new Promise((resolve) => setImmediate(resolve));
    live?.onClose(() => told.push("late"));
    live?.send("into the void");
    expect(told).toEqual(["early", "late"]);
  });
});

describe("stopping the server", () => {
  it("ends open sockets with a code that asks them to come back", async () => {
    const bench = await openHttpBench(routes, { sockets });
    const socket = new WebSocket(`${bench.url.replace("http", "ws")}/chat/a/stream?t=ticket`);
    await once(socket, "open");
    const ended = once(socket, "close");
    await bench.close(8_000);
    expect((await ended)[0]).toBe(1012);
  });

  it("ends open streams and idle connections instead of waiting for them", async () => {
    const bench = await openHttpBench(routes);
    const open = await fetch(`${bench.url}/endless`);
    const reader = open.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("data: one\n\n");
    const started = performance.now();
    await bench.close(8_000);
    expect(performance.now() - started).toBeLessThan(5_000);
    await expect(fetch(`${bench.url}/hello/a`)).rejects.toThrow("fetch failed");
  });

  it("lets a running request end, and cuts off one that does not", async () => {
    let finish: (() => void) | undefined;
    const slow = route("/slow", () => new Promise((resolve) => (finish = () => resolve(json(200, {})))));
    const first = await openHttpBench([slow]);
    const answer = fetch(`${first.url}/slow`);
    while (finish === undefined) await new Promise((resolve) => setImmediate(resolve));
    const closed = first.close(8_000);
    finish();
    expect((await answer).status).toBe(200);
    await closed;

    let isStuck = false;
    const stuck = route("/stuck", () => new Promise(() => void (isStuck = true)));
    const second = await openHttpBench([stuck]);
    const lost = fetch(`${second.url}/stuck`).catch(() => "cut off");
    const reached = () => isStuck;
    while (!reached()) await new Promise((resolve) => setImmediate(resolve));
    await second.close(100);
    expect(await lost).toBe("cut off");
  });
});
