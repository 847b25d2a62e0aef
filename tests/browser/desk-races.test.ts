import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { englishDecision } from "../support/browser-filing.ts";
import type { ChatPage } from "../support/chat-page.ts";
import { DeskStage } from "../support/desk-stage.ts";
import type { StagedAgent } from "../support/desk-stage.ts";
import { bubble, customerAt } from "../support/desk-visitor.ts";
import { waitUntil } from "../support/wait-until.ts";

/** Limits for hangs only. */
const LONG_MS = 240_000;
const CROSSING_MS = 60_000;

const listed = z.object({ rows: z.array(z.object({ id: z.string() })) });
const filed = z.object({ id: z.string(), number: z.string() });
const detail = z.object({
  complaint: z.object({
    status: z.string(),
    rounds: z.array(
      z.object({
        consent: z.object({ answers: z.array(z.object({ answer: z.string(), door: z.string() })) }).optional(),
      }),
    ),
  }),
});

let stage: DeskStage;
let mina: StagedAgent;

beforeAll(async () => {
  stage = await DeskStage.open();
  mina = await stage.agent("Mina", { language: "en" });
}, LONG_MS);
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(() => stage.close());

/** A customer who asked for a person, and the conversation, which Mina has taken. */
async function taken(): Promise<{ readonly chat: ChatPage; readonly id: string }> {
  const chat = await customerAt(stage, "en");
  await chat.presses(chat.text("menu.person"));
  const waiting = async (): Promise<string | undefined> =>
    listed.parse(await mina.call("GET", "/conversations?view=waiting")).rows[0]?.id;
  await waitUntil(async () => (await waiting()) !== undefined, CROSSING_MS);
  const id = (await waiting()) ?? "";
  await mina.call("POST", `/conversations/${id}/claim`);
  await chat.hears(chat.text("hands.taken", { name: "Mina" }));
  return { chat, id };
}

describe("two things at once at the desk", () => {
  test(
    "words that wait for a connection come back to their writer where the customer has left for the bot meanwhile",
    async () => {
      const { chat, id } = await taken();
      const desk = await stage.window(mina, { path: `/conversations/${id}` });
      await desk.getByText("You answer").first().waitFor();
      await desk.context().setOffline(true);
      await desk.getByLabel("Message to the customer").fill("Two cans are on their way");
      await desk.keyboard.press("Enter");
      await desk.getByText("Not sent yet: it goes out as soon as the server can be reached.").waitFor();
      await chat.writes("bot");
      await chat.presses(chat.text("hands.offer_bot.yes"));
      await chat.hears(chat.text("hands.back"));
      await desk.context().setOffline(false);
      await desk.getByText("The bot answers").first().waitFor({ timeout: CROSSING_MS });
      const words = bubble(desk, "Two cans are on their way");
      await words.getByRole("alert").waitFor({ timeout: CROSSING_MS });
      expect((await chat.log()).join("\n")).not.toContain("Two cans");
      await words.getByRole("button", { name: "Edit", exact: true }).click();
      expect(await desk.getByLabel("Message to the customer").inputValue()).toBe("Two cans are on their way");
    },
    LONG_MS,
  );

  test(
    "a decision is answered once where it is accepted on the page while it is rejected in the chat",
    async () => {
      const { chat, id: conversationId } = await taken();
      await mina.call("POST", `/conversations/${conversationId}/give-back`);
      const { id, number } = filed.parse(
        await mina.call("POST", "/complaints", {
          conversationId,
          customer: { language: "en" },
          heardBy: "phone",
          matter: { category: "delivery.damaged", description: "The parcel is soaked" },
        }),
      );
      await chat.hears(number);
      const passcode = /\b\d{4} \d{4} \d{4}\b/u.exec((await chat.log()).join("\n"))?.[0] ?? "";
      await mina.call("POST", `/complaints/${id}/commands`, {
        kind: "first_review",
        category: "delivery.damaged",
        department: "quality",
        severity: "medium",
        safety: false,
        complexity: "low",
        impact: "medium",
        immediateAction: false,
      });
      await mina.call("POST", `/complaints/${id}/commands`, englishDecision);
      await chat.hears(englishDecision.report);

      const context = await stage.profile({ locale: "en" });
      const page = await context.newPage();
      await page.goto(`${stage.url}/follow?n=${number}&lang=en`);
      await page.getByLabel(chat.text("view.passcode")).fill(passcode);
      await page.getByRole("button", { name: chat.text("site.follow.enter") }).click();
      const accept = page.getByRole("button", { name: chat.text("consent.accept"), exact: true });
      await accept.waitFor();
      await Promise.all([accept.click(), chat.presses(chat.text("consent.reject"))]);
      await page.waitForLoadState();
      const answers = async () => {
        const { complaint } = detail.parse(await mina.call("GET", `/complaints/${id}`));
        return complaint.rounds.flatMap(({ consent }) => consent?.answers ?? []);
      };
      await waitUntil(async () => (await answers()).length > 0, CROSSING_MS);
      // Whatever it is: the tap has been answered.
      await chat.hears("");
      const [answer, ...others] = await answers();
      expect(others).toEqual([]);
      expect([
        { answer: "accept", door: "site" },
        { answer: "reject", door: "webchat" },
      ]).toContainEqual(answer);
      await page.reload();
      const status = answer?.answer === "accept" ? "status.closed" : "status.under_evaluation";
      await page.getByText(chat.text(status), { exact: true }).first().waitFor();
    },
    LONG_MS,
  );
});
