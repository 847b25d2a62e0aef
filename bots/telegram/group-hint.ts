import { languageOfLocale } from "../../core/language/guess.ts";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import type { Clock } from "../../core/ports.ts";
import type { BotApi } from "./bot-api.ts";
import type { Errands } from "./errands.ts";
import { groupHintMs } from "./limits.ts";

export interface GroupHintTools {
  readonly api: BotApi;
  readonly errands: Errands;
  readonly clock: Clock;
  readonly languages: readonly [Language, ...Language[]];
}

/** Groups that were told lately; beyond that, the oldest is forgotten. */
const remembered = 1_000;

/** Makes the way to point a group to the private chat: seldom, and with nothing about anybody. */
export function createGroupHint(tools: GroupHintTools): (chatId: number, locale: string | undefined) => void {
  const told = new Map<number, number>();
  const linkTo = usernameLink(tools.api);
  return (chatId, locale) => {
    const now = tools.clock.now().getTime();
    if (now - (told.get(chatId) ?? -Infinity) < groupHintMs) return;
    told.delete(chatId);
    told.set(chatId, now);
    const oldest = told.keys().next().value;
    if (told.size > remembered && oldest !== undefined) told.delete(oldest);
    const language = languageFor(tools, locale);
    tools.errands.run(async () => {
      const text = sayIn(language, "UTC")("telegram.group", { link: await linkTo() });
      await tools.api.call("sendMessage", { chat_id: chatId, text, link_preview_options: { is_disabled: true } });
    });
  };
}

function languageFor({ languages }: GroupHintTools, locale: string | undefined): Language {
  const own = locale === undefined ? undefined : languageOfLocale(locale);
  return own !== undefined && languages.includes(own) ? own : languages[0];
}

/** Asked for once: a bot's name changes only in the hands of its owner. */
function usernameLink(api: BotApi): () => Promise<string> {
  let link: string | undefined;
  return async () => {
    link ??= `https://t.me/${(await api.call("getMe", {})).username}`;
    return link;
  };
}
