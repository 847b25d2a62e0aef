import type { Capabilities } from "../../core/channel/channel.ts";

const MEGABYTE = 1_000_000;

/** The channels that the console can be seen as. */
export const guises = ["telegram", "whatsapp", "webchat", "sms"] as const;

export type Guise = (typeof guises)[number];

/** What each channel can show, so that a dialogue can be seen in a terminal as it would look there. */
export const guiseCapabilities: Readonly<Record<Guise, Capabilities>> = {
  telegram: {
    // https://core.telegram.org/bots/api#inlinekeyboardmarkup names no number; more rows than this push the question off a phone's screen.
    maxButtons: 12,
    // https://core.telegram.org/bots/api#inlinekeyboardbutton names no length; a phone shows about this much of a button as wide as the chat.
    maxButtonLabel: 40,
    maxListItems: 0,
    maxListLabel: 0,
    // https://core.telegram.org/bots/api#sendmessage
    maxText: 4_096,
    // https://core.telegram.org/bots/api#getfile
    maxFile: 20 * MEGABYTE,
  },
  whatsapp: {
    // https://www.twilio.com/docs/content/twilio-quick-reply, in session
    maxButtons: 3,
    maxButtonLabel: 20,
    // https://www.twilio.com/docs/content/twilio-list-picker
    maxListItems: 10,
    maxListLabel: 24,
    // https://www.twilio.com/docs/content/twilio-quick-reply, body
    maxText: 1_024,
    // https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages
    maxFile: 16 * MEGABYTE,
  },
  webchat: {
    // Direct Line sets no numbers: a dozen buttons fit a phone's screen, and a label of 60 fits one line.
    maxButtons: 12,
    maxButtonLabel: 60,
    maxListItems: 0,
    maxListLabel: 0,
    maxText: 4_000,
    maxFile: 20 * MEGABYTE,
  },
  sms: {
    maxButtons: 0,
    maxButtonLabel: 0,
    maxListItems: 0,
    maxListLabel: 0,
    // https://www.twilio.com/docs/glossary/what-sms-character-limit
    maxText: 1_600,
    maxFile: 0,
  },
};
