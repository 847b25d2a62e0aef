/** The web chat against `botframework-directlinejs`, the client that Microsoft's own Web Chat uses, as it is. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Activity, DirectLine, DirectLineOptions, Message } from "botframework-directlinejs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { z } from "zod";
import { openChat, openWebchatBench } from "../support/webchat-bench.ts";
import type { ChatClient, WebchatBench } from "../support/webchat-bench.ts";
import { XhrWithForms } from "../support/xhr-with-forms.ts";

/** Sockets that clients opened, so that a test can cut them. */
let sockets: WebSocket[] = [];

class KeptSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    sockets.push(this);
  }
}

Object.assign(globalThis, { XMLHttpRequest: XhrWithForms, WebSocket: KeptSocket });
const library = await import("botframework-directlinejs");

let bench: WebchatBench;
let chat: ChatClient;
let opened: DirectLine[];
beforeEach(async () => {
  sockets = [];
  opened = [];
  bench = await openWebchatBench();
  chat = await openChat(bench);
});
afterEach(async () => {
  for (const client of opened) client.end();
  for (const socket of sockets) socket.terminate();
  await bench.close();
});

interface Client {
  readonly directLine: DirectLine;
  readonly seen: Activity[];
  readonly states: number[];
  readonly until: (enough: () => boolean) => Promise<void>;
}

function connect(options: Partial<DirectLineOptions> = {}): Client {
  const seen: Activity[] = [];
  const states: number[] = [];
  let stir: () => void = () => undefined;
  // A client waits 3 s plus up to 12 s by chance before it reconnects: this chance makes it nothing.
  const services = { random: () => -0.25 };
  const directLine = new library.DirectLine({
    domain: bench.directLine,
    token: chat.token,
    ...services,
    ...options,
  });
  opened.push(directLine);
  directLine.connectionStatus$.subscribe((state) => {
    states.push(state);
    stir();
  });
  directLine.activity$.subscribe(
    (activity) => {
      seen.push(activity);
      stir();
    },
    () => undefined,
  );
  const until = async (enough: () => boolean): Promise<void> => {
    while (!enough()) await new Promise<void>((resolve) => (stir = resolve));
  };
  return { directLine, seen, states, until };
}

function message(text: string, clientActivityID: string, more: Partial<Message> = {}): Message {
  return { type: "message", text, from: { id: "whoever" }, channelData: { clientActivityID }, ...more };
}

function post({ directLine }: Client, activity: Activity): Promise<string> {
  return new Promise((resolve, reject) => {
    directLine.postActivity(activity).subscribe(resolve, reject);
  });
}

/**
 * What was said after the greeting, in the order that the server gave. The client mixes two frames that come close together;
 * Web Chat puts them right by the sequence number.
 */
function textsOf({ seen }: Client): readonly string[] {
  const said = seen.flatMap((activity) => {
    const place = z.object({ "webchat:sequence-id": z.number() }).safeParse(activity.channelData);
    return activity.type === "message" && place.success
      ? [{ text: activity.text ?? "", seq: place.data["webchat:sequence-id"] }]
      : [];
  });
  return said
    .toSorted((one, other) => one.seq - other.seq)
    .map(({ text }) => text)
    .filter((text) => text !== "echo: start");
}

function call(client: Client, method: "refreshToken"): Promise<string> {
  return new Promise((resolve, reject) => {
    const hidden = client.directLine as unknown as Record<
      string,
      () => { subscribe: (ok: (value: string) => void, no: (fault: unknown) => void) => void }
    >;
    hidden[method]?.().subscribe(resolve, reject);
  });
}

