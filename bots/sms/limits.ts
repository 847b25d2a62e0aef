import type { Capabilities, SendRates } from "../../core/channel/channel.ts";

/** What an SMS can show: words alone. */
export const capabilities: Capabilities = {
  maxButtons: 0,
  maxButtonLabel: 0,
  maxListItems: 0,
  maxListLabel: 0,
  // https://www.twilio.com/docs/glossary/what-sms-character-limit
  maxText: 1_600,
  maxFile: 0,
  isSms: true,
};

/**
 * How fast we send: `perSecond` in all, because networks queue or drop what comes faster than a sender's line allows (Twilio's lines take 1 to 100 a second,
 * https://www.twilio.com/docs/messaging/features/service-rate-limits-queues), and one a second to one number, because they do not promise to keep the order of two.
 */
export function sendRates(perSecond: number): SendRates {
  return { all: { count: perSecond, perMs: 1_000 }, chat: { count: 1, perMs: 1_000 } };
}

/** How long a gateway may take to answer: well within the 45 s for which core lends a message to one process. */
export const answerMs = 10_000;

/** Bytes of a gateway's answer that are read; real ones are some hundred bytes long. */
export const maxAnswerBytes = 64 * 1_024;

/** Bytes of one inbound request. The longest concatenated SMS has 255 parts of 153 letters (3GPP TS 23.040, section 9.2.3.24.1), percent-encoded thrice as long. */
export const maxInboundBytes = 128 * 1_024;

/** Messages that the outbox page remembers. */
export const keptMessages = 200;
