import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { chatAs, openChat } from "../support/webchat-bench.ts";
import type { ChatClient } from "../support/webchat-bench.ts";
import { fileInEnglish, heardSince, written } from "../support/chat-visitor.ts";
import { askingAt } from "../support/asking.ts";
import type { Asking } from "../support/asking.ts";
import { ADMIN, openRealServer, PUBLIC_URL, SECRETS } from "../support/real-server.ts";
import type { RealServer } from "../support/real-server.ts";

let server: RealServer;
let asking: Asking;
const ask: Asking["ask"] = (...call) => asking.ask(...call);
const asAdministrator: Asking["asAdministrator"] = (...call) => asking.asAdministrator(...call);

beforeAll(async () => {
  server = await openRealServer({ WIDGET_ORIGINS: "https://shop.example", TRUST_PROXY: "loopback" });
  asking = askingAt(server.url);
});
afterAll(() => server.close());

const gpsPhoto = () => readFile(new URL("../fixtures/pictures/gps.jpg", import.meta.url));

async function upload(chat: ChatClient, name: string, caption: string): Promise<Response> {
  const form = new FormData();
  form.append("activity", new Blob([JSON.stringify({ type: "message", text: caption })], { type: "application/json" }));
  form.append("file", new Blob([await gpsPhoto()], { type: "image/jpeg" }), name);
  return chat.upload(form);
}

