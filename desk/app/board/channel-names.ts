import type { Door } from "../../../core/complaint/actor.ts";

/** Where complaints come from, in the order in which they are offered. */
export const channelNames = [
  "site",
  "webchat",
  "telegram",
  "whatsapp",
  "sms",
  "email",
  "desk",
] as const satisfies readonly Door[];
