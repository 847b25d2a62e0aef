import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { WidgetStage } from "../support/widget-stage.ts";

describe("the widget on a network that fails", () => {
  let stage: WidgetStage;

  beforeAll(async () => {
    stage = await WidgetStage.open();
  });
  beforeEach(async () => {
    await stage.reset();
    stage.server.answer = (said) => [{ text: said === undefined ? "Hello" : `Heard: ${said.text ?? ""}` }];
  });
  afterEach(() => {
    expect(stage.complaints).toEqual([]);
  });
  afterAll(() => stage.close());

  const openChat = async (): Promise<Page> => {
    const page = await stage.visit({ "data-lang": "en" });
    await page.getByRole("button", { name: "Chat with us" }).click();
    await page.getByText("Hello").waitFor();
    return page;
  };

  const send = async (page: Page, text: string): Promise<void> => {
    await page.getByRole("textbox").fill(text);
    await page.keyboard.press("Enter");
  };

  test("a socket that is cut every two seconds loses nothing and doubles nothing", async () => {
    const page = await openChat();
    const cutting = setInterval(() => stage.server.cutSockets(), 2_000);
    const words = Array.from({ length: 12 }, (_, index) => `message ${index + 1}.`);
    try {
      for (const word of words) {
        await send(page, word);
        await page.waitForTimeout(600);
      }
      await page.getByText("Heard: message 12.").waitFor();
    } finally {
      clearInterval(cutting);
    }
    expect(stage.server.conversation.said).toEqual(words);
    for (const word of words) {
      expect(await page.getByText(word, { exact: true }).count()).toBe(1);
      expect(await page.getByText(`Heard: ${word}`).count()).toBe(1);
    }
    expect(stage.server.calls.filter((call) => call.startsWith("SOCKET")).length).toBeGreaterThan(2);
  });

  test("an answer that is lost after the commit is no second message", async () => {
    const page = await openChat();
    stage.server.troubles.lostAnswers = 1;
    stage.server.cutSockets();
    await send(page, "only once");
    await page.getByText("Heard: only once").waitFor();
    await page.getByText("Not sent yet").waitFor({ state: "detached" });
    await send(page, "and on");
    await page.getByText("Heard: and on").waitFor();
    expect(stage.server.conversation.said).toEqual(["only once", "and on"]);
  });

  test("what could not be sent says so, waits its turn, and goes when the network is back", async () => {
    const page = await openChat();
    stage.server.troubles.unreachable = true;
    stage.server.cutSockets();
    await send(page, "first");
    await page.getByText("Not sent yet").first().waitFor();
    await send(page, "second");
    await page.getByText("Connecting…").waitFor();
    stage.server.troubles.unreachable = false;
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await page.getByText("Heard: second").waitFor();
    await page.getByText("We are here for you").waitFor();
    expect(stage.server.conversation.said).toEqual(["first", "second"]);
    expect(await page.getByText("Not sent yet").count()).toBe(0);
  });

  test("the browser's own offline and online lose nothing", async () => {
    const page = await openChat();
    await page.context().setOffline(true);
    await send(page, "written offline");
    await page.getByText("Not sent yet").waitFor();
    await page.context().setOffline(false);
    await page.getByText("Heard: written offline").waitFor();
    expect(stage.server.conversation.said).toEqual(["written offline"]);
  });

  test("what was not sent when the page was reloaded is sent by the next", async () => {
    const page = await openChat();
    stage.server.troubles.refusals = Array.from({ length: 20 }, () => 503);
    await send(page, "before the reload");
    await page.getByText("Not sent yet").waitFor();
    stage.server.troubles.refusals = [];
    await page.reload();
    await page.getByText("Heard: before the reload").waitFor();
    expect(stage.server.conversation.said).toEqual(["before the reload"]);
    expect(await page.getByText("before the reload", { exact: true }).count()).toBe(1);
  });

  test("what the server refuses for good stands aside, is not tried again by itself, and can be", async () => {
    const page = await openChat();
    stage.server.troubles.refusals = [400];
    await send(page, "refused");
    await page.getByText("This could not be sent").waitFor();
    await send(page, "goes on");
    await page.getByText("Heard: goes on").waitFor();
    expect(stage.server.conversation.said).toEqual(["goes on"]);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Heard: refused").waitFor();
    expect(stage.server.conversation.said).toEqual(["goes on", "refused"]);
  });

  test("a token that expires in the middle is replaced, and the conversation goes on", async () => {
    const page = await openChat();
    await send(page, "before");
    await page.getByText("Heard: before").waitFor();
    stage.server.expireTokens();
    stage.server.cutSockets();
    await send(page, "after");
    await page.getByText("Heard: after").waitFor();
    expect(stage.server.conversations).toHaveLength(1);
    expect(stage.server.conversation.said).toEqual(["before", "after"]);
  });

  test("a token that expires during an upload costs nothing", async () => {
    const page = await openChat();
    stage.server.troubles.slowUploadMs = 800;
    await page.getByRole("button", { name: "Add photos or files" }).click();
    await page
      .locator("input[type=file]")
      .first()
      .setInputFiles({ name: "note.txt", mimeType: "text/plain", buffer: Buffer.alloc(200_000, "a") });
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Sending…").waitFor();
    stage.server.expireTokens();
    stage.server.cutSockets();
    await page.getByText("Heard:").waitFor();
    expect(stage.server.conversation.said).toHaveLength(1);
  });

  test("a token is refreshed after fifteen minutes, and the conversation goes on with the new one", async () => {
    const page = await stage.visit({ "data-lang": "en" });
    await page.clock.install();
    await page.reload();
    await page.getByRole("button", { name: "Chat with us" }).click();
    await page.getByText("Hello").waitFor();
    const refreshed = (): readonly string[] => stage.server.calls.filter((call) => call.includes("tokens/refresh"));
    await page.clock.runFor("14:50");
    expect(refreshed()).toEqual([]);
    await page.clock.runFor("00:15");
    await send(page, "later");
    await page.getByText("Heard: later").waitFor();
    expect(refreshed()).toContain("POST /v3/directline/tokens/refresh 200");
    expect(stage.server.conversations).toHaveLength(1);
  });

  test("a visitor whom the server forgets while the page is open begins anew, and loses no word", async () => {
    const page = await openChat();
    stage.server.conversations.length = 0;
    stage.server.expireTokens();
    await send(page, "to the new one");
    await page.getByText("Heard: to the new one").waitFor();
    expect(stage.server.conversation.said).toEqual(["to the new one"]);
    expect(await page.getByText("Hello").count()).toBe(1);
  });

  test("a visitor whom the server no longer knows begins anew", async () => {
    const page = await openChat();
    await send(page, "old");
    await page.getByText("Heard: old").waitFor();
    stage.server.conversations.length = 0;
    stage.server.expireTokens();
    await page.reload();
    await page.getByText("Hello").waitFor();
    expect(stage.server.conversations).toHaveLength(1);
    expect(await page.getByText("Heard: old").count()).toBe(0);
  });

  test("where no socket gets through, it asks again and again instead", async () => {
    stage.server.troubles.withoutSockets = true;
    const page = await openChat();
    await send(page, "without sockets");
    await page.getByText("Heard: without sockets").waitFor();
    await page.getByText("We are here for you").waitFor();
    stage.server.conversation.say({ text: "And this by itself" });
    await page.getByText("And this by itself").waitFor();
    expect(stage.server.calls).toContain("GET /v3/directline/conversations/c1/activities 200");
  });

  test("a browser that keeps nothing still chats", async () => {
    const page = await stage.visit({ "data-lang": "en" });
    await page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException("blocked", "SecurityError");
          },
        });
      }
    });
    await page.reload();
    await page.getByRole("button", { name: "Chat with us" }).click();
    await send(page, "kept nowhere");
    await page.getByText("Heard: kept nowhere").waitFor();
    stage.server.expireTokens();
    stage.server.cutSockets();
    await send(page, "still the same");
    await page.getByText("Heard: still the same").waitFor();
    expect(stage.server.conversations).toHaveLength(1);
  });
});
