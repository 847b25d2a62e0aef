import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openDeskBench } from "../support/desk-bench.ts";
import type { DeskBench, DeskClient } from "../support/desk-bench.ts";

const NOBODY = "00000000-0000-7000-8000-000000000000";

describe("bad input to the staff API", () => {
  let bench: DeskBench;
  let manager: DeskClient;
  beforeAll(async () => {
    bench = await openDeskBench();
    manager = await bench.as("complaints_manager");
  });
  afterAll(async () => bench.close());

  const raw = (body: string, type = "application/json", path = `/api/v1/complaints/${NOBODY}/commands`) =>
    fetch(bench.http.url + path, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${manager.token}`, "content-type": type },
    });

  it.each([
    ["too long", JSON.stringify({ kind: "note", words: "x".repeat(300_000) }), "application/json", 413],
    ["too deep", `{"kind":${"[".repeat(200)}${"]".repeat(200)}}`, "application/json", 400],
    ["in another charset", "{}", "application/json; charset=windows-1254", 415],
    ["no JSON at all", "kind=note", "text/plain", 415],
    ["a form", "kind=note", "application/x-www-form-urlencoded", 400],
    ["with NUL", '{"kind":"note","words":"a\\u0000b"}', "application/json", 400],
    ["with __proto__", '{"__proto__":{"role":"administrator"},"kind":"note","words":"x"}', "application/json", 400],
    ["a command that there is not", '{"kind":"erase_everything"}', "application/json", 400],
    [
      "a command of the customer's",
      '{"kind":"answer_consent","round":1,"answer":"accept","words":"yes"}',
      "application/json",
      400,
    ],
    ["a command without its fields", '{"kind":"decide"}', "application/json", 400],
    ["a list", "[]", "application/json", 400],
    ["null", "null", "application/json", 400],
    ["nothing", "", "application/json", 400],
    [
      "with words too long for a person",
      JSON.stringify({ kind: "note", words: "x".repeat(20_001) }),
      "application/json",
      400,
    ],
  ])("is refused when it is %s", async (_what, body, type, status) => {
    const answer = await raw(body, type);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });

  it("is named field by field, without what was sent", async () => {
    const answer = await raw(
      '{"kind":"decide","decision":"canary-kind","report":"r","remedies":[{"kind":"refund","what":"w","who":"","by":"2026-02-30"}]}',
    );
    const text = await answer.text();
    const { fields } = JSON.parse(text) as { fields: { path: string }[] };
    expect(fields.map(({ path }) => path).sort()).toEqual(["decision", "remedies.0.by", "remedies.0.who"]);
    expect(text).not.toContain("canary-kind");
  });

  it.each([
    "-1",
    "0",
    "99999999999999999999",
    "abc",
    "%F0%9F%98%80",
    "a".repeat(3_000),
    "..%2f..%2fetc",
    "null",
    "%27%3B--",
  ])("is refused as an id when it is %s", async (id) => {
    for (const path of [
      `complaints/${id}`,
      `attachments/${id}`,
      `attachments/${id}/content`,
      `conversations/${id}/messages`,
    ]) {
      const { status } = await manager.get(`/api/v1/${path}`);
      expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    }
  });

  it.each([
    "complaints?limit=0",
    "complaints?limit=101",
    "complaints?limit=-5",
    "complaints?status=received,nonsense",
    "complaints?safety=perhaps",
    "complaints?evaluator=somebody",
    "audit?after=-1",
    "alerts?limit=1e9",
    `conversations/${NOBODY}/messages?after=99999999999`,
  ])("is refused as a query: %s", async (path) => {
    const client = path.startsWith("audit") ? await bench.as("auditor") : manager;
    expect((await client.get(`/api/v1/${path}`)).status).toBe(400);
  });

  it("does not fail on a page mark that nobody gave out", async () => {
    for (const mark of ["nonsense", "eyJ4IjoxfQ", "%00", "a".repeat(400)]) {
      const { status } = await manager.get(`/api/v1/complaints?after=${mark}`);
      expect([mark, status < 500]).toEqual([mark, true]);
    }
  });

  it("leaves no word, name, number, address or token in the log", async () => {
    const canaries = {
      name: "canary-name",
      phone: "+905321110000",
      email: "canary-email@example.org",
      description: "canary-description",
    };
    const { body } = await manager.get("/api/v1/organisation");
    const category = (body["categories"] as { key: string; canBeChosen: boolean }[]).find(
      ({ canBeChosen }) => canBeChosen,
    )?.key;
    const filed = await manager.send("POST", "/api/v1/complaints?note=canary-query", {
      customer: { name: canaries.name, phone: canaries.phone, email: canaries.email, language: "en" },
      heardBy: "phone",
      matter: { category, description: canaries.description },
    });
    expect(filed.status).toBe(201);
    await bench.world.settled();
    await manager.get(`/api/v1/complaints/${String(filed.body["id"])}`, {
      cookie: "redress=canary-cookie",
      "x-forwarded-for": "203.0.113.77",
    });
    await manager.get(`/api/v1/tracking-numbers/${String(filed.body["number"])}`);
    await bench.anyone.send("POST", "/api/v1/sign-in", {
      email: "canary-email@example.org",
      password: "canary-password",
    });
    await bench.anyone.send("POST", "/api/v1/setup", { token: "canary-token", password: "canary-password" });
    await manager.send("POST", "/api/v1/me/password", { current: "canary-password", next: "canary-new-password" });
    const log = bench.http.log.written();
    for (const canary of [
      "canary",
      canaries.phone.slice(1),
      String(filed.body["number"]),
      "203.0.113.77",
      "127.0.0.1",
      manager.token,
    ]) {
      expect([canary, log.includes(canary)]).toEqual([canary, false]);
    }
    expect(log).toContain('"route":"/api/v1/complaints/:id"');
  });
});
