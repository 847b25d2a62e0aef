import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { changeAgent, inviteAgent } from "../../core/staff/agents.ts";
import { ensureFirstAdministrator } from "../../core/staff/first-administrator.ts";
import { PASSWORD, openDeskBench } from "../support/desk-bench.ts";
import type { DeskBench } from "../support/desk-bench.ts";

const MINUTE = 60_000;

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

  it("open a page that sets the password without a script, in the reader's language, and signs in", async () => {
    const token = (await ensureFirstAdministrator(bench.tools, undefined, "en"))?.token ?? "";
    const url = `${bench.http.url}/desk/first`;
    const page = await fetch(`${url}?token=${token}&lang=fa`);
    const text = await page.text();
    expect(page.headers.get("content-security-policy")).toContain("form-action 'self'");
    expect(text).toContain('dir="rtl"');
    expect(text).toContain(`value="${token}"`);
    const post = (fields: Record<string, string>, headers: Record<string, string> = { origin: bench.http.url }) =>
      fetch(url, { method: "POST", body: new URLSearchParams({ token, ...fields }), headers });
    expect(
      (await post({ password: PASSWORD, email: "ada@example.org" }, { origin: "https://evil.example" })).status,
    ).toBe(403);
    const refused = await post({ password: "short", email: "ada@example.org", name: "<script>" });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('role="alert"');
    expect((await post({ password: PASSWORD, email: "no address" })).status).toBe(409);
    const done = await post({ password: PASSWORD, email: "ada@example.org", name: "Ada" });
    expect(done.status).toBe(200);
    const cookie = done.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await bench.anyone.get("/api/v1/me", { cookie })).body).toMatchObject({
      email: "ada@example.org",
      name: "Ada",
    });
    expect((await post({ password: PASSWORD, email: "ada@example.org" })).status).toBe(409);
  });

  it("do not let a page's address carry markup", async () => {
    const page = await fetch(`${bench.http.url}/desk/first?token=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(await page.text()).not.toContain("<script");
  });
});
