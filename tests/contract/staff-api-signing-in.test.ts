import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { changeAgent, inviteAgent } from "../../core/staff/agents.ts";
import { ensureFirstAdministrator } from "../../core/staff/first-administrator.ts";
import { sessionLimits } from "../../core/staff/staff-sessions.ts";
import { PASSWORD, openDeskBench } from "../support/desk-bench.ts";
import type { DeskBench } from "../support/desk-bench.ts";

const MINUTE = 60_000;

describe("signing in to the staff API", () => {
  let bench: DeskBench;
  beforeEach(async () => {
    bench = await openDeskBench();
  });
  afterEach(async () => bench.close());

  const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
    bench.anyone.send("POST", "/api/v1/sign-in", { email, password }, headers);

  it("gives the browser a cookie that scripts cannot read, and no token in the answer", async () => {
    const { agent } = await bench.as("agent");
    const answer = await signIn(agent.email.toUpperCase(), PASSWORD);
    expect(answer.status).toBe(200);
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^redress=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/u);
    expect(JSON.stringify(answer.body)).not.toContain(cookie.slice(8, 51));
    const me = await bench.anyone.get("/api/v1/me", { cookie: cookie.split(";")[0] ?? "" });
    expect(me.body).toMatchObject({ id: agent.id, role: "agent", canSignIn: true });
    expect(JSON.stringify(me.body)).not.toContain("passwordHash");
  });

  it("ties the cookie to the host where the world sees it by https", async () => {
    const secure = await openDeskBench({ isHttps: true }, { publicUrl: "https://c.example.com" });
    const { agent } = await secure.as("agent");
    const answer = await secure.anyone.send(
      "POST",
      "/api/v1/sign-in",
      { email: agent.email, password: PASSWORD },
      { origin: "https://c.example.com" },
    );
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-redress=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/u,
    );
    expect(answer.headers.get("strict-transport-security")).toContain("max-age=");
    await secure.close();
  });

  it("answers the same whatever is wrong: no such account, wrong password, none set, disabled", async () => {
    const { agent } = await bench.as("agent");
    const unset = await bench.world.agent("agent");
    const disabled = { ...(await bench.as("agent")).agent, disabledAt: bench.world.ports.clock.now() };
    await bench.world.store.staff.save(disabled);
    const answers = [
      await signIn("nobody@example.org", PASSWORD),
      await signIn(agent.email, "wrong password"),
      await signIn(unset.email, PASSWORD),
      await signIn(disabled.email, PASSWORD),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect({ ...body, id: "" }).toEqual({ ...answers[0]?.body, id: "" });
    }
  });

  it("holds back after five wrong tries at one account, known or not, before anything is hashed", async () => {
    const { agent } = await bench.as("agent");
    for (const email of [agent.email, "nobody@example.org"]) {
      for (let count = 0; count < 5; count += 1) expect((await signIn(email, "wrong password")).status).toBe(401);
      const held = await signIn(email, PASSWORD);
      expect(held.status).toBe(429);
      expect(held.headers.get("retry-after")).toBe("900");
    }
    bench.world.ports.advance(15 * MINUTE);
    expect((await signIn(agent.email, PASSWORD)).status).toBe(200);
    expect((await signIn(agent.email, "wrong password")).status).toBe(401);
  });

  it("counts many tries at once as many", async () => {
    const { agent } = await bench.as("agent");
    const answers = await Promise.all(Array.from({ length: 15 }, () => signIn(agent.email, "wrong password")));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5);
  });

  it("holds back an address that tries many accounts", async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 25; count += 1) {
      statuses.push((await signIn(`guess${String(count)}@example.org`, "wrong password")).status);
      await new Promise((resolve) => setTimeout(resolve, 55));
    }
    expect(statuses.slice(0, 20)).not.toContain(429);
    expect(statuses.slice(20)).toEqual([429, 429, 429, 429, 429]);
  });

  it("refuses what a page of another site causes, and lets scripts without a cookie through", async () => {
    const { agent, token } = await bench.as("agent");
    const cookie = `redress=${token}`;
    const patch = (headers: Record<string, string>) =>
      bench.anyone.send("PATCH", "/api/v1/me", { name: "Ada" }, headers);
    expect((await patch({ cookie, origin: "https://evil.example" })).status).toBe(403);
    expect((await patch({ cookie, origin: "null" })).status).toBe(403);
    expect((await patch({ cookie, "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await patch({ cookie, origin: bench.http.url })).status).toBe(200);
    expect((await patch({ authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await signIn(agent.email, PASSWORD, { origin: "https://evil.example" })).status).toBe(403);
  });

  it("ends a session that is idle for half an hour, and any after twelve hours", async () => {
    const idle = await bench.as("agent");
    bench.world.ports.advance(sessionLimits.idleMs - MINUTE);
    expect((await idle.get("/api/v1/me")).status).toBe(200);
    bench.world.ports.advance(sessionLimits.idleMs - MINUTE);
    expect((await idle.get("/api/v1/me")).status).toBe(200);
    bench.world.ports.advance(sessionLimits.idleMs);
    expect((await idle.get("/api/v1/me")).status).toBe(401);

    const busy = await bench.as("agent");
    for (let ms = 0; ms < sessionLimits.absoluteMs - 20 * MINUTE; ms += 20 * MINUTE) {
      bench.world.ports.advance(20 * MINUTE);
      expect((await busy.get("/api/v1/me")).status).toBe(200);
    }
    bench.world.ports.advance(20 * MINUTE);
    expect((await busy.get("/api/v1/me")).status).toBe(401);
  });

  it("signs out, and lists and ends one's other sessions", async () => {
    const one = await bench.as("agent");
    const other = await bench.anyone.send("POST", "/api/v1/sign-in", {
      email: one.agent.email,
      password: PASSWORD,
      bearer: true,
    });
    const bearer = { authorization: `Bearer ${String(other.body["token"])}` };
    const { body } = await one.get("/api/v1/me/sessions");
    const rows = body["rows"] as unknown as { id: string; isThisOne: boolean }[];
    expect(rows.map(({ isThisOne }) => isThisOne).sort()).toEqual([false, true]);
    const theirs = rows.find(({ isThisOne }) => !isThisOne)?.id ?? "";
    expect((await one.send("DELETE", `/api/v1/me/sessions/${theirs}`)).status).toBe(204);
    expect((await bench.anyone.get("/api/v1/me", bearer)).status).toBe(401);
    expect((await one.send("DELETE", `/api/v1/me/sessions/${theirs}`)).status).toBe(404);
    expect((await one.send("POST", "/api/v1/sign-out")).headers.get("set-cookie")).toContain("Max-Age=0");
    expect((await one.get("/api/v1/me")).status).toBe(401);
  });

  it("does not open a revoked session again when a request notes its use at the same moment", async () => {
    const { token, agent } = await bench.as("agent");
    const [session] = await bench.world.store.staff.sessionsOf(agent.id);
    if (session === undefined) throw new Error("no session");
    await bench.world.store.staff.saveSession({ ...session, revokedAt: bench.world.ports.clock.now() });
    await bench.world.store.staff.saveSession({ ...session, lastUsedAt: bench.world.ports.clock.now() });
    expect((await bench.anyone.get("/api/v1/me", { authorization: `Bearer ${token}` })).status).toBe(401);
  });

  it("keeps neither tokens nor passwords, only their hashes", async () => {
    const { token, agent } = await bench.as("agent");
    const kept = JSON.stringify([
      await bench.world.store.staff.sessionsOf(agent.id),
      await bench.world.store.staff.byId(agent.id),
    ]);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(PASSWORD);
  });

  it("changes a password for who knows the old one, and ends the other sessions", async () => {
    const one = await bench.as("agent");
    await signIn(one.agent.email, PASSWORD);
    const change = (current: string, next: string) => one.send("POST", "/api/v1/me/password", { current, next });
    expect((await change("wrong password", "seven green bottles")).body).toMatchObject({ key: "staff.wrong_password" });
    for (const [next, key] of [
      ["short", "staff.password_too_short"],
      ["passwordpassword", "staff.password_common"],
      [one.agent.email, "staff.password_is_email"],
      ["ab".repeat(200), "staff.password_too_long"],
    ] as const) {
      expect((await change(PASSWORD, next)).body).toMatchObject({ status: 409, key });
    }
    expect((await change(PASSWORD, "seven green bottles")).status).toBe(204);
    const sessions = await one.get("/api/v1/me/sessions");
    expect(sessions.body["rows"]).toHaveLength(1);
    expect((await signIn(one.agent.email, "seven green bottles")).status).toBe(200);
  });
});

describe("one-time links", () => {
  let bench: DeskBench;
  beforeEach(async () => {
    bench = await openDeskBench();
  });
  afterEach(async () => bench.close());

  const setUp = (body: object) => bench.anyone.send("POST", "/api/v1/setup", { bearer: true, ...body });

  it("let the first administrator in, who gives an address of their own, once", async () => {
    const link = await ensureFirstAdministrator(bench.tools, undefined, "en");
    const token = link?.token ?? "";
    expect((await setUp({ token, password: PASSWORD })).body).toMatchObject({ key: "staff.email_needed" });
    expect((await setUp({ token, password: "short", email: "ada@example.org" })).body).toMatchObject({
      key: "staff.password_too_short",
    });
    const done = await setUp({ token, password: PASSWORD, email: "Ada@example.org", name: "Ada" });
    expect(done.body).toMatchObject({ agent: { email: "ada@example.org", role: "administrator", name: "Ada" } });
    expect((await setUp({ token, password: PASSWORD, email: "eve@example.org" })).body).toMatchObject({
      status: 409,
      key: "staff.link_used_or_expired",
    });
    expect(await ensureFirstAdministrator(bench.tools, undefined, "en")).toBeUndefined();
  });

  it("are not needed where the configuration names address and password, which never replace the owner's", async () => {
    const named = { email: "ada@example.org", password: PASSWORD };
    expect(await ensureFirstAdministrator(bench.tools, named, "en")).toBeUndefined();
    const signIn = (password: string) =>
      bench.anyone.send("POST", "/api/v1/sign-in", { email: "ada@example.org", password });
    expect((await signIn(PASSWORD)).status).toBe(200);
    await ensureFirstAdministrator(bench.tools, { ...named, password: "another long one" }, "en");
    expect((await signIn("another long one")).status).toBe(401);
  });

  it("are used by one of two who come at once", async () => {
    const token = (await ensureFirstAdministrator(bench.tools, { email: "ada@example.org", password: undefined }, "en"))
      ?.token;
    const answers = await Promise.all([setUp({ token, password: PASSWORD }), setUp({ token, password: PASSWORD })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it("invite, expire after a week, and are made anew", async () => {
    const admin = await bench.as("administrator");
    const invitation = { email: "bea@example.org", name: "Bea", role: "agent", language: "tr", departments: [] };
    const invited = await admin.send("POST", "/api/v1/agents", invitation);
    expect(invited.status).toBe(201);
    const { agent, link } = invited.body as unknown as {
      agent: { id: string; canSignIn: boolean };
      link: { token: string };
    };
    expect(agent.canSignIn).toBe(false);
    expect((await admin.send("POST", "/api/v1/agents", invitation)).body).toMatchObject({
      status: 409,
      key: "staff.email_taken",
    });
    bench.world.ports.advance(7 * 24 * 60 * MINUTE);
    expect((await setUp({ token: link.token, password: PASSWORD })).body).toMatchObject({
      key: "staff.link_used_or_expired",
    });
    const again = await bench.as("administrator");
    const renewed = await again.send("POST", `/api/v1/agents/${agent.id}/link`);
    expect((await setUp({ token: renewed.body["token"], password: PASSWORD })).status).toBe(200);
  });

  it("refuse departments that there are not, and the end of the last administrator", async () => {
    const admin = await bench.as("administrator");
    const invitation = {
      email: "bea@example.org",
      name: "Bea",
      role: "agent",
      language: "tr",
      departments: ["nowhere"],
    };
    expect((await admin.send("POST", "/api/v1/agents", invitation)).body).toMatchObject({
      key: "staff.department_unknown",
    });
    const change = (body: object) => admin.send("PATCH", `/api/v1/agents/${admin.agent.id}`, body);
    expect((await change({ disabled: true })).body).toMatchObject({ status: 409, key: "staff.last_administrator" });
    expect((await change({ role: "auditor" })).body).toMatchObject({ status: 409, key: "staff.last_administrator" });
  });

  it("end every session of an account that is disabled or given another role", async () => {
    const admin = await bench.as("administrator");
    for (const change of [{ disabled: true }, { role: "auditor" }]) {
      const victim = await bench.as("agent");
      expect((await victim.get("/api/v1/me")).status).toBe(200);
      expect((await admin.send("PATCH", `/api/v1/agents/${victim.agent.id}`, change)).status).toBe(200);
      expect((await victim.get("/api/v1/me")).status).toBe(401);
    }
    const other = await bench.as("agent");
    expect((await admin.send("DELETE", `/api/v1/agents/${other.agent.id}/sessions`)).status).toBe(204);
    expect((await other.get("/api/v1/me")).status).toBe(401);
  });

  it("are not given to a disabled account", async () => {
    const admin = await bench.as("administrator");
    const invited = await inviteAgent(
      bench.tools,
      { email: "cy@example.org", name: "Cy", role: "agent", departments: [], language: "en" },
      admin.agent,
    );
    if (!invited.ok) throw new Error(invited.refusal.key);
    await changeAgent(bench.tools, invited.value.agent.id, { disabled: true }, admin.agent);
    expect((await setUp({ token: invited.value.link.token, password: PASSWORD })).body).toMatchObject({
      key: "staff.link_used_or_expired",
    });
    expect((await admin.send("POST", `/api/v1/agents/${invited.value.agent.id}/link`)).body).toMatchObject({
      key: "staff.agent_disabled",
    });
  });
});
