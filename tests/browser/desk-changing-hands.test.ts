import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { z } from "zod";
import type { Page } from "playwright-core";
import { ComplaintAtDesk } from "../support/desk-complaint.ts";
import { DeskStage } from "../support/desk-stage.ts";
import type { StagedAgent } from "../support/desk-stage.ts";
import { waitUntil } from "../support/wait-until.ts";

const invited = z.object({ link: z.object({ token: z.string() }) });
const detail = z.object({ events: z.array(z.object({ kind: z.string() })) });

let stage: DeskStage;
let joan: StagedAgent;
let kate: StagedAgent;

// Everything is built and started anew first, which takes its time on a busy machine.
jest.setTimeout(240_000);

beforeAll(async () => {
  stage = await DeskStage.open();
  joan = await stage.agent("Joan", { language: "en" });
  kate = await stage.agent("Kate", { language: "en" });
});
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(() => stage.close());

async function signIn(page: Page, { email, password }: StagedAgent): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await page.getByText("Your session has ended.").waitFor({ state: "hidden" });
}

/** Ends every session of the agent, and has the window notice by going to `area`, if it has not yet. */
async function endSessions(page: Page, agent: StagedAgent, area: string): Promise<void> {
  await agent.call("DELETE", "/me/sessions");
  const link = page.getByRole("link", { name: area }).first();
  await link.click({ timeout: 2_000 }).catch(() => undefined);
  await page.getByText("Your session has ended.").waitFor();
}

async function signOut(page: Page, { name }: StagedAgent): Promise<void> {
  await page.getByRole("button", { name: new RegExp(name, "u") }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}

/** Words that could not be sent, as an earlier visit leaves them. */
function waitingWords(): object {
  return {
    clientId: crypto.randomUUID(),
    conversationId: crypto.randomUUID(),
    text: "From Joan alone",
    files: [],
    choices: [],
    afterSeq: 0,
    writtenAt: 1,
    dueAt: 1,
    state: "waiting",
  };
}

describe("a browser that agents share", () => {
  test("lets a new colleague set a password by the link, and keeps what was typed when it is too short", async () => {
    const answer = await stage.administrator.call("POST", "/agents", {
      email: "lou@example.org",
      name: "Lou",
      role: "agent",
      language: "en",
    });
    const page = await (await stage.profile({ locale: "en" })).newPage();
    await page.goto(`${stage.url}/desk/first?token=${invited.parse(answer).link.token}`);
    const password = page.locator("input[name=password]");
    await page.locator("input[name=name]").fill("Lou <Luise>");
    await page.locator("input[name=email]").fill("lou@example.org");
    await password.evaluate((field) => field.removeAttribute("minlength"));
    await password.fill("short");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    expect(await page.locator("input[name=name]").inputValue()).toBe("Lou <Luise>");
    expect(await page.locator("input[name=email]").inputValue()).toBe("lou@example.org");
    await page.locator("input[name=password]").fill("a stone in the river");
    await page.keyboard.press("Enter");
    await page.locator('a[href="/desk"]').click();
    await page.getByRole("button", { name: /Lou <Luise>/u }).waitFor();
  });

  test("never sends one agent's waiting words as another", async () => {
    const page = await stage.window(joan, { path: "/complaints" });
    const posted: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/messages")) posted.push(request.postData() ?? "");
    });
    await page.route("**/messages", (route) => route.abort());
    await page.evaluate(([id, words]) => window.localStorage.setItem(`redress.unsent.${id}`, JSON.stringify([words])), [
      joan.id,
      waitingWords(),
    ] as const);
    await page.reload();
    await waitUntil(() => posted.length > 0);
    await joan.call("DELETE", "/me/sessions");
    await page.reload();
    await signIn(page, joan);
    await waitUntil(() => posted.length > 1);
    await endSessions(page, joan, "Board");
    await signIn(page, kate);
    await page.getByRole("button", { name: /Kate/u }).waitFor();
    posted.length = 0;
    await page.evaluate(async () => {
      window.dispatchEvent(new Event("online"));
      await new Promise((resolve) => setTimeout(resolve, 500));
    });
    expect(posted).toEqual([]);
    await endSessions(page, kate, "Complaints");
    await signIn(page, joan);
    await page.getByRole("button", { name: /Joan/u }).waitFor();
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await waitUntil(() => posted.length > 0);
  });

  test("does nothing in a window of somebody who was followed by another in the next", async () => {
    const { id } = await stage.files({ description: "The lid is bent.", language: "en" });
    const page = await stage.window(joan, { path: `/complaints/${id}` });
    await page.locator("[data-complaint]").waitFor();
    // Another tab signs somebody else in; the cookie is the browser's.
    await page.context().request.post(`${stage.url}/api/v1/sign-in`, {
      headers: { origin: stage.url },
      data: { email: kate.email, password: kate.password },
    });
    const desk = new ComplaintAtDesk(page);
    await desk.begins("note");
    await desk.form.locator("textarea").first().fill("Seen by Joan");
    await desk.form.locator('button[type="submit"]').click();
    await page.getByText("Your session has ended.").waitFor();
    const { events } = detail.parse(await joan.call("GET", `/complaints/${id}`));
    expect(events.filter(({ kind }) => kind === "note_added")).toEqual([]);
  });

  test("carries out what could still be taken back before it signs out, and keeps no words of forms", async () => {
    const { id } = await stage.files({ description: "The box was wet.", language: "en" });
    const page = await stage.window(joan, { path: `/complaints/${id}` });
    await page.locator("[data-complaint]").waitFor();
    const desk = new ComplaintAtDesk(page);
    await desk.begins("note");
    await desk.form.locator("textarea").first().fill("The carrier was told.");
    await desk.form.locator('button[type="submit"]').click();
    await page.getByRole("button", { name: "Undo" }).waitFor();
    await page.evaluate((agent) => window.localStorage.setItem(`redress.form.${agent}.x.note`, "{}"), joan.id);
    page.on("dialog", (dialog) => void dialog.accept());
    await signOut(page, joan);
    await page.getByLabel("E-mail address").waitFor();
    const { events } = detail.parse(await kate.call("GET", `/complaints/${id}`));
    expect(events.map(({ kind }) => kind)).toContain("note_added");
    expect(await page.evaluate(() => Object.keys(window.localStorage).filter((key) => key.includes(".form.")))).toEqual(
      [],
    );
  });
});
