import { sayIn } from "../../../core/language/say.ts";
import type { InboundMessage } from "../../../core/conversation/message.ts";
import type { TelegramPerson } from "./person.ts";
import type { TelegramWorld } from "./telegram-world.ts";

const say = sayIn("en", "Europe/Istanbul");

/** A new English-speaking person who has opened the chat and looks at the menu. */
export async function personAtMenu({ telegram }: Pick<TelegramWorld, "telegram">): Promise<TelegramPerson> {
  const person = telegram.person({ language: "en" });
  await person.starts();
  await person.awaits(({ buttons }) => buttons.some(({ label }) => label === say("menu.file")));
  return person;
}

/** What the store keeps of what the person sent, in order. */
export async function keptOf(
  { world }: Pick<TelegramWorld, "world">,
  { chatId }: TelegramPerson,
): Promise<readonly InboundMessage[]> {
  const { conversations } = world.store;
  const conversation = await conversations.byAddress({ channel: "telegram", externalId: String(chatId) });
  if (conversation === undefined) return [];
  const pages = await Promise.all([0, 500].map((after) => conversations.messages(conversation.id, after, 500)));
  return pages.flat().flatMap((message) => (message.direction === "in" ? [message] : []));
}

/** The words among it. */
export async function wordsOf(world: Pick<TelegramWorld, "world">, person: TelegramPerson): Promise<readonly string[]> {
  const kept = await keptOf(world, person);
  return kept.flatMap(({ reply }) => (reply.kind === "text" ? [reply.text] : []));
}