describe("what people send", () => {
  const canaries = [
    "canarymatter",
    "canarywish",
    "canaryproduct",
    "canarylot",
    "canaryorder",
    "905321110077",
    "canaryfile",
    "canarycaption",
    "canaryagent",
    "canaryquery",
    "canaryheader",
    "canarykey",
    "canaryid",
    "canaryname",
    "canarymail",
    "canarypassword",
    "canarytoken",
    "canarysecret",
    "canaryguess",
    "canarycookie",
    "canaryorigin",
    "203.0.113.77",
  ];
  const loud = {
    "user-agent": "canaryagent",
    "x-anything": "canaryheader",
    cookie: "__Host-redress=canarycookie",
    "x-forwarded-for": "203.0.113.77",
  };

  it("is in no line of the log, no metric and no refusal, whatever it was and wherever it stood", async () => {
    const chat = await openChat(server);
    const filed = await fileInEnglish(chat, {
      texts: ["canarymatter one", "canarymatter two", "canarywish"],
      skippable: ["canaryproduct", "canarylot", "canaryorder", undefined, "+90 532 111 00 77"],
    });
    await upload(chat, "canaryfile.jpg", "canarycaption");
    await chat.call(
      "POST",
      `/conversations/${chat.conversationId}/activities?canaryquery=canaryquery`,
      { ...written("canarymatter"), canarykey: "canarykey", channelData: { clientActivityID: "canaryid" } },
      loud,
    );
    for (const text of [`status`, filed.number, "canaryguess", "menu"]) await chat.post(written(text));
    await ask("POST", "/webchat/token", { visitorToken: "canarytoken" }, { origin: "https://canaryorigin.example" });
    await ask("POST", "/webchat/token", { visitorToken: "canarytoken" }, loud);
    await ask("POST", "/webchat/token", { visitorToken: { canarykey: 1 } });
    await ask("POST", "/v3/directline/tokens/generate", {}, { authorization: "Bearer canarysecret" });
    await ask("POST", "/v3/directline/conversations", {}, { authorization: "Bearer canarytoken" });
    await ask("GET", "/v3/directline/conversations/canaryid/files/canaryfile?t=canarytoken");
    await ask("GET", "/canaryquery/canarykey?canaryquery", undefined, loud);
    await ask("POST", "/api/v1/sign-in?canaryquery=1", { email: "canarymail@example.org", password: "canarypassword" });
    await ask("POST", "/api/v1/sign-in", { canarykey: "canarykey", email: { canarykey: 1 } });
    await ask("POST", "/api/v1/setup", { token: "canarytoken".repeat(9), password: "canarypassword" });
    await ask("POST", "/api/v1/setup", { token: "canarytoken", password: "canarypassword", name: "canaryname" });
    await ask("GET", "/api/v1/me", undefined, { authorization: "Bearer canarytoken" });
    await ask("GET", "/metrics", undefined, { authorization: "Bearer canarytoken" });
    const { categories } = await asAdministrator<{ categories: { key: string; canBeChosen: boolean }[] }>(
      "GET",
      "/api/v1/organisation",
    );
    const onBehalf = await asAdministrator<{ id: string; number: string }>("POST", "/api/v1/complaints?x=canaryquery", {
      customer: { name: "canaryname", phone: "+905321110077", email: "canarymail@example.org", language: "en" },
      heardBy: "phone",
      matter: { category: categories.find(({ canBeChosen }) => canBeChosen)?.key, description: "canarymatter" },
    });
    await asAdministrator("GET", `/api/v1/complaints/${onBehalf.id}`);

    const metrics = await ask("GET", "/metrics", undefined, { authorization: `Bearer ${SECRETS.METRICS_TOKEN}` });
    expect(metrics.status).toBe(200);
    const everything = { log: server.written(), metrics: metrics.text, refusals: asking.refusals.join("\n") };
    const secret = [
      ...canaries,
      ...Object.values(SECRETS),
      ADMIN.email,
      chat.token,
      chat.visitorToken,
      chat.userId,
      chat.conversationId,
      filed.number,
      filed.passcode,
      onBehalf.number,
      "postgresql://",
    ];
    expect(everything.log).toContain('"route":"/v3/directline/conversations/:id/activities"');
    expect(everything.refusals.length).toBeGreaterThan(1_000);
    for (const [place, text] of Object.entries(everything)) {
      expect([place, secret.filter((canary) => text.includes(canary))]).toEqual([place, []]);
    }
  });

  it("never hands a passcode to staff: not in the complaint, its conversation, nor the audit trail", async () => {
    const chat = await openChat(server);
    const { number, passcode } = await fileInEnglish(chat, { texts: ["hard as stone"], skippable: [] });
    // The customer's own answers hold it, too: a wrong one and the right one.
    for (const text of ["status", "Another complaint", number, passcode.replace(/.$/u, "x"), number, passcode])
      await chat.post(written(text));
    const { id } = await asAdministrator<{ id: string }>("GET", `/api/v1/tracking-numbers/${number}`);
    const detail = await asAdministrator<{ conversations: { id: string }[] }>("GET", `/api/v1/complaints/${id}`);
    const pages = await Promise.all(
      detail.conversations.map((one) => asAdministrator("GET", `/api/v1/conversations/${one.id}/messages?limit=500`)),
    );
    const seen = JSON.stringify([detail, pages, await asAdministrator("GET", "/api/v1/complaints")]);
    expect(seen).toContain("hard as stone");
    const grouped = passcode.replace(/(\d{4})(?=\d)/gu, "$1 ");
    expect([seen.includes(passcode), seen.includes(grouped)]).toEqual([false, false]);
  });
});

