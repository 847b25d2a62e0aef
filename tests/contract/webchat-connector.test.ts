/** Bot Framework's connector (Azure Bot Service, Teams and the like) against /api/messages, with a connector on loopback. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createServer } from "node:http";
import type { Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import {
  BotFrameworkAuthentication,
  ConnectorClient,
  ConnectorFactory,
  MicrosoftAppCredentials,
} from "botframework-connector";
import type { AuthenticateRequestResult, UserTokenClient } from "botframework-connector";
import type { ClaimsIdentity } from "botframework-connector";
import type { Receive } from "../../bots/webchat/ports.ts";
import type { Inbound } from "../../core/channel/inbound.ts";
import { DeliveryError, Fault } from "../../core/errors.ts";
import { openChat, openWebchatBench } from "../support/webchat-bench.ts";
import type { WebchatBench } from "../support/webchat-bench.ts";

const microsoftApp = { appId: "11111111-1111-1111-1111-111111111111", appPassword: "a client secret" };

/** Lets in whoever knows the word, as Bot Framework lets in whoever has its signature, and signs nothing. */
class WordAuthentication extends BotFrameworkAuthentication {
  override async authenticateRequest(_activity: unknown, header: string): Promise<AuthenticateRequestResult> {
    if (header !== "Bearer the word") throw Object.assign(new Error("Unauthorized."), { statusCode: 401 });
    const claimsIdentity = { claims: [], isAuthenticated: true } as unknown as ClaimsIdentity;
    return { audience: "x", claimsIdentity, callerId: "", connectorFactory: this.createConnectorFactory() };
  }
  override async authenticateStreamingRequest(): Promise<never> {
    throw new Error("not used");
  }
  override createConnectorFactory(): ConnectorFactory {
    return new LoopbackFactory();
  }
  override async createUserTokenClient(): Promise<UserTokenClient> {
    return undefined as unknown as UserTokenClient;
  }
}

class LoopbackFactory extends ConnectorFactory {
  override async create(serviceUrl: string): Promise<ConnectorClient> {
    const credentials = new MicrosoftAppCredentials("", "");
    return new ConnectorClient(credentials, { baseUri: serviceUrl, noRetryPolicy: true });
  }
}

let bench: WebchatBench;
let received: Inbound[];
let before: () => Promise<void>;
let connector: Server;
let serviceUrl: string;
/** What the connector was sent, and the status that it answers with. */
let sent: { readonly path: string; readonly activity: Record<string, unknown> }[];
let status: number;

beforeEach(async () => {
  [received, sent, status, before] = [[], [], 201, async () => undefined];
  connector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      sent.push({
        path: request.url ?? "",
        activity: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>,
      });
      response.writeHead(status, { "content-type": "application/json" });
      response.end('{"id":"sent-1"}');
    });
  }).listen(0, "127.0.0.1");
  await once(connector, "listening");
  serviceUrl = `http://127.0.0.1:${String((connector.address() as AddressInfo).port)}`;
  bench = await openWebchatBench(({ receive }) => ({
    microsoftApp,
    authentication: new WordAuthentication(),
    receive: async (...args: Parameters<Receive>) => {
      received.push(args[0]);
      await before();
      return receive(...args);
    },
  }));
});
afterEach(async () => {
  await bench.close();
  connector.closeAllConnections();
  connector.close();
});

function activity(more: object = {}): object {
  return {
    type: "message",
    id: "activity-1",
    channelId: "msteams",
    serviceUrl,
    conversation: { id: "a:1", conversationType: "personal" },
    from: { id: "29:user", name: "R." },
    recipient: { id: "28:bot" },
    text: "the resin arrived hardened",
    locale: "tr-TR",
    ...more,
  };
}

