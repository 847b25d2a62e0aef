import { Fault } from "../../core/errors.ts";
import type { DemoChat } from "./chats.ts";
import { openChat } from "./tell-story.ts";
import type { Stage } from "./tell-story.ts";

/** Lets one customer ask for a person, and the first agent take them over where the chat has an answer. */
export async function tellChat(stage: Stage, { language, says, answer }: DemoChat, visitor: string): Promise<void> {
  const chat = openChat(stage, { language }, visitor);
  await chat.write("menu");
  await chat.choose("menu.person");
  for (const words of says) await chat.write(words);
  if (answer !== undefined) await takeOver(stage, visitor, answer);
  await stage.settled();
}

async function takeOver({ parts: { store }, redress, agents }: Stage, visitor: string, text: string): Promise<void> {
  const conversation = await store.conversations.byAddress({ channel: "webchat", externalId: visitor });
  if (conversation === undefined) throw new Fault("demo-no-chat", `${visitor} has no conversation`);
  const taken = await redress.casework.takeOver(conversation.id, agents.first);
  if (!taken.ok) throw new Fault("demo-refused", `taking over was refused: ${taken.refusal.key}`);
  // More than a demo's chat has: what the customer said last was read.
  const words = { text, attachments: [], choices: [], afterSeq: 1_000 };
  const written = await redress.casework.write(conversation.id, words, agents.first);
  if (!written.ok) throw new Fault("demo-refused", `writing was refused: ${written.refusal.key}`);
}
