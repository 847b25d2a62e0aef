import type { Complaint } from "../../complaint/complaint.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import {
  compareListPlaces,
  isListed,
  listedAt,
  LOOKED_BACK,
  readListPlace,
  showsInView,
  writeListPlace,
} from "../conversation-order.ts";
import { countEach } from "../count-each.ts";
import { hasEnded, pageOf, queueRowOf } from "../queue-order.ts";
import type { ConversationRow, ConversationView, Page } from "../lists.ts";
import type { Store } from "../store.ts";
import { complaintsOf } from "./read.ts";
import { addressKey, byMoment, type Tables } from "./tables.ts";

/** Reading conversations. */
export function conversationReads(tables: Tables): Store["conversations"] {
  const all = (): readonly Conversation[] => [...tables.conversations.values()];
  const inView = (view: ConversationView) => all().filter((conversation) => showsInView(conversation, view));
  return {
    byId: async (id) => tables.conversations.get(id),
    byAddress: async (address) => tables.conversations.get(tables.addresses.get(addressKey(address)) ?? ""),
    ofCustomer: async (id) =>
      all()
        .filter(({ customerId, joined }) => customerId === id || joined?.fromCustomerId === id)
        .toSorted(byMoment((conversation) => conversation.createdAt)),
    customerWithNumber: async (phone) =>
      [...tables.customers.values()]
        .filter((customer) => customer.phoneProven && customer.phone === phone)
        .sort(byMoment((customer) => customer.createdAt))[0],
    messages: async (id, after, limit) =>
      (tables.threads.get(id) ?? []).filter(({ seq }) => seq > after).slice(0, limit),
    messagesBefore: async (id, before, limit) =>
      limit < 1 ? [] : (tables.threads.get(id) ?? []).filter(({ seq }) => seq < before).slice(-limit),
    list: async (view, page) => listPage(tables, inView(view), view, page),
    counts: async (views, cap) => countEach(views, (view) => Math.min(cap, inView(view).length)),
    ownerships: async (id) => tables.ownerships.get(id) ?? [],
    ownersDue: async (now, limit) =>
      all()
        .flatMap((conversation) => {
          const due = dueOf(conversation);
          return due !== undefined && due <= now ? [{ conversation, id: conversation.id, due }] : [];
        })
        .sort(byMoment(({ due }) => due))
        .slice(0, limit)
        .map(({ conversation }) => conversation),
    load: async (agentIds) => new Map(agentIds.map((agentId) => [agentId, inView({ kind: "mine", agentId }).length])),
    customer: async (id) => tables.customers.get(id),
    message: async (id) => tables.messages.get(id),
  };
}

function dueOf({ owner }: Conversation): Date | undefined {
  return owner.kind === "bot" ? undefined : owner.dueAt;
}

function listPage(
  tables: Tables,
  shown: readonly Conversation[],
  view: ConversationView,
  page: { readonly after?: string; readonly limit: number },
): Page<ConversationRow> {
  const turn = view.kind === "waiting" ? 1 : -1;
  const placeOf = (conversation: Conversation) => ({ at: listedAt(conversation, view), id: conversation.id });
  const after = readListPlace(page.after);
  const rows = shown
    .filter((conversation) => !after || turn * compareListPlaces(placeOf(conversation), after) > 0)
    .toSorted((one, other) => turn * compareListPlaces(placeOf(one), placeOf(other)));
  const { rows: listed, ...rest } = pageOf(rows, page.limit, (row) => writeListPlace(placeOf(row)));
  return { ...rest, rows: listed.map((conversation) => rowOf(tables, conversation)) };
}

function rowOf(tables: Tables, conversation: Conversation): ConversationRow {
  const { name, phone } = tables.customers.get(conversation.customerId) ?? {};
  const last = (tables.threads.get(conversation.id) ?? []).findLast(isListed);
  const complaint = complaintOf(tables, conversation);
  return {
    conversation,
    ...(name === undefined ? {} : { customerName: name }),
    ...(phone === undefined ? {} : { phone }),
    ...(last === undefined ? {} : { last }),
    unanswered: last?.direction === "in",
    ...(complaint === undefined ? {} : { complaint: briefOf(complaint) }),
  };
}

/** What the conversation was last about, else the customer's newest that has not ended. */
function complaintOf(tables: Tables, { id, customerId, lastSeq }: Conversation): Complaint | undefined {
  const spokenOf = (tables.threads.get(id) ?? []).findLast(
    ({ complaintId, seq }) => complaintId !== undefined && seq > lastSeq - LOOKED_BACK,
  );
  return (
    tables.complaints.get(spokenOf?.complaintId ?? "") ??
    complaintsOf(tables, customerId).find(({ status }) => !hasEnded(status))
  );
}

function briefOf(complaint: Complaint): NonNullable<ConversationRow["complaint"]> {
  const { id, number, status, dueAt, safety } = queueRowOf(complaint);
  return { id, number, status, safety, ...(dueAt === undefined ? {} : { dueAt }) };
}
