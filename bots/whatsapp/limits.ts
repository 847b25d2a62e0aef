import type { Capabilities, SendRates } from "../../core/channel/channel.ts";

const MEGABYTE = 1_000_000;

/** What WhatsApp can show without Content resources: words, and numbered choices. */
export const plainCapabilities: Capabilities = {
  maxButtons: 0,
  maxButtonLabel: 0,
  maxListItems: 0,
  maxListLabel: 0,
  // https://www.twilio.com/docs/api/errors/21617
  maxText: 1_600,
  // https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages: 16 MB; of a picture, WhatsApp itself takes 5 MB.
  maxFile: 16 * MEGABYTE,
};

/** What it can show with them. */
export const richCapabilities: Capabilities = {
  ...plainCapabilities,
  // https://www.twilio.com/docs/content/twilio-quick-reply, without approval
  maxButtons: 3,
  // https://www.twilio.com/docs/whatsapp/buttons
  maxButtonLabel: 20,
  // https://www.twilio.com/docs/content/twilio-list-picker
  maxListItems: 10,
  maxListLabel: 24,
};

/** What WhatsApp takes of one file: https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages */
export function largestMedia(type: string): number {
  return type.startsWith("image/") ? 5 * MEGABYTE : 16 * MEGABYTE;
}

/** What it can show where Twilio can fetch our files, too. */
export const filesToo: Capabilities = {
  ...richCapabilities,
  sends: { pictures: largestMedia("image/jpeg"), others: largestMedia("application/pdf") },
};

/** Of the words above buttons or a list: https://www.twilio.com/docs/content/twilio-quick-reply, `body`. */
export const maxInteractiveText = 1_024;

/** Of the word that opens a list: https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-list-messages, `button`. */
export const maxOpener = 20;

/**
 * 80 messages a second from one sender (https://www.twilio.com/docs/whatsapp/api#rate-limits-for-whatsapp-messaging), and into one chat one in six
 * seconds with up to 45 at once (https://developers.facebook.com/docs/whatsapp/cloud-api/overview#pair-rate-limits).
 */
export const rates: SendRates = {
  all: { count: 80, perMs: 1_000 },
  chat: { count: 45, perMs: 270_000 },
};

/**
 * 24 hours after the customer's last message (https://www.twilio.com/docs/whatsapp/key-concepts#customer-service-windows), less five minutes: the
 * platform's clock decides, and a message waits a while on its way.
 */
export const windowMs = 24 * 60 * 60_000 - 5 * 60_000;
