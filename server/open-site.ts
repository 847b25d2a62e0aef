import { derivedKey } from "../core/config/secret-key.ts";
import type { Config } from "../core/config.ts";
import type { Door } from "../core/http/door.ts";
import type { Language } from "../core/language/language.ts";
import type { Say } from "../core/language/text-key.ts";
import type { Redress, RedressParts } from "../core/redress.ts";
import type { SiteDeps } from "../site/index.ts";

/** What the customer's site is opened with. */
interface SiteSetting {
  readonly config: Config;
  readonly parts: RedressParts;
  readonly redress: Redress;
  readonly say: (language: Language) => Say;
  readonly url: string;
}

/** The site on the running core, with the chats whose doors are open. */
export function siteDeps({ config, parts, redress, say, url }: SiteSetting, doors: readonly Door[]): SiteDeps {
  const { organisation, ports, store, files, startLinks } = parts;
  return {
    organisation,
    publicUrl: url,
    services: {
      ...ports,
      casework: redress.site,
      store,
      files,
      startLinks,
      calendar: redress.calendar,
      sayIn: say,
      key: derivedKey(config.secretKey, "site"),
      chats: (start) =>
        doors.flatMap(({ channel, link }) => {
          const address = link?.(start);
          return address === undefined ? [] : [{ channel: channel.name, url: address }];
        }),
    },
  };
}