describe.each([
  ["over the stream", {}],
  ["by polling", { webSocket: false, pollingInterval: 200 }],
])("botframework-directlinejs %s", (_how, options) => {
  test("posts, and hears its own words with its own id, then the answer, each once and in order", async () => {
    const client = connect(options);
    const id = await post(client, message("first", "c-1"));
    await post(client, message("second", "c-2"));
    await client.until(() => textsOf(client).length >= 4);
    expect(textsOf(client)).toEqual(["first", "echo: first", "second", "echo: second"]);
    const echo = client.seen.find((activity) => activity.type === "message" && activity.text === "first");
    expect(echo).toMatchObject({
      id,
      from: { id: chat.userId, role: "user" },
      channelData: { clientActivityID: "c-1" },
    });
    expect(client.states.at(-1)).toBe(library.ConnectionStatus.Online);
  });

  test("uploads a photo whose name is Persian", async () => {
    const page = createServer((_request, response) => response.end(Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]))).listen(
      0,
      "127.0.0.1",
    );
    await once(page, "listening");
    const contentUrl = `http://127.0.0.1:${String((page.address() as AddressInfo).port)}/photo`;
    const client = connect(options);
    const photo = {
      contentType: "image/jpeg",
      contentUrl,
      name: "رزین سفت‌شده.jpg",
      thumbnailUrl: "data:image/png;base64,AAAA",
    };
    await post(client, message("like this", "c-1", { attachments: [photo] }));
    await client.until(() => textsOf(client).length >= 2);
    expect(textsOf(client)).toEqual(["like this", "echo: 1 files like this"]);
    const echo = client.seen.find(
      (activity): activity is Message => activity.type === "message" && activity.text === "like this",
    );
    expect(echo?.attachments).toMatchObject([{ contentType: "image/jpeg", name: "رزین سفت‌شده.jpg" }]);
    expect([...bench.files.kept.values()].map((bytes) => [...bytes])).toEqual([[0xff, 0xd8, 0xff, 1, 2, 3]]);
    page.close();
  });

  test("goes on after a reload, with history, by the conversation's id and watermark", async () => {
    const before = connect(options);
    await post(before, message("first", "c-1"));
    await before.until(() => textsOf(before).length >= 2);
    before.directLine.end();
    await chat.say("meanwhile");
    const whole = connect({ ...options, conversationId: chat.conversationId });
    await whole.until(() => textsOf(whole).length >= 4);
    expect(textsOf(whole)).toEqual(["first", "echo: first", "meanwhile", "echo: meanwhile"]);
    const rest = connect({ ...options, conversationId: chat.conversationId, watermark: "4" });
    await rest.until(() => textsOf(rest).length >= 2);
    expect(textsOf(rest)).toEqual(["meanwhile", "echo: meanwhile"]);
  });
});

describe("botframework-directlinejs", () => {
  test("loses and doubles nothing while its socket is cut again and again", async () => {
    const client = connect();
    const expected: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      await post(client, message(`word ${String(round)}`, `c-${String(round)}`));
      sockets.at(-1)?.terminate();
      await chat.say(`cut ${String(round)}`);
      expected.push(
        `word ${String(round)}`,
        `echo: word ${String(round)}`,
        `cut ${String(round)}`,
        `echo: cut ${String(round)}`,
      );
      await client.until(() => textsOf(client).length >= expected.length);
    }
    expect(textsOf(client)).toEqual(expected);
    expect(sockets.length).toBeGreaterThan(4);
  });

  test("refreshes its token, and is told when it came too late", async () => {
    const client = connect();
    await post(client, message("hello", "c-1"));
    bench.pass(15 * 60_000);
    const fresh = await call(client, "refreshToken");
    expect(fresh).not.toBe(chat.token);
    bench.pass(31 * 60_000);
    await expect(call(client, "refreshToken")).rejects.toMatchObject({ status: 403 });
    expect(client.states.at(-1)).toBe(library.ConnectionStatus.ExpiredToken);
  });

  test("takes a post with an expired token as a reason to try again, and goes on with a new one", async () => {
    const client = connect();
    await post(client, message("hello", "c-1"));
    await client.until(() => textsOf(client).length === 2);
    bench.pass(31 * 60_000);
    expect(await post(client, message("again", "c-2"))).toBe("retry");
    const anew = await openChat(bench, { visitorToken: chat.visitorToken });
    const { streamUrl } = (await (
      await anew.call("GET", `/conversations/${chat.conversationId}?watermark=4`)
    ).json()) as { streamUrl: string };
    client.directLine.end();
    const next = connect({ token: anew.token, conversationId: chat.conversationId, streamUrl });
    await post(next, message("again", "c-2"));
    await next.until(() => textsOf(next).length === 2);
    expect(textsOf(next)).toEqual(["again", "echo: again"]);
  });
});
