import { describe, expect, it } from "@jest/globals";
import type { ChannelName } from "../../core/channel/address.ts";
import type { Notice } from "../../core/complaint/change.ts";
import type { Conversation, Customer } from "../../core/conversation/conversation.ts";
import { newConversation, newCustomer } from "../../core/conversation/new-conversation.ts";
import { planNotice, waysToTell } from "../../core/delivery/plan-notice.ts";
import type { NoticeReach } from "../../core/delivery/plan-notice.ts";
import { momentOf } from "../../core/system.ts";
import { filed } from "../support/complaints.ts";
import { fixedPorts } from "../support/fixed-ports.ts";

const ports = fixedPorts(new Date("2026-12-01T07:00:00Z"));
const phone = "+905321234567";
const customer: Customer = { ...newCustomer("en", momentOf(ports)), phone };
const decision: Notice = { kind: "decision", round: 1 };
const late: Notice = { kind: "late" };

function at(channel: ChannelName, day = 1, externalId = channel === "sms" ? phone : channel): Conversation {
  const address = { channel, externalId };
  const lastInboundAt = new Date(`2026-11-${String(day).padStart(2, "0")}T07:00:00Z`);
  return { ...newConversation(address, customer.id, "en", momentOf(ports)), lastInboundAt };
}

const telegram = at("telegram", 2);
const webchat = at("webchat", 3);
const sms = at("sms");
const elsewhere = { ...at("sms"), customerId: newCustomer("en", momentOf(ports)).id };

function gone(conversation: Conversation): Conversation {
  return { ...conversation, unreachable: { reason: "blocked", since: new Date("2026-11-30T07:00:00Z") } };
}

/** A customer who filed on Telegram and named a mobile number. */
function plan(notice: Notice, reach: Partial<NoticeReach> & { readonly on?: readonly ChannelName[] }) {
  const { on = ["telegram", "webchat", "sms"], ...rest } = reach;
  const complaint = { ...filed().complaint, door: "telegram" as const };
  const targets = planNotice(notice, {
    complaint,
    customer,
    conversations: [telegram],
    channels: new Set(on),
    ...rest,
  });
  return targets.map((target) =>
    target.kind === "phone" ? target.phone : `${target.conversation.id}${target.short ? " short" : ""}`,
  );
}

describe("where a notice goes", () => {
  it.each<[string, Notice, Parameters<typeof plan>[1], readonly string[]]>([
    ["the chat that filed", late, {}, [telegram.id]],
    ["the chat that filed, and the number, where the process tells by SMS", decision, {}, [telegram.id, phone]],
    [
      "the chat that filed, although another was written in later",
      late,
      { conversations: [webchat, telegram] },
      [telegram.id],
    ],
    [
      "the chat last written in, where the one that filed is gone",
      late,
      { conversations: [at("email", 1), webchat] },
      [webchat.id],
    ],
    [
      "a chat that can still be sent through",
      late,
      { conversations: [telegram, webchat], on: ["webchat"] },
      [webchat.id],
    ],
    ["the number for everything, where there is no chat", late, { conversations: [] }, [phone]],
    [
      "the SMS conversation where there is one",
      decision,
      { conversations: [telegram, sms] },
      [telegram.id, `${sms.id} short`],
    ],
    [
      "the conversation at the number, whoever's it is",
      decision,
      { atPhone: elsewhere },
      [telegram.id, `${elsewhere.id} short`],
    ],
    ["the chat alone where SMS is not set up", decision, { on: ["telegram"] }, [telegram.id]],
    ["nowhere, where nothing can be sent through", decision, { on: [] }, []],
    [
      "nowhere, where the customer has neither chat nor number",
      decision,
      { conversations: [], customer: newCustomer("en", momentOf(ports)) },
      [],
    ],
    ["nowhere else, where the customer causes it in a chat of their own", late, { origin: telegram.id }, []],
    ["the number, too, where the chat's own turn tells by SMS", decision, { origin: telegram.id }, [phone]],
    [
      "nowhere else, where the turn is the SMS conversation's own",
      decision,
      { conversations: [sms], origin: sms.id },
      [],
    ],
    [
      "the customer's own chat, where a chat causes it that only knows the passcode",
      late,
      { origin: webchat.id },
      [telegram.id],
    ],
    [
      "no SMS to the number whose own turn causes it",
      decision,
      { atPhone: elsewhere, origin: elsewhere.id },
      [telegram.id],
    ],
    [
      "past a chat that cannot be written to, the next one",
      late,
      { conversations: [gone(telegram), webchat] },
      [webchat.id],
    ],
    ["the number, where no chat can be written to", late, { conversations: [gone(telegram)] }, [phone]],
    [
      "the chat alone, where the number does not want to hear from us",
      decision,
      { atPhone: gone(elsewhere) },
      [telegram.id],
    ],
    ["nowhere, where nothing can be written to", late, { conversations: [gone(telegram), gone(sms)] }, []],
  ])("is %s", (_name, notice, reach, expected) => {
    expect(plan(notice, reach)).toEqual(expected);
  });

  it.each<Notice>([{ kind: "registered", passcode: "1" }, { kind: "passcode_renewed", passcode: "1" }, decision])(
    "includes SMS for $kind",
    (notice) => {
      expect(plan(notice, {})).toContain(phone);
    },
  );
});

describe("every way to tell", () => {
  const ways = (conversations: readonly Conversation[], more: Partial<NoticeReach> = {}) =>
    waysToTell(
      {
        complaint: { ...filed().complaint, door: "telegram" },
        customer,
        conversations,
        channels: new Set<ChannelName>(["telegram", "webchat", "whatsapp", "sms"]),
        ...more,
      },
      ({ channel }) => channel === "webchat",
    ).map((way) => (way.kind === "phone" ? way.phone : way.conversation.address.channel));

  it("begins with the chat that filed, then the others by last use, then SMS, then pages that wake nobody", () => {
    expect(ways([webchat, at("whatsapp", 1), telegram])).toEqual(["telegram", "whatsapp", phone, "webchat"]);
    expect(ways([telegram, at("whatsapp", 9), sms])).toEqual(["telegram", "whatsapp", "sms"]);
  });

  it("begins with the page where that is where it was filed", () => {
    const complaint = { ...filed().complaint, door: "webchat" as const };
    expect(ways([telegram, webchat], { complaint })).toEqual(["webchat", "telegram", phone]);
  });

  it("leaves out what cannot be written to", () => {
    expect(ways([gone(telegram), webchat, gone(sms)])).toEqual(["webchat"]);
  });
});
