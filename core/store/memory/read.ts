import type { Address } from "../../channel/address.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import type { CustomerId } from "../../ids.ts";
import {
  compareForCustomer,
  comparePlaces,
  placeOf,
  queueRowOf,
  readPlace,
  showsInQueue,
  writePlace,
  pageOf,
} from "../queue-order.ts";
import type { Page, QueueFilter, QueueRow, Store, TurnFacts } from "../store.ts";
import { heldIn } from "./outbox.ts";
import { addressKey, byMoment, inboundKey, type Tables } from "./tables.ts";

/** Complaints that a turn sees at most. */
const TURN_COMPLAINTS = 20;
/** Unclaimed files that a turn sees at most. */
const TURN_ATTACHMENTS = 50;

/** What one turn needs to know. */
export function turnFacts(tables: Tables, address: Address, externalId: string): TurnFacts {
  const duplicate = tables.inbound.has(inboundKey({ address, externalId }));
  const conversation = tables.conversations.get(tables.addresses.get(addressKey(address)) ?? "");
  if (!conversation) return { duplicate, held: [], complaints: [], attachments: [] };
  const customer = tables.customers.get(conversation.customerId);
  const attachments = [...tables.attachments.values()]
    .filter((file) => file.customerId === conversation.customerId && file.complaintId === undefined)
    .sort(byMoment((file) => file.announcedAt))
    .reverse()
    .slice(0, TURN_ATTACHMENTS);
  const complaints = complaintsOf(tables, conversation.customerId, conversation.state.granted);
  return {
    duplicate,
    conversation,
    ...(customer ? { customer } : {}),
    held: heldIn(tables, conversation.id),
    complaints: complaints.slice(0, TURN_COMPLAINTS),
    attachments,
  };
}

/** Reading complaints. */
export function complaintReads(tables: Tables): Store["complaints"] {
  return {
    byId: async (id) => tables.complaints.get(id),
    byNumber: async (number) => tables.complaints.get(tables.numbers.get(number) ?? ""),
    ofCustomer: async (id) => complaintsOf(tables, id),
    queue: async (filter, page) => queuePage(tables, filter, page),
    events: async (id) => tables.events.filter((event) => event.complaintId === id),
    reckonedBefore: async (version, limit) =>
      [...tables.complaints.values()]
        .filter(({ clocks }) => clocks.some((clock) => clock.endedAt === undefined && clock.calendarVersion < version))
        .slice(0, limit)
        .map(({ id }) => id),
  };
}

function complaintsOf(tables: Tables, id: CustomerId, granted: readonly string[] = []): readonly Complaint[] {
  return [...tables.complaints.values()]
    .filter((complaint) => complaint.customerId === id || granted.includes(complaint.id))
    .sort(compareForCustomer);
}

function queuePage(
  tables: Tables,
  filter: QueueFilter,
  page: { readonly after?: string; readonly limit: number },
): Page<QueueRow> {
  const after = page.after === undefined ? undefined : readPlace(page.after);
  const rows = [...tables.complaints.values()]
    .filter((complaint) => showsInQueue(complaint, filter))
    .map(queueRowOf)
    .filter((row) => !after || comparePlaces(placeOf(row), after) > 0)
    .sort((one, other) => comparePlaces(placeOf(one), placeOf(other)));
  return pageOf(rows, page.limit, (row) => writePlace(placeOf(row)));
}

/** Reading conversations. */
export function conversationReads(tables: Tables): Store["conversations"] {
  return {
    byId: async (id) => tables.conversations.get(id),
    byAddress: async (address) => tables.conversations.get(tables.addresses.get(addressKey(address)) ?? ""),
    ofCustomer: async (id) =>
      [...tables.conversations.values()]
        .filter(({ customerId, joined }) => customerId === id || joined?.fromCustomerId === id)
        .sort(byMoment((conversation) => conversation.createdAt)),
    customerWithNumber: async (phone) =>
      [...tables.customers.values()]
        .filter((customer) => customer.phoneProven && customer.phone === phone)
        .sort(byMoment((customer) => customer.createdAt))[0],
    messages: async (id, after, limit) =>
      (tables.threads.get(id) ?? []).filter(({ seq }) => seq > after).slice(0, limit),
    customer: async (id) => tables.customers.get(id),
    message: async (id) => tables.messages.get(id),
  };
}
