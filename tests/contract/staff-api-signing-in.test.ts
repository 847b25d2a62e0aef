import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
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

  it("holds back an address that tries many accounts: twenty, for an office may share one", async () => {
    const { throttles } = bench.world.store;
    const now = bench.world.ports.clock.now();
    for (let count = 0; count < 19; count += 1) await throttles.fail("sign-in:origin:127.0.0.1", now, () => undefined);
    expect((await signIn("guess20@example.org", "wrong password")).status).toBe(401);
    expect((await signIn("guess21@example.org", "wrong password")).status).toBe(429);
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

  it("does nothing for a window that was opened by somebody else", async () => {
    const { agent, token } = await bench.as("agent");
    const other = await bench.as("complaints_manager");
    const patch = (id: string) =>
      bench.anyone.send("PATCH", "/api/v1/me", { name: "Ada" }, { ...as(token), "x-agent": id });
    const as = (its: string) => ({ cookie: `redress=${its}`, origin: bench.http.url });
    expect((await patch(other.agent.id)).status).toBe(401);
    expect((await bench.tools.store.staff.byId(agent.id))?.name).not.toBe("Ada");
    expect((await patch(agent.id)).status).toBe(200);
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
    const rows = body["rows"] as { id: string; isThisOne: boolean }[];
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
