import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import type { TextKey } from "../../core/language/text-key.ts";
import type { BotApi } from "./bot-api.ts";

/** What the bot says of itself. */
export interface ProfileParts {
  /** The first is the default. */
  readonly languages: readonly [Language, ...Language[]];
  readonly organisationName: (language: Language) => string;
}

/** Each is a word that the conversation understands at every step. */
const commands: readonly (readonly [string, TextKey])[] = [
  ["menu", "telegram.command.menu"],
  ["status", "telegram.command.status"],
  ["person", "telegram.command.person"],
  ["language", "telegram.command.language"],
  ["cancel", "telegram.command.cancel"],
  ["help", "telegram.command.help"],
];

/** Sets commands, descriptions and the menu button in every language, each only where Telegram has another. */
export async function ensureProfile(api: BotApi, parts: ProfileParts): Promise<void> {
  const [first] = parts.languages;
  await ensureIn(api, parts, first, undefined);
  for (const language of parts.languages) await ensureIn(api, parts, language, language);
  const button = await api.call("getChatMenuButton", {});
  if (button.type !== "commands") await api.call("setChatMenuButton", { menu_button: { type: "commands" } });
}

/** `code` is the language that readers have set in Telegram; undefined: any other. */
async function ensureIn(
  api: BotApi,
  { organisationName }: ProfileParts,
  language: Language,
  code: Language | undefined,
): Promise<void> {
  // The texts have no dates, so any time zone says them.
  const say = sayIn(language, "UTC");
  const named = { organisation: organisationName(language) };
  const whose = code === undefined ? {} : { language_code: code };
  const listed = commands.map(([command, key]) => ({ command, description: say(key) }));
  // In groups the bot takes no commands, so it offers none there.
  const scope = { type: "all_private_chats" } as const;
  const known = await api.call("getMyCommands", { scope, ...whose });
  if (!sameCommands(known, listed)) await api.call("setMyCommands", { commands: listed, scope, ...whose });

  const description = say("telegram.description", named);
  const { description: knownDescription } = await api.call("getMyDescription", { ...whose });
  if (knownDescription !== description) await api.call("setMyDescription", { description, ...whose });

  const short = say("telegram.short_description", named);
  const { short_description: knownShort } = await api.call("getMyShortDescription", { ...whose });
  if (knownShort !== short) await api.call("setMyShortDescription", { short_description: short, ...whose });
}

type Command = { readonly command: string; readonly description: string };

function sameCommands(known: readonly Command[], wanted: readonly Command[]): boolean {
  const told = (list: readonly Command[]): string =>
    list.map(({ command, description }) => `${command} ${description}`).join("\n");
  return told(known) === told(wanted);
}
