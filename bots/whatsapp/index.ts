import { setTimeout as pause } from "node:timers/promises";
import type { DoorPorts, Door } from "../../core/http/door.ts";
import type { Language } from "../../core/language/language.ts";
import { createPartSender, createTwilioContent, repeat } from "../twilio/index.ts";
import type { Repeating, TwilioAccount } from "../twilio/index.ts";
import { createWhatsAppChannel } from "./client.ts";
import { openContentBook } from "./content-book.ts";
import { createOutgoingFiles } from "./outgoing-files.ts";
import type { OutgoingFilesOptions } from "./outgoing-files.ts";
import { parseWhatsApp } from "./parse.ts";

export { syncContent } from "./sync-content.ts";
export type { ContentSync } from "./sync-content.ts";

export interface WhatsAppOptions {
  readonly account: TwilioAccount;
  /** Our number in E.164. */
  readonly from: string;
  /** Those of the organisation. */
  readonly languages: readonly Language[];
  readonly report: DoorPorts["report"];
  /** What files of ours are sent with. */
  readonly outgoing: Omit<OutgoingFilesOptions, "report">;
}

/** Approvals come within minutes, or days: what was made or approved meanwhile is used from the next look on. */
const refreshMs = 10 * 60_000;

/** How long a start waits for the first look, so that the first customer finds buttons; a Twilio that is down stops no server. */
const startMs = 2_000;

/** Opens WhatsApp on a Twilio account, whose routes and reconciler are mounted and started by whoever opened the account. */
export function openWhatsApp({ account, from, languages, report, outgoing }: WhatsAppOptions): Door {
  const book = openContentBook(createTwilioContent(account.client), languages);
  const files = createOutgoingFiles({ ...outgoing, report });
  account.join({ channel: "whatsapp", from, parse: parseWhatsApp });
  let refreshing: Repeating | undefined;
  return {
    channel: createWhatsAppChannel({ sender: createPartSender(account), book, files, from }),
    files: account.files,
    routes: [files.route],
    // https://faq.whatsapp.com/5913398998672934: the number without its sign; what it could hand on would be words in the customer's mouth.
    link: (start) => (start === undefined ? `https://wa.me/${from.replace(/\D/gu, "")}` : undefined),
    start: async () => {
      refreshing = repeat(book.refresh, refreshMs, report);
      await Promise.race([refreshing.first, pause(startMs, undefined, { ref: false })]);
    },
    stop: async () => {
      await refreshing?.stop();
    },
  };
}
