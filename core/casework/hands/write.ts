import { createHash } from "node:crypto";
import type { Prompt } from "../../channel/prompt.ts";
import type { OutboundMessage } from "../../conversation/message.ts";
import { accepted, refused } from "../../errors.ts";
import type { Result } from "../../errors.ts";
import { brand } from "../../ids.ts";
import type { AttachmentId, ConversationId, MessageId } from "../../ids.ts";
import type { Agent } from "../../staff/agent.ts";
import type { AgentWords } from "../casework.ts";
import type { CaseworkTools } from "../tools.ts";
import { answered, isOwnedBy, refusedToOthers } from "./owning.ts";
import { changeHands } from "./stage.ts";

/** An agent's words into a conversation of theirs. */
export async function write(
  tools: CaseworkTools,
  id: ConversationId,
  words: AgentWords,
  by: Agent,
): Promise<Result<OutboundMessage>> {
  const messageId = words.clientId === undefined ? undefined : messageIdOf(id, by, words.clientId);
  return changeHands(tools, id, async (stage) => {
    const { conversation, draft, complaint } = stage;
    const before = messageId === undefined ? undefined : await tools.store.conversations.message(messageId);
    if (before?.direction === "out") return accepted(before);
    const refusal = await refusalOf(tools, stage.conversation, words, by);
    if (refusal !== undefined) return refusal;
    if (complaint !== undefined) draft.claim(words.attachments, complaint.id);
    draft.change(id, { owner: answered(conversation.owner) });
    const message = draft.say(id, {
      prompt: promptOf(words),
      language: conversation.language,
      agent: { id: by.id, name: by.name },
      ...(words.choices.length === 0 ? {} : { about: { kind: "agent", agentId: by.id } as const }),
      ...(complaint === undefined ? {} : { complaintId: complaint.id }),
      ...(messageId === undefined ? {} : { id: messageId }),
    });
    return accepted(message);
  });
}

/** Words that are sent twice make one message, whichever process they come to: its id follows from the writer's. */
function messageIdOf(id: ConversationId, by: Agent, clientId: string): MessageId {
  const hex = createHash("sha256").update(`${id} ${by.id} ${clientId}`).digest("hex");
  // RFC 9562, 5.8: version 8 is for ids of one's own making.
  return brand<MessageId>(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
}

async function refusalOf(
  tools: CaseworkTools,
  conversation: Parameters<typeof refusedToOthers>[1],
  { text, attachments, afterSeq }: AgentWords,
  by: Agent,
): Promise<ReturnType<typeof refused> | undefined> {
  const { id, owner, address } = conversation;
  if (!isOwnedBy(owner, by.id)) return refusedToOthers(tools, conversation);
  if (!tools.channels().has(address.channel)) return refused("refusal.channel_off");
  if (text.trim() === "" && attachments.length === 0) return refused("refusal.nothing_said");
  if (await wroteSince(tools, id, afterSeq)) return refused("refusal.customer_wrote_meanwhile");
  return (await areOfStaff(tools, attachments)) ? undefined : refused("staff.attachment_unknown");
}

async function wroteSince({ store }: CaseworkTools, id: ConversationId, afterSeq: number): Promise<boolean> {
  const newer = await store.conversations.messages(id, afterSeq, 500);
  return newer.some(({ direction }) => direction === "in");
}

/** A customer's file is never sent to another: only what staff uploaded themselves. */
async function areOfStaff({ store }: CaseworkTools, ids: readonly AttachmentId[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const found = await store.attachments.byIds(ids);
  return ids.every((id) => found.some((file) => file.id === id && file.origin === "staff" && file.state !== "refused"));
}

function promptOf({ text, choices, attachments }: AgentWords): Prompt {
  return {
    text: text.trim(),
    choices: choices.map((label, index) => ({ value: String(index + 1), label })),
    accepts: ["text", "files"],
    ...(attachments.length === 0 ? {} : { files: attachments }),
  };
}