function post(body: unknown, authorization = "Bearer the word"): Promise<Response> {
  return fetch(`${bench.url}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization === "" ? {} : { authorization }) },
    body: JSON.stringify(body),
  });
}

describe("/api/messages", () => {
  test("brings a message to the same receive, once, and the answer goes out over the connector", async () => {
    expect((await post(activity())).status).toBe(200);
    expect((await post(activity())).status).toBe(200);
    expect(received[0]).toMatchObject({
      reply: { kind: "text", text: "the resin arrived hardened" },
      locale: "tr-TR",
      profileName: "R.",
    });
    expect(received[0]?.address).toEqual({
      channel: "webchat",
      externalId: expect.stringMatching(/^bf_[0-9a-f]{40}$/u),
    });
    const due = await bench.store.outbox.take("webchat", new Date(Date.now() + 60_000), 1_000, 10);
    expect(due).toHaveLength(1);
    for (const { address, body } of due) {
      expect(await bench.webchat.channel.send(address, body)).toEqual({ providerId: "sent-1" });
    }
    expect(sent).toMatchObject([
      {
        path: expect.stringMatching(/^\/v3\/conversations\/a%3A1\/activities/u),
        activity: { type: "message", text: "echo: the resin arrived hardened" },
      },
    ]);
  });

  test("numbers choices in the text, and offers them as typed labels", async () => {
    await post(activity({ text: "menu" }));
    const [menu] = await bench.store.outbox.take("webchat", new Date(Date.now() + 60_000), 1_000, 10);
    if (menu === undefined) throw new Error("nothing to send");
    await bench.webchat.channel.send(menu.address, menu.body);
    expect(sent[0]?.activity).toMatchObject({
      text: expect.stringContaining("echo: menu\n\n1. Choice A\n2. Choice B\n3. Choice C"),
      suggestedActions: { actions: [{ type: "imBack", title: "Choice A", value: "Choice A" }, {}, {}] },
    });
  });

  test("refuses whoever cannot prove to be the connector, and answers nobody", async () => {
    expect((await post(activity(), "")).status).toBe(401);
    expect((await post(activity(), "Bearer forged")).status).toBe(401);
    expect(received).toEqual([]);
  });

  test("ignores groups, itself and what says nothing", async () => {
    await post(activity({ conversation: { id: "g", isGroup: true } }));
    await post(activity({ conversation: { id: "g", conversationType: "channel" } }));
    await post(activity({ from: { id: "28:bot" } }));
    await post(activity({ type: "messageReaction", text: undefined }));
    await post(activity({ text: " " }));
    expect(received).toEqual([]);
    expect(bench.refused).toEqual(["group", "group", "own", "unknown-type", "empty"]);
  });

  test("takes a card's answer as a tap, a file as something that cannot be read, the bot's coming as the start", async () => {
    await post(activity({ id: "1", text: "Choice A", value: { token: "offer1.0" } }));
    await post(activity({ id: "2", text: undefined, attachments: [{ contentType: "image/png" }] }));
    await post(activity({ id: "3", type: "conversationUpdate", membersAdded: [{ id: "28:bot" }, { id: "29:user" }] }));
    expect(received.map(({ reply }) => reply)).toEqual([
      { kind: "tap", token: "offer1.0", label: "Choice A" },
      { kind: "unsupported", what: "attachment" },
      { kind: "start" },
    ]);
  });

  test.each([
    ["nothing", {}],
    ["no conversation", { type: "message" }],
    ["an array", []],
    ["a file address as service", { serviceUrl: "file:///etc" }],
  ])("%s is refused", async (_what, wrong) => {
    expect((await post(Array.isArray(wrong) || !("serviceUrl" in wrong) ? wrong : activity(wrong))).status).toBe(400);
  });

  test("says 503 when the store is down, and the repeat has one effect", async () => {
    before = () => Promise.reject(new Fault("store-unavailable", "the database does not answer"));
    expect((await post(activity())).status).toBe(503);
    before = async () => undefined;
    expect((await post(activity())).status).toBe(200);
    expect(await bench.store.outbox.take("webchat", new Date(Date.now() + 60_000), 1_000, 10)).toHaveLength(1);
  });

  test.each([
    [403, true],
    [404, true],
    [429, false],
    [412, false],
  ])("a connector that answers %s is a delivery error, permanent: %s", async (answered, permanent) => {
    await post(activity());
    const [message] = await bench.store.outbox.take("webchat", new Date(Date.now() + 60_000), 1_000, 10);
    if (message === undefined) throw new Error("nothing to send");
    status = answered;
    const failed = await bench.webchat.channel.send(message.address, message.body).catch((fault: unknown) => fault);
    expect(failed).toBeInstanceOf(DeliveryError);
    expect(failed).toMatchObject({ permanent });
  });
});

test("without an app id there is no /api/messages", async () => {
  const closed = await openWebchatBench();
  expect((await fetch(`${closed.url}/api/messages`, { method: "POST" })).status).toBe(404);
  await closed.close();
});

test("the SDK's own check refuses unsigned, garbled and self-signed requests", async () => {
  const real = await openWebchatBench(() => ({ microsoftApp }));
  const claims = Buffer.from(JSON.stringify({ iss: "evil", aud: microsoftApp.appId })).toString("base64url");
  const head = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
  for (const authorization of ["", "Bearer", "Bearer x", "Bearer a.b.c", `Bearer ${head}.${claims}.`, "Basic eDp5"]) {
    const response = await fetch(`${real.url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(authorization === "" ? {} : { authorization }) },
      body: JSON.stringify(activity()),
    });
    expect([authorization, response.status]).toEqual([authorization, 401]);
  }
  await real.close();
});

test("a visitor of our own can never name a conversation of another service", async () => {
  const chat = await openChat(bench);
  const response = await fetch(`${bench.directLine}/tokens/generate`, {
    method: "POST",
    headers: { authorization: "Bearer a-secret-between-two-servers-0123456789", "content-type": "application/json" },
    body: JSON.stringify({ user: { id: "bf_0000000000000000000000000000000000000000" } }),
  });
  expect([response.status, chat.userId.startsWith("dl_")]).toEqual([400, true]);
});
