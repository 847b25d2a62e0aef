import { describe, expect, it } from "@jest/globals";
import { draftWork } from "../../core/casework/work-draft.ts";
import type { ComplaintEvent } from "../../core/complaint/event.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { Delivery, OutboundMessage } from "../../core/conversation/message.ts";
import { newConversation, newCustomer } from "../../core/conversation/new-conversation.ts";
import { nextWay } from "../../core/delivery/next-way.ts";
import type { Failing } from "../../core/delivery/next-way.ts";
import { noticeOf, purposeOf } from "../../core/delivery/purpose.ts";
import { brand } from "../../core/ids.ts";
import type { QuestionId } from "../../core/ids.ts";
import { momentOf } from "../../core/system.ts";
import { filed, staff, system } from "../support/complaints.ts";
import { fixedPorts } from "../support/fixed-ports.ts";

const ports = fixedPorts(new Date("2026-12-01T07:00:00Z"));
const moment = momentOf(ports);
const minute = 60_000;

function chatAt(channel: "telegram" | "whatsapp" | "sms"): Conversation {
  return newConversation({ channel, externalId: channel }, newCustomer("en", moment).id, "en", moment);
}

const telegram = chatAt("telegram");
const whatsapp = chatAt("whatsapp");
const sms = chatAt("sms");

/** A message in `chat`, written so many minutes after the first. */
function said(
  chat: Conversation,
  minutes: number,
  delivery: Partial<Delivery> = {},
  purpose = "late",
): OutboundMessage {
  const draft = draftWork({ ...moment, now: new Date(moment.now.getTime() + minutes * minute) });
  draft.hold(chat);
  draft.say(chat.id, { prompt: { text: "x", choices: [], accepts: [] }, language: "en", purpose });
  const [message] = draft.work().outbound ?? [];
  if (message === undefined) throw new Error("nothing was said");
  return { ...message, delivery: { ...message.delivery, ...delivery } };
}

function failed(message: OutboundMessage, minutes: number): ComplaintEvent {
  const [event] = filed().last.events;
  if (event === undefined) throw new Error("nothing happened");
  const at = new Date(moment.now.getTime() + minutes * minute);
  return { ...event, kind: "notice_failed", at, facts: { messageId: message.id } };
}

function next(message: OutboundMessage, more: Partial<Failing>): string {
  const ways = [telegram, whatsapp, sms].map((conversation) => ({
    kind: "conversation" as const,
    conversation,
    short: false,
  }));
  const way = nextWay({ message, complaint: filed().complaint, events: [], twins: [message], ways, ...more });
  return way.kind === "tell" && way.target.kind === "conversation" ? way.target.conversation.address.channel : way.kind;
}

const state = (is: Delivery["state"]): Partial<Delivery> => ({ state: is });

describe("the next way", () => {
  it("is the first that was not tried, and at last none", () => {
    const one = said(telegram, 0);
    const two = said(whatsapp, 1);
    const three = said(sms, 2);
    const events = [failed(one, 1), failed(two, 2)];
    expect(next(one, {})).toBe("whatsapp");
    expect(next(two, { twins: [one, two], events: events.slice(0, 1) })).toBe("sms");
    expect(next(three, { twins: [one, two, three], events })).toBe("give_up");
  });

  it.each<[string, Partial<Delivery>, string]>([
    ["sent", state("sent"), "told_elsewhere"],
    ["delivered", state("delivered"), "told_elsewhere"],
    ["sent, perhaps twice", state("maybe_doubled"), "told_elsewhere"],
    ["about to be sent", state("pending"), "told_elsewhere"],
    ["kept for the morning", { hold: "quiet" }, "told_elsewhere"],
    ["announced and waiting for the customer", { hold: "window", invitedAt: moment.now }, "told_elsewhere"],
    ["waiting for the customer, who knows nothing of it", { hold: "window" }, "whatsapp"],
    ["failed, too", state("failed"), "whatsapp"],
    ["superseded", state("superseded"), "whatsapp"],
  ])("is not needed while another message of it is under way: one that is %s", (_name, delivery, expected) => {
    const one = said(telegram, 0);
    const other = said(sms, 0, delivery);
    expect(next(one, { twins: [one, other] })).toBe(expected);
  });

  it("is needed although the other message has only been recorded as failed yet", () => {
    const one = said(telegram, 0);
    const other = said(sms, 0, state("sending"));
    expect(next(one, { twins: [one, other], events: [failed(other, 1)] })).toBe("whatsapp");
  });

  it("does not take what was told weeks ago, for another occasion, for the same", () => {
    const before = said(telegram, -20_000, state("sent"));
    const anewBefore = said(sms, -19_999, state("sent"));
    const one = said(telegram, 0);
    const later = said(sms, 20_000, state("sent"));
    const twins = [before, anewBefore, one, later];
    expect(next(one, { twins, events: [failed(before, -19_999)] })).toBe("whatsapp");
  });

  it("of a passcode is none: staff are called, unless the customer saw it where they filed", () => {
    const one = said(sms, 0, {}, "registered");
    expect(next(one, {})).toBe("told_elsewhere");
    const byStaff = { ...filed().complaint, filedBy: staff("agent-1") };
    expect(next(one, { complaint: byStaff })).toBe("give_up");
    const renewed = said(sms, 0, {}, "passcode_renewed");
    const [event] = filed().last.events;
    if (event === undefined) throw new Error("nothing happened");
    const byCustomer = { ...event, kind: "passcode_renewed" as const };
    expect(next(renewed, { events: [byCustomer] })).toBe("told_elsewhere");
    expect(next(renewed, { events: [{ ...byCustomer, actor: system }] })).toBe("give_up");
  });
});

describe("a purpose", () => {
  it.each([
    { kind: "under_evaluation" },
    { kind: "question", questionId: brand<QuestionId>("q-1") },
    { kind: "decision", round: 2 },
    { kind: "reminder", round: 1, count: 3 },
    { kind: "remedy_carried_out", remedyId: "r-1" },
    { kind: "closed" },
    { kind: "late" },
    { kind: "rate" },
  ] as const)("of %j names it, so that it can be told again", (notice) => {
    expect(noticeOf(purposeOf(notice), filed().complaint)).toEqual(notice);
  });

  it("of a passcode, of a warning that is void, or of something else names nothing", () => {
    for (const purpose of ["registered", "passcode_renewed", "lapse_warning.1", "file_refused.1"]) {
      expect(noticeOf(purpose, filed().complaint)).toBeUndefined();
    }
  });
});
