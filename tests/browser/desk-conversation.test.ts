import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { z } from "zod";
import { gpsPhoto } from "../support/browser-filing.ts";
import type { ChatPage } from "../support/chat-page.ts";
import { DeskStage } from "../support/desk-stage.ts";
import type { StagedAgent } from "../support/desk-stage.ts";
import { bubble, customerAt } from "../support/desk-visitor.ts";

const listed = z.object({
  rows: z.array(z.object({ id: z.string(), last: z.object({ text: z.string() }).optional() })),
});

let stage: DeskStage;
let mina: StagedAgent;
let omid: StagedAgent;

beforeAll(async () => {
  stage = await DeskStage.open();
  mina = await stage.agent("Mina", { language: "en" });
  omid = await stage.agent("Omid", { language: "en" });
  // The desk is built anew.
}, 180_000);
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(() => stage.close());

/** A customer who asked for a person, and the conversation. */
async function asking(): Promise<{ readonly chat: ChatPage; readonly id: string }> {
  const before = await conversationIds();
  const chat = await customerAt(stage, "en");
  await chat.presses(chat.text("menu.person"));
  for (;;) {
    const id = (await conversationIds()).find((each) => !before.includes(each));
    if (id !== undefined) return { chat, id };
  }
}

async function conversationIds(): Promise<readonly string[]> {
  return listed.parse(await mina.call("GET", "/conversations?view=waiting&limit=100")).rows.map(({ id }) => id);
}

const words = (desk: Page) => desk.getByLabel("Message to the customer");

async function sees(desk: Page, text: string): Promise<void> {
  await bubble(desk, text).first().waitFor();
}

/** A window of the agent in the conversation, which is theirs. */
async function owning(agent: StagedAgent, id: string): Promise<Page> {
  await agent.call("POST", `/conversations/${id}/claim`);
  const desk = await stage.window(agent, { path: `/conversations/${id}` });
  await desk.getByText("You answer").first().waitFor();
  return desk;
}

