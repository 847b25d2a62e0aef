import type { FileStore } from "../core/attachment/attachment.ts";
import type { Calendar } from "../core/calendar/calendar.ts";
import type { SiteCasework } from "../core/casework/site-casework.ts";
import type { Language } from "../core/language/language.ts";
import type { Say } from "../core/language/text-key.ts";
import type { Organisation } from "../core/organisation/organisation.ts";
import type { Store } from "../core/store/store.ts";
import type { SystemPorts } from "../core/system.ts";
import type { StartLinks } from "../core/turn/start-links.ts";
import type { ChatLinks } from "./chat-links.ts";
import type { Sealer } from "./sealer.ts";

/** What the pages stand on where customers complain and follow their complaint. */
export interface SiteTools extends SystemPorts {
  readonly organisation: Organisation;
  /** As the world sees this server, without a slash at its end. */
  readonly publicUrl: string;
  readonly casework: SiteCasework;
  readonly store: Pick<Store, "complaints" | "attachments" | "buckets" | "throttles">;
  readonly files: FileStore;
  readonly startLinks: StartLinks;
  /** The version in force. */
  readonly calendar: () => Calendar;
  readonly sayIn: (language: Language) => Say;
  readonly sealer: Sealer;
  readonly chats: ChatLinks;
}
