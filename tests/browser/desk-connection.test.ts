import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { DeskStage } from "../support/desk-stage.ts";
import type { StagedAgent } from "../support/desk-stage.ts";

let stage: DeskStage;
let joan: StagedAgent;

// Everything is built and started anew first, which takes its time on a busy machine.
jest.setTimeout(240_000);

beforeAll(async () => {
  stage = await DeskStage.open();
  joan = await stage.agent("Joan", { language: "en" });
  await stage.files({ description: "The mug arrived broken.", language: "en" });
});
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(() => stage.close());

describe("the desk's connection", () => {
  test("is lost calmly, and everything is brought up to date when it is back", async () => {
    const page = await stage.window(joan, { path: "/complaints?queue=open" });
    await page.getByText("The mug arrived broken.").waitFor();
    await stage.stopServer();
    await page.getByText("Not connected").waitFor();
    // What was read stays.
    expect(await page.getByText("The mug arrived broken.").isVisible()).toBe(true);
    await stage.startServer();
    await stage.files({ description: "The handle came off.", language: "en" });
    await page.getByText("The handle came off.").waitFor();
    await page.getByText("Not connected").waitFor({ state: "hidden" });
  });

  test("is one for all windows of a browser, and passes on when its holder closes", async () => {
    const first = await stage.window(joan, { path: "/complaints?queue=open" });
    await first.getByText("The mug arrived broken.").waitFor();
    const streams: string[] = [];
    const second = await first.context().newPage();
    second.on("request", (request) => {
      if (request.url().endsWith("/api/v1/stream")) streams.push(request.url());
    });
    await second.goto(`${stage.url}/desk/complaints?queue=open`);
    await second.getByText("The mug arrived broken.").waitFor();
    await stage.files({ description: "The tin leaks.", language: "en" });
    await second.getByText("The tin leaks.").waitFor();
    expect(streams).toEqual([]);
    const taken = second.waitForRequest("**/api/v1/stream");
    await first.close();
    await taken;
    await stage.files({ description: "The label is wrong.", language: "en" });
    await second.getByText("The label is wrong.").waitFor();
  });

  test("does not lose words or places when a session ends in the middle of work", async () => {
    const page = await stage.window(joan, { path: "/complaints?queue=open" });
    await page.getByText("The mug arrived broken.").waitFor();
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByLabel("Keep as").fill("Half a na");
    await joan.call("DELETE", "/me/sessions");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Your session has ended.").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(joan.password);
    await page.keyboard.press("Enter");
    await page.getByText("Your session has ended.").waitFor({ state: "hidden" });
    expect(page.url()).toBe(`${stage.url}/desk/complaints?queue=open`);
    expect(await page.getByText("The mug arrived broken.").isVisible()).toBe(true);
    await page.getByLabel("Keep as").fill("Half a name");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("“Half a name” is kept.").waitFor();
  });
});
