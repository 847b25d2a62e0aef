import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { countParts } from "../../core/channel/count-parts.ts";
import { brand } from "../../core/ids.ts";
import type { ConversationId } from "../../core/ids.ts";
import { customerAt } from "../support/customer.ts";
import { deliveryErrorOf, smsMessage } from "../support/sms-bench.ts";
import { storyOf } from "../support/story.ts";
import { openSmsWorld, smsDoor } from "../support/twilio/sms-door.ts";
import type { TwilioWorld } from "../support/twilio/twilio-world.ts";

const number = "+905321112233";
const to = { channel: "sms", externalId: number } as const;

let stage: TwilioWorld;

beforeEach(async () => {
  stage = await openSmsWorld();
});

afterEach(() => stage.close());

function channel() {
  const [sms] = stage.world.channels;
  if (sms === undefined) throw new Error("the world has no SMS");
  return sms;
}

describe("SMS through Twilio", () => {
  test("carries a complaint from the first word to the customer's own yes", async () => {
    const { world, twilio, refused, reported, settled } = stage;
    const user = twilio.smsUser(number);
    const customer = customerAt(world, smsDoor(stage, user), "tr");
    const story = storyOf(world, customer, "tr");
    const { complaint } = await story.files();
    const agent = await world.agent("agent");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    await settled();

    const told = user.received().at(-1)?.body ?? "";
    expect(told).toContain(complaint.number);
    expect(told).toContain("DURUM");
    expect(countParts(told).parts).toBe(1);

    await story.reaches("follow.answer_decision", complaint);
    await customer.chooses("consent.accept");
    expect((await story.now(complaint)).status).toBe("closed");
    expect([...refused, ...reported, ...world.faults, ...twilio.state.unknown]).toEqual([]);
    expect(user.received().every(({ body }) => !/[\u2066-\u2069]/u.test(body))).toBe(true);
  });

  test("proves the number of whoever writes", async () => {
    const { world, twilio, settled } = stage;
    await twilio.smsUser(number).writes("Merhaba");
    await settled();
    const conversation = await world.store.conversations.byAddress(to);
    const customer = conversation && (await world.store.conversations.customer(conversation.customerId));
    expect(customer).toMatchObject({ phone: number, phoneProven: true });
  });

  test("takes one message in once, however often it is posted", async () => {
    const { world, twilio, settled } = stage;
    const user = twilio.smsUser(number);
    const sid = `SM${"7".repeat(32)}`;
    const fields = { MessageSid: sid, SmsSid: sid, SmsMessageSid: sid, Body: "Merhaba" };
    await Promise.all([user.posts(fields), user.posts(fields)]);
    await settled();
    const conversation = await world.store.conversations.byAddress(to);
    const messages = await world.store.conversations.messages(conversation?.id ?? brand<ConversationId>(""), 0, 100);
    expect(messages.filter(({ direction }) => direction === "in")).toHaveLength(1);
  });

  test("leaves machines unanswered", async () => {
    const { twilio, refused, settled } = stage;
    await twilio.smsUser("20004").writes("10% off");
    await settled();
    expect(refused).toEqual(["sender"]);
  });

  test("does not even try a country that Twilio does not reach", async () => {
    const iran = { channel: "sms", externalId: "+989121234567" } as const;
    const failure = await deliveryErrorOf(channel().send(iran, smsMessage("سلام")));
    expect(failure).toMatchObject({ trouble: "unreachable", platformCode: "country" });
    expect(stage.twilio.state.messages).toEqual([]);
  });

  test.each(["accept_then_reset", "html"] as const)(
    "finds a text again whose answer was lost (%s), and sends the rest",
    async (kind) => {
      const long = smsMessage(["a", "b", "c"].map((letter) => letter.repeat(1_500)).join("\n\n"), { language: "en" });
      const since = new Date(stage.world.ports.clock.now().getTime() - 1_000);
      expect(await channel().findSent?.(to, long, since)).toBeUndefined();
      stage.twilio.faults.next("send", kind === "html" ? { kind, isAccepted: true } : { kind });
      expect(await deliveryErrorOf(channel().send(to, long))).toMatchObject({
        trouble: "unavailable",
        platformCode: undefined,
      });
      expect(await channel().findSent?.(to, long, since)).toBeUndefined();
      const receipt = await channel().send(to, long);
      expect(stage.twilio.state.messages.map(({ body }) => body[0])).toEqual(["a", "b", "c"]);
      expect(receipt).toEqual({ providerId: stage.twilio.state.messages.at(-1)?.sid });
    },
  );

  test("brings what customers answer", () => {
    expect(channel().answersAt?.(to)).toBeUndefined();
  });
});
