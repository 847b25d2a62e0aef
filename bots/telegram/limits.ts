import type { Capabilities, SendRates } from "../../core/channel/channel.ts";

const MEGABYTE = 1_000_000;

/** What Telegram can show. */
export const capabilities: Capabilities = {
  // https://core.telegram.org/bots/api#inlinekeyboardmarkup names no number; more rows than this push the question off a phone's screen.
  maxButtons: 12,
  // https://core.telegram.org/bots/api#inlinekeyboardbutton names no length; a phone shows about this much of a button as wide as the chat.
  maxButtonLabel: 40,
  maxListItems: 0,
  maxListLabel: 0,
  // https://core.telegram.org/bots/api#sendmessage
  maxText: 4_096,
  // https://core.telegram.org/bots/api#getfile: what a bot can fetch, although people can send more.
  maxFile: 20 * MEGABYTE,
  // https://core.telegram.org/bots/api#sending-files: a picture that is too large for a photo goes as a document.
  sends: { pictures: 50 * MEGABYTE, others: 50 * MEGABYTE },
};

/**
 * https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: not more than about 30 messages a second in bulk; one a second
 * in a single chat, where "short bursts" go over it: three at once, and then a pause that makes up for them.
 */
export const rates: SendRates = { all: { count: 30, perMs: 1_000 }, chat: { count: 3, perMs: 3_000 } };

/** https://core.telegram.org/bots/api#sending-files: the largest files that a bot can send, in bytes. */
export const sendable = { photo: 10 * MEGABYTE, document: 50 * MEGABYTE } as const;

/** Bytes of one update: a text of 4096 characters beside the message that it answers, with room for what Telegram adds. */
export const maxUpdateBytes = 1_024 * 1_024;

/** Milliseconds that one call of the API may take. */
export const timeouts = {
  call: 15_000,
  /** A file of 50 MB on a slow line. */
  upload: 120_000,
  /** A file of 20 MB; within the 120 s that the fetcher lends it for. */
  download: 90_000,
} as const;

/** Whatever Telegram asks for, it is tried again after so long: a number beyond that is a mistake. */
export const longestWaitMs = 24 * 60 * 60_000;

/** How updates are asked for where Telegram cannot reach us, and how patiently it is tried again. */
export interface PollPace {
  /** Seconds that Telegram holds the question open, waiting for news. */
  readonly waitSeconds: number;
  /** How long the source is lent to one process; renewed before each question and within a long batch. */
  readonly leaseMs: number;
  /** Pause before the next try after trouble, doubled each time up to the longest. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Pause while another process has the source. */
  readonly othersMs: number;
}

export const pollPace: PollPace = {
  waitSeconds: 20,
  leaseMs: 50_000,
  firstPauseMs: 1_000,
  longestPauseMs: 30_000,
  othersMs: 5_000,
};

/** Updates in one answer: https://core.telegram.org/bots/api#getupdates */
export const maxUpdates = 100;

/** Well within the week after which Telegram counts from another number: https://core.telegram.org/bots/api#update */
export const quietMs = 5 * 24 * 60 * 60_000;

/** What the webhook is set with. `message_reaction` and the like have to be asked for; we ask for what we read. */
export const allowedUpdates = ["message", "edited_message", "callback_query", "my_chat_member"] as const;

/** Updates that Telegram delivers at one time: https://core.telegram.org/bots/api#setwebhook has 40, and at most 100. */
export const maxConnections = 40;

/** A group is told at most once in this time where complaints are taken. */
export const groupHintMs = 60 * 60_000;

/** Tries at an update that fails by our own fault before it is given up, so that it does not hold up its chat for a day. */
export const maxTries = 5;