describe("a conversation at the desk", () => {
  test("is taken over, asked with buttons, answered both ways with photos, and given back", async () => {
    const { chat } = await asking();
    const desk = await stage.window(mina, { path: "/conversations?view=waiting" });
    await desk.locator("[data-conversation]").first().click();
    await desk.getByRole("button", { name: "Take over" }).first().click();
    await desk.getByText("You answer").first().waitFor();
    await words(desk).fill("How many cans are hard?");
    await desk.getByRole("button", { name: "Ask with answers to tap" }).click();
    for (const answer of ["One", "All three"]) {
      await desk.getByLabel("One more answer").fill(answer);
      await desk.keyboard.press("Enter");
    }
    const photo = { name: "can.jpg", mimeType: "image/jpeg", buffer: await gpsPhoto() };
    await desk.locator("input[type=file]").setInputFiles(photo);
    await desk.getByRole("button", { name: "Remove can.jpg" }).waitFor();
    await desk.getByRole("button", { name: "Send", exact: true }).click();
    await chat.hears("How many cans are hard?");
    await chat.page.getByRole("img", { name: "can.jpg" }).waitFor();
    await chat.presses("All three");
    await desk.getByText("Answered: All three").waitFor();
    await chat.sendsPhoto("mine.jpg", await gpsPhoto());
    const theirs = desk.locator("[data-side=theirs]").getByRole("button", { name: /^Open/u });
    await theirs.click();
    await desk.getByRole("dialog").getByRole("img", { name: "mine.jpg" }).waitFor();
    await desk.keyboard.press("r");
    await desk.keyboard.press("Escape");
    await desk.getByRole("dialog").waitFor({ state: "detached" });
    await desk.getByRole("button", { name: "Give back to the bot" }).click();
    await desk.getByText("Given back to the bot.").waitFor();
  });

  test("is one agent's of two who take it at once", async () => {
    const { id } = await asking();
    const [one, other] = await Promise.all(
      [mina, omid].map((agent) => stage.window(agent, { path: `/conversations/${id}` })),
    );
    if (one === undefined || other === undefined) throw new Error("two windows were opened");
    const take = (desk: Page) => desk.getByRole("button", { name: "Take over" }).first();
    await Promise.all([take(one).waitFor(), take(other).waitFor()]);
    await Promise.all([take(one).click(), take(other).click()]);
    const won = (desk: Page) => desk.getByText("You answer").first().waitFor();
    const lost = (desk: Page) =>
      desk
        .getByText(/(?:Mina|Omid)\S* answers/u)
        .first()
        .waitFor();
    await Promise.any([Promise.all([won(one), lost(other)]), Promise.all([won(other), lost(one)])]);
  });

  test("holds words back that were written before the customer's last ones, and sends them when told to", async () => {
    const { chat, id } = await asking();
    const desk = await owning(mina, id);
    await words(desk).fill("Please send us one can.");
    await desk.keyboard.press("Enter");
    await sees(desk, "Please send us one can.");
    await chat.writes("I have thrown them away.");
    await desk.getByText("The customer wrote meanwhile").waitFor();
    await sees(desk, "I have thrown them away.");
    expect((await chat.log()).join("\n")).not.toContain("Please send us one can.");
    await desk.getByRole("button", { name: "Edit", exact: true }).click();
    expect(await words(desk).inputValue()).toBe("Please send us one can.");
    await words(desk).fill("Then we send you new ones.");
    await desk.waitForTimeout(1_300);
    await desk.keyboard.press("Enter");
    await chat.hears("Then we send you new ones.");
  });

  test("gives words back that are undone, and keeps a draft over a reload", async () => {
    const { chat, id } = await asking();
    const desk = await owning(mina, id);
    await words(desk).fill("A slip");
    await desk.keyboard.press("Enter");
    await desk.getByRole("button", { name: "Undo" }).click();
    expect(await words(desk).inputValue()).toBe("A slip");
    await words(desk).fill("A draft that stays");
    await desk.reload();
    await desk.getByText("You answer").first().waitFor();
    expect(await words(desk).inputValue()).toBe("A draft that stays");
    expect((await chat.log()).join("\n")).not.toContain("A slip");
  });

  test("keeps words while the connection is lost, over a reload, and sends them once when it is back", async () => {
    const { chat, id } = await asking();
    const desk = await owning(mina, id);
    await desk.context().setOffline(true);
    await words(desk).fill("Written without a connection");
    await desk.keyboard.press("Enter");
    await desk.getByText("Not sent yet: it goes out as soon as the server can be reached.").waitFor();
    await desk.context().setOffline(false);
    await chat.hears("Written without a connection");
    await desk.getByText("Not sent yet").waitFor({ state: "detached" });
    const said = (await chat.log()).filter((line) => line.includes("Written without a connection"));
    expect(said).toHaveLength(1);
  });

  test("is answered with a canned reply that is filled in", async () => {
    const content = {
      replies: [
        {
          id: "thanks",
          kind: "reply",
          shortcut: "thanks",
          title: "Thanks",
          texts: { en: "Thank you for writing. {agent} answers you." },
        },
      ],
    };
    await stage.administrator.call("PUT", "/settings/canned_replies", { version: 0, content });
    const { chat, id } = await asking();
    const desk = await owning(mina, id);
    await words(desk).focus();
    await desk.keyboard.type("/tha");
    await desk.getByRole("option", { name: /Thanks/u }).waitFor();
    await desk.keyboard.press("Enter");
    await desk.waitForFunction(
      () =>
        document.querySelector<HTMLTextAreaElement>("textarea")?.value.startsWith("Thank you for writing. ") === true,
    );
    await desk.keyboard.press("Control+Enter");
    await chat.hears("Thank you for writing. Mina answers you.");
  });

  test("keeps a note from the customer, and tells the colleague whom it names", async () => {
    const { chat, id } = await asking();
    await mina.call("POST", "/complaints", {
      conversationId: id,
      customer: { language: "en" },
      heardBy: "phone",
      matter: { category: "delivery.damaged", description: "The resin arrived hardened" },
    });
    const desk = await owning(mina, id);
    await desk.keyboard.press("Escape");
    await desk.getByText("Note for colleagues", { exact: true }).first().click();
    const note = desk.getByLabel("Note", { exact: true });
    await note.focus();
    await desk.keyboard.type("Seen before, ask @Om");
    await desk.getByRole("option", { name: /Omid/u }).waitFor();
    await desk.keyboard.press("Enter");
    expect(await note.inputValue()).toBe("Seen before, ask @Omid ");
    await desk.getByRole("button", { name: "Keep the note" }).click();
    await desk.getByText("The note is in the file.").waitFor();
    const alerts = JSON.stringify(await omid.call("GET", "/alerts"));
    expect(alerts).toContain("mentioned");
    expect((await chat.log()).join("\n")).not.toContain("Seen before");
  });
});