describe("every answer", () => {
  it.each(["/", "/chat", "/demo", "/healthz", "/api/openapi.json", "/api/v1/me", "/nothing-here"])(
    "of %s closes what browsers leave open",
    async (path) => {
      const { headers } = await ask("GET", path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      // No page of ours is made to be framed, the chat page neither: a site embeds the chat by its script.
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|data:/u);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("strict-transport-security")).toContain("max-age=63072000");
      for (const name of ["server", "x-powered-by", "api-version", "response-time"]) {
        expect([name, headers.get(name)]).toEqual([name, null]);
      }
      expect(headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  it("lets only the pages that the operator named read the chat, and none the desk", async () => {
    const from = async (origin: string, path: string) =>
      (await ask("OPTIONS", path, undefined, { origin, "access-control-request-method": "POST" })).headers.get(
        "access-control-allow-origin",
      );
    for (const origin of ["https://shop.example", PUBLIC_URL])
      expect(await from(origin, "/webchat/token")).toBe(origin);
    for (const origin of [
      "https://shop.example.evil.example",
      "https://evil-shop.example",
      "http://shop.example",
      "https://shop.example:8443",
      "null",
      "*",
      "https://shop.example, https://evil.example",
    ]) {
      expect([origin, await from(origin, "/webchat/token")]).toEqual([origin, null]);
      expect((await ask("POST", "/webchat/token", {}, { origin })).status).toBe(403);
    }
    expect(await from("https://shop.example", "/api/v1/sign-in")).toBeNull();
  });
});

describe("a customer's file", () => {
  async function fileOf(chat: ChatClient): Promise<string> {
    expect((await upload(chat, 'a"; filename=evil.html\r\nx: y.jpg', "my photo")).status).toBe(200);
    const { activities } = await heardSince(chat, "");
    return activities.flatMap(({ attachments = [] }) => attachments.map(({ contentUrl }) => contentUrl ?? ""))[0] ?? "";
  }

  it("comes as a download that nothing can run in, cleaned of where it was taken", async () => {
    const chat = await openChat(server);
    const answer = await fetch(server.local(await fileOf(chat)));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''[\w.%-]+$/u);
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.includes("Exif")).toBe(false);
  });

  it("is shown to nobody else, by no changed address and to no stranger at the desk", async () => {
    const [mine, theirs] = [await openChat(server), await openChat(server)];
    const address = new URL(server.local(await fileOf(mine)));
    const other = new URL(server.local(await fileOf(theirs)));
    const status = async (url: URL | string) => (await fetch(url)).status;
    const changed = (change: (url: URL) => void): URL => {
      const url = new URL(address);
      change(url);
      return url;
    };
    const token = address.searchParams.get("t") ?? "";
    const id = address.pathname.split("/").at(-1) ?? "";
    const otherId = other.pathname.split("/").at(-1) ?? "";
    expect(await status(changed((url) => url.searchParams.delete("t")))).toBe(403);
    expect(await status(changed((url) => url.searchParams.set("t", `${token.slice(0, -2)}AA`)))).toBe(403);
    expect(await status(changed((url) => url.searchParams.set("t", mine.token)))).toBe(403);
    expect(await status(changed((url) => url.searchParams.set("t", mine.visitorToken)))).toBe(403);
    expect(await status(changed((url) => (url.pathname = url.pathname.replace(id, otherId))))).toBe(403);
    expect(await status(`${server.url}/api/v1/attachments/${id}/content`)).toBe(401);
    expect(await status(`${server.url}/api/v1/attachments/${id}/thumbnail`)).toBe(401);
    expect((await ask("POST", `/api/v1/attachments/${id}/original`, { reason: "x" })).status).toBe(401);
  });

  it("and conversation stay closed to the token of another visitor", async () => {
    const [mine, theirs] = [await openChat(server), await openChat(server)];
    const disguised = chatAs(server, { ...theirs, token: mine.token });
    expect((await disguised.say("as somebody else")).status).toBe(403);
    expect((await disguised.call("GET", `/conversations/${theirs.conversationId}/activities`)).status).toBe(403);
    expect((await upload(disguised, "x.jpg", "x")).status).toBe(403);
  });
});

describe("tracking by number and passcode", () => {
  it("says the same to a number that does not exist, a wrong passcode and a number that cannot exist", async () => {
    const { number } = await fileInEnglish(await openChat(server), { texts: ["hard"], skippable: [] });
    const unknown = number === "1000000009" ? "2000000008" : "1000000009";
    const misread = number.slice(0, -1) + String((Number(number.at(-1)) + 1) % 10);
    const said: string[] = [];
    for (const tried of [number, unknown, misread]) {
      const chat = await openChat(server);
      await chat.post(written("menu"));
      await chat.post(written("status"));
      await chat.post(written(tried));
      const before = (await heardSince(chat, "")).watermark;
      await chat.post(written("1234 5678 9012"));
      const { activities } = await heardSince(chat, before);
      said.push(activities.map(({ from, text }) => (from.role === "bot" ? text : "")).join("\n"));
    }
    expect(new Set(said).size).toBe(1);
    expect(said[0]).not.toBe("");
  });
});
