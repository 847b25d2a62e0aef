import type { Message } from "./message.ts";

/** What a message of the customer's is once its words have been erased. */
export const erasedReply = { kind: "unsupported", what: "erased" } as const;

/** What of a message of ours takes the place of its words once they have been erased. */
export const erasedBody = { text: "—", details: [], choices: [], files: [] } as const;

/** The message without a word of what was said. */
export function withoutWords(message: Message): Message {
  if (message.direction === "in") return { ...message, reply: erasedReply };
  const { kept: _, ...body } = message.body;
  return { ...message, body: { ...body, ...erasedBody } };
}
