import type { Inbound, Reply } from "../../core/channel/inbound.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { newConversation, newCustomer } from "../../core/conversation/new-conversation.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { InboundMessage, OutboundMessage } from "../../core/conversation/message.ts";
import type { Attachment } from "../../core/attachment/attachment.ts";
import { brand } from "../../core/ids.ts";
import type { Moment } from "../../core/ports.ts";
import type { Store } from "../../core/store/store.ts";

type Received = "answered" | "duplicate";

/** What the echo bot says to a reply; `menu` offers three choices, `many` fourteen, `card` has details. */
type Said = Pick<Outbound, "text" | "details" | "choices">;

/**
 * A `receive` that keeps its promises on a real store: one commit per message with its answer, a known message has no second effect,
 * one conversation's messages one after another. It echoes what was said.
 */
export function createEchoBot(store: Store, momentNow: () => Moment): (inbound: Inbound) => Promise<Received> {
  let last: Promise<unknown> = Promise.resolve();
  return async (inbound) => {
    const turn = last.then(() => echo(store, momentNow(), inbound));
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function echo(store: Store, moment: Moment, inbound: Inbound): Promise<Received> {
  const facts = await store.readTurn(inbound.address, inbound.externalId);
  if (facts.duplicate) return "duplicate";
  const customer = facts.customer ?? newCustomer("en", moment);
  const before = facts.conversation ?? newConversation(inbound.address, customer.id, "en", moment);
  const files = announced(inbound, customer.id, moment);
  const after: Conversation = {
    ...before,
    version: before.version + 1,
    lastSeq: before.lastSeq + 2,
    lastInboundAt: moment.now,
  };
  await store.commit({
    ...(facts.customer === undefined ? { customers: [{ after: customer }] } : {}),
    conversations: [facts.conversation === undefined ? { after } : { before, after }],
    inbound: kept(inbound, before, files, moment),
    outbound: [answer(after, answerTo(inbound.reply), moment)],
    attachments: files,
  });
  return "answered";
}

function kept(
  inbound: Inbound,
  { id, lastSeq }: Conversation,
  files: readonly Attachment[],
  moment: Moment,
): InboundMessage {
  const { reply } = inbound;
  return {
    direction: "in",
    id: brand(moment.ids.uuid()),
    conversationId: id,
    seq: lastSeq + 1,
    externalId: inbound.externalId,
    address: inbound.address,
    reply: reply.kind === "files" ? { ...reply, files: [] } : reply,
    attachments: files.map((file) => file.id),
    receivedAt: moment.now,
    ...(inbound.clientId === undefined ? {} : { clientId: inbound.clientId }),
    unassigned: false,
  };
}

function announced(inbound: Inbound, customerId: Attachment["customerId"], moment: Moment): readonly Attachment[] {
  if (inbound.reply.kind !== "files") return [];
  return inbound.reply.files.map(({ source, kind, name }) => ({
    id: brand(moment.ids.uuid()),
    ...(customerId === undefined ? {} : { customerId }),
    channel: inbound.address.channel,
    origin: "customer",
    source,
    kind,
    ...(name === undefined ? {} : { name }),
    state: "announced",
    announcedAt: moment.now,
    attempts: 0,
  }));
}

/** A message of ours in `conversation`, whose `lastSeq` is already its own. */
export function answer(conversation: Conversation, said: Said, moment: Moment): OutboundMessage {
  const id = brand<OutboundMessage["id"]>(moment.ids.uuid());
  const about = { conversationId: conversation.id, seq: conversation.lastSeq };
  return {
    direction: "out",
    id,
    ...about,
    address: conversation.address,
    body: { messageId: id, ...about, language: "en", ...said, files: [], author: { kind: "bot" } },
    createdAt: moment.now,
    author: { kind: "bot" },
    delivery: { state: "pending", attempts: 0, nextAttemptAt: moment.now },
  };
}

function answerTo(reply: Reply): Said {
  const text = `echo: ${wordsOf(reply)}`;
  const choices = (count: number): Said["choices"] =>
    Array.from({ length: count }, (_, index) => ({
      token: `offer1.${String(index)}`,
      label: `Choice ${String.fromCharCode(65 + index)}`,
    }));
  if (text === "echo: menu") return { text, details: [], choices: choices(3) };
  if (text === "echo: many") return { text, details: [], choices: choices(14) };
  if (text === "echo: card") return { text, details: [{ label: "Status", value: "Complaint received" }], choices: [] };
  return { text, details: [], choices: [] };
}

function wordsOf(reply: Reply): string {
  switch (reply.kind) {
    case "text":
    case "edit":
      return reply.text;
    case "tap":
      return `tap ${reply.token}`;
    case "files":
      return `${String(reply.files.length)} files ${reply.text ?? ""}`.trim();
    case "place":
    case "contact":
    case "start":
    case "unsupported":
      return reply.kind;
  }
}
