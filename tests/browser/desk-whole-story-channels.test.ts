import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { sayIn } from "../../core/language/say.ts";
import { ComplaintAtDesk } from "../support/desk-complaint.ts";
import { DeskStage } from "../support/desk-stage.ts";
import type { StagedAgent } from "../support/desk-stage.ts";
import { decides, spoken } from "../support/desk-story.ts";
import { deskText } from "../support/desk-text.ts";
import { bubble } from "../support/desk-visitor.ts";
import { freePort } from "../support/free-port.ts";
import { telegramPerson, whatsAppPerson } from "../support/platform-person.ts";
import type { PlatformPerson } from "../support/platform-person.ts";
import { openFakeTelegram } from "../support/telegram/fake-telegram.ts";
import type { FakeTelegram } from "../support/telegram/fake-telegram.ts";
import { openFakeTwilio } from "../support/twilio/fake-twilio.ts";
import type { FakeTwilio } from "../support/twilio/fake-twilio.ts";

/** Limits for hangs only. */
const LONG_MS = 300_000;
const CROSSING_MS = 60_000;

const filed = z.object({ id: z.string() });

let stage: DeskStage;
let telegram: FakeTelegram;
let twilio: FakeTwilio;
let mina: StagedAgent;

beforeAll(async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  [telegram, twilio] = await Promise.all([openFakeTelegram({ scale: 0.1 }), openFakeTwilio()]);
  stage = await DeskStage.open({
    PORT: String(port),
    PUBLIC_URL: url,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TWILIO_ACCOUNT_SID: twilio.state.accountSid,
    TWILIO_AUTH_TOKEN: twilio.state.authToken,
    TWILIO_WHATSAPP_FROM: "+14155238886",
    TWILIO_API_ROOT: twilio.root,
  });
  twilio.webhooks.publicUrl = url;
  mina = await stage.agent("Mina", { language: "tr" });
}, LONG_MS);
afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.leave();
});
afterAll(async () => {
  await stage.close();
  await twilio.close();
  await telegram.close();
});

const people: Readonly<Record<"telegram" | "whatsapp", () => PlatformPerson>> = {
  telegram: () => telegramPerson(telegram.person({ language: "tr" })),
  whatsapp: () => whatsAppPerson(twilio.whatsAppUser("+905321117733")),
};

describe("the desk and a customer of a platform", () => {
  test.each(["telegram", "whatsapp"] as const)(
    "on %s: taken over, talked with, given back, decided, and accepted by a tap",
    async (channel) => {
      const mine = spoken.tr;
      const text = sayIn("tr", "Asia/Tehran");
      const say = deskText("tr", ["conversation"]);
      const customer = people[channel]();
      const desk = await stage.window(mina, { path: "/conversations?view=waiting" });
      await customer.writes(mine.person);
      await desk.locator("[data-conversation]").first().click({ timeout: CROSSING_MS });
      await desk
        .getByRole("button", { name: say("conversation.take_over") })
        .first()
        .click();
      await customer.hears(text("hands.taken", { name: mina.name }));
      await desk.getByLabel(say("conversation.write"), { exact: true }).fill(mine.asks);
      await desk.getByRole("button", { name: say("conversation.send"), exact: true }).click();
      await customer.hears(mine.asks);
      const before = customer.heard().length;
      await customer.writes(mine.tells);
      await bubble(desk, mine.tells).first().waitFor({ timeout: CROSSING_MS });
      expect(customer.heard()).toHaveLength(before);
      await desk.getByRole("button", { name: say("conversation.give_back"), exact: true }).click();
      await customer.hears(text("hands.given_back", { name: mina.name }));

      const conversationId = desk.url().split("/").at(-1)?.split("?")[0] ?? "";
      const matter = { category: "delivery.damaged", description: mine.matter };
      const body = { conversationId, customer: { language: "tr" }, heardBy: "phone", matter };
      const { id } = filed.parse(await mina.call("POST", "/complaints", body));
      await desk.goto(`${stage.url}/desk/complaints/${id}`);
      const at = new ComplaintAtDesk(desk);
      await at.begins("first_review");
      await at.sends();
      await decides(at, "tr");
      // At night nobody is woken by a decision: whoever asks is told.
      await customer.writes("durum");
      await customer.isOffered(text("follow.answer_decision"));
      await customer.taps(text("follow.answer_decision"));
      await customer.hears(mine.report);
      await customer.isOffered(text("consent.accept"));
      await customer.taps(text("consent.accept"));
      await at.isIn("closed");
      await bubble(desk, text("consent.accept")).first().waitFor({ timeout: CROSSING_MS });
    },
    LONG_MS,
  );
});
