import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Client } from "pg";
import { askingAt } from "../support/asking.ts";
import type { Asking } from "../support/asking.ts";
import { ADMIN, openRealServer, PUBLIC_URL } from "../support/real-server.ts";
import type { RealServer } from "../support/real-server.ts";

let server: RealServer;
let asking: Asking;
const ask: Asking["ask"] = (...call) => asking.ask(...call);
const signIn: Asking["signIn"] = (...call) => asking.signIn(...call);
const asAdministrator: Asking["asAdministrator"] = (...call) => asking.asAdministrator(...call);

beforeAll(async () => {
  server = await openRealServer({ TRUST_PROXY: "loopback" });
  asking = askingAt(server.url);
});
afterAll(() => server.close());

describe("the desk", () => {
  it("keeps its cookie from scripts, other sites and plain http, and takes none that a stranger planted", async () => {
    const planted = "A".repeat(43);
    const { headers } = await ask("POST", "/api/v1/sign-in", ADMIN, {
      origin: PUBLIC_URL,
      cookie: `__Host-redress=${planted}`,
    });
    const setCookie = headers.get("set-cookie") ?? "";
    expect(setCookie).toMatch(/^__Host-redress=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/u);
    expect(setCookie).not.toContain(planted);
    expect((await ask("GET", "/api/v1/me", undefined, { cookie: `__Host-redress=${planted}` })).status).toBe(401);
  });

  it("obeys a cookie only on its own pages", async () => {
    const cookie = await signIn();
    const change = async (headers: Record<string, string>) =>
      (await ask("PATCH", "/api/v1/me", { name: "Changed" }, { cookie, ...headers })).status;
    expect(await change({ origin: PUBLIC_URL })).toBe(200);
    expect(await change({ "sec-fetch-site": "same-origin" })).toBe(200);
    for (const headers of [
      {},
      { origin: "null" },
      { origin: "https://evil.example" },
      { origin: `${PUBLIC_URL}.evil.example` },
      { origin: server.url },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ] as Record<string, string>[])
      expect([headers, await change(headers)]).toEqual([headers, 403]);
  });

  it("forgets a session at once when it is signed out", async () => {
    const cookie = await signIn();
    await ask("POST", "/api/v1/sign-out", undefined, { cookie, origin: PUBLIC_URL });
    expect((await ask("GET", "/api/v1/me", undefined, { cookie })).status).toBe(401);
  });

  it("says the same to a wrong password and an unknown address, and makes both wait after a few", async () => {
    const tries = async (email: string) => {
      const answers = [];
      for (let count = 0; count < 7; count += 1) {
        const wrong = { email, password: "not the right one" };
        const { status, text } = await ask("POST", "/api/v1/sign-in", wrong, { "x-forwarded-for": "198.51.100.7" });
        answers.push([status, text.replace(/"id":"[^"]*"|\d{1,2}:\d\d/gu, "")]);
      }
      return answers;
    };
    const invited = { email: "second@example.org", name: "Second", role: "agent", language: "en" };
    const { link } = await asAdministrator<{ link: { token: string } }>("POST", "/api/v1/agents", invited);
    await ask("POST", "/api/v1/setup", { token: link.token, password: "another stone in it" });
    const known = await tries(invited.email);
    expect(known.map(([status]) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect(await tries("nobody@example.org")).toEqual(known);
    const rightAfterAll = { email: invited.email, password: "another stone in it" };
    expect((await ask("POST", "/api/v1/sign-in", rightAfterAll)).status).toBe(429);
  });

  it("lets nobody guess a password from a session that was left open", async () => {
    const invited = { email: "fourth@example.org", name: "Fourth", role: "agent", language: "en" };
    const { link } = await asAdministrator<{ link: { token: string } }>("POST", "/api/v1/agents", invited);
    await ask("POST", "/api/v1/setup", { token: link.token, password: "a fourth stone in it" });
    const cookie = await signIn(invited.email, "a fourth stone in it");
    const keys = [];
    for (const current of ["1", "2", "3", "4", "5", "a fourth stone in it"]) {
      const next = "whoever sat down at it";
      const { text } = await ask("POST", "/api/v1/me/password", { current, next }, { cookie, origin: PUBLIC_URL });
      keys.push((JSON.parse(text) as { readonly key: string }).key);
    }
    expect(keys).toEqual([...Array<string>(5).fill("staff.wrong_password"), "staff.too_many_tries"]);
  });

  it("opens by a one-time link once, and by none that was replaced or guessed", async () => {
    const invited = { email: "third@example.org", name: "Third", role: "auditor", language: "en" };
    type Invited = { readonly agent: { readonly id: string }; readonly link: { readonly token: string } };
    const { agent, link } = await asAdministrator<Invited>("POST", "/api/v1/agents", invited);
    const newer = await asAdministrator<{ token: string }>("POST", `/api/v1/agents/${agent.id}/link`);
    const use = async (token: string) =>
      (await ask("POST", "/api/v1/setup", { token, password: "a third stone in it" })).status;
    expect(await use("A".repeat(43))).toBe(409);
    expect(await use(newer.token)).toBe(200);
    // The first was lost, perhaps to somebody who reads other people's mail.
    expect([await use(newer.token), await use(link.token)]).toEqual([409, 409]);
  });

  it("proves in its audit trail that nobody changed it, and shows where somebody did", async () => {
    const invited = { email: "auditor@example.org", name: "Auditor", role: "auditor", language: "en" };
    const { link } = await asAdministrator<{ link: { token: string } }>("POST", "/api/v1/agents", invited);
    await ask("POST", "/api/v1/setup", { token: link.token, password: "a stone for the auditor" });
    const cookie = await signIn(invited.email, "a stone for the auditor");
    const verified = async () =>
      JSON.parse((await ask("GET", "/api/v1/audit/verification", undefined, { cookie })).text) as {
        readonly holds: boolean;
        readonly firstBroken?: number;
      };
    expect(await verified()).toEqual({ holds: true });
    const database = new Client({ connectionString: server.databaseUrl });
    await database.connect();
    const { rowCount } = await database.query("UPDATE audit_line SET actor = 'somebody else' WHERE seq = 3");
    await database.end();
    expect(rowCount).toBe(1);
    expect(await verified()).toEqual({ holds: false, firstBroken: 3 });
  });
});
