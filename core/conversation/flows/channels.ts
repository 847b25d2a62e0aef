import { z } from "zod";
import type { Detail, Prompt } from "../../channel/prompt.ts";
import { brand } from "../../ids.ts";
import type { ConversationId } from "../../ids.ts";
import type { Say } from "../../language/text-key.ts";
import { channelIn, isUnlinkableBy, linkedChatSchema } from "../linked-chat.ts";
import type { LinkedChat } from "../linked-chat.ts";
import { passcodePrompt } from "../notices.ts";
import { asks, chosenIn, says } from "../prompts.ts";
import type { Facts } from "../facts.ts";
import type { Finish, Flow, Telling } from "../flow.ts";
import type { Outcome } from "../conversation-command.ts";
import { refusalOf } from "./pick-complaint.ts";

const slots = z.object({
  /** As they were when the list was made; undefined: not looked up yet. */
  listed: z.array(linkedChatSchema).optional(),
  /** The conversation to unlink, or what else to do. */
  choice: z.string().optional(),
  sure: z.enum(["yes", "stranger", "no"]).optional(),
});

type Channels = z.infer<typeof slots>;
type ChannelsStep = "which" | "sure";

/** The customer's chats: which there are, unlinking one, adding a number, and having no messages here. */
export const channels: Flow<Channels, ChannelsStep> = {
  name: "channels",
  version: 1,
  slots,
  start: firstOpen,
  steps: {
    which: {
      ask: ({ listed = [] }, facts) => askWhich(listed, facts),
      read: (answer) => {
        const choice = chosenIn(answer);
        return choice === undefined ? { ok: false, hint: "engine.choose_one" } : { ok: true, slots: { choice } };
      },
      next: firstOpen,
    },
    sure: {
      ask: (asked, { say }) => askSure(asked, say),
      read: (answer) => {
        const sure = slots.shape.sure.safeParse(chosenIn(answer)).data;
        return sure === undefined ? { ok: false, hint: "engine.choose_one" } : { ok: true, slots: { sure } };
      },
      next: firstOpen,
    },
  },
  finish: endOf,
  tell,
};

function firstOpen({ listed, choice, sure }: Partial<Channels>): ChannelsStep | "done" {
  if (listed === undefined) return "done";
  if (choice === undefined) return "which";
  return chosenChat({ listed, choice }) !== undefined && sure === undefined ? "sure" : "done";
}

function chosenChat({ listed = [], choice }: Partial<Channels>): LinkedChat | undefined {
  return listed.find(({ conversationId }) => conversationId === choice);
}

function askWhich(listed: readonly LinkedChat[], { say, sendsCodes, optedOut }: Facts): Prompt {
  const own = listed.find(({ here }) => here)?.proof;
  const unlinkable = listed.flatMap((chat, place) =>
    chat.proof === undefined || !(chat.here || isUnlinkableBy(own, chat.proof))
      ? []
      : [{ value: chat.conversationId, label: say("channels.unlink", named(place, chat, say)) }],
  );
  return asks(
    say("channels.ask"),
    [
      ...unlinkable,
      ...(sendsCodes === true ? [{ value: "number", label: say("channels.number") }] : []),
      optedOut === true
        ? { value: "opt_in", label: say("menu.opt_in") }
        : { value: "opt_out", label: say("channels.opt_out") },
      { value: "menu", label: say("common.menu") },
    ],
    [],
    listed.map((chat, place) => detailOf(chat, place, say)),
  );
}

function named(place: number, { channel }: LinkedChat, say: Say) {
  return { index: place + 1, channel: channelIn(channel, say) };
}

function detailOf(chat: LinkedChat, place: number, say: Say): Detail {
  const day = new Date(chat.at);
  const parts = [
    ...(chat.number === undefined ? [] : [say("view.code", { code: { code: chat.number } })]),
    say(chat.proof === undefined ? "channels.since" : "channels.linked", { day }),
    ...(chat.here ? [say("channels.here")] : []),
  ];
  return { label: say("channels.item", named(place, chat, say)), value: parts.join(" · ") };
}

function askSure(asked: Partial<Channels>, say: Say): Prompt {
  const { listed = [] } = asked;
  const chat = chosenChat(asked);
  if (chat === undefined) return says(say("refusal.channel_unknown"));
  return asks(say("channels.sure", named(listed.indexOf(chat), chat, say)), [
    { value: "yes", label: say("channels.sure.yes") },
    ...(chat.here ? [] : [{ value: "stranger", label: say("channels.sure.stranger") }]),
    { value: "no", label: say("channels.sure.no") },
  ]);
}

function endOf(asked: Partial<Channels>): Finish {
  const { listed, choice = "menu", sure } = asked;
  if (listed === undefined) return { kind: "command", command: { kind: "list_channels" } };
  const chat = chosenChat(asked);
  if (chat === undefined) return { kind: "flow", flow: otherFlows.has(choice) ? choice : "menu" };
  if (sure === "no") return { kind: "nothing" };
  const conversationId = brand<ConversationId>(chat.conversationId);
  return { kind: "command", command: { kind: "part_channel", conversationId, stranger: sure === "stranger" } };
}

const otherFlows: ReadonlySet<string> = new Set(["number", "opt_out", "opt_in"]);

function tell(outcome: Outcome, asked: Partial<Channels>, facts: Facts): Telling {
  if (!outcome.ok) return refusalOf(outcome, facts);
  const { say } = facts;
  if (outcome.channels !== undefined)
    return { prompts: [], then: { flow: "channels", slots: { listed: outcome.channels } } };
  if (asked.sure === "no") return { prompts: [says(say("channels.kept"))] };
  const chat = chosenChat(asked);
  if (chat?.here === true) return { prompts: [says(say("channels.parted_here"))] };
  const parted = says(say("channels.parted"));
  if (outcome.renewed === undefined || outcome.renewed.length === 0) return { prompts: [parted] };
  const passcodes = outcome.renewed.map(({ complaint, passcode }) => passcodePrompt(complaint, passcode, facts));
  return { prompts: [parted, says(say("channels.parted_stranger")), ...passcodes] };
}
