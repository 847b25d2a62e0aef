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
import { compareListPlaces, readListPlace, writeListPlace } from "../conversation-order.ts";
import { countEach } from "../count-each.ts";
import { isFound, readSought, wordsOfComplaint, wordsOfCustomer } from "../search-words.ts";
import type { Page, QueueFilter, QueueRow } from "../lists.ts";
import type { Store, TurnFacts } from "../store.ts";
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
    counts: async (filters, cap) => countEach(filters, (filter) => Math.min(cap, queueOf(tables, filter).length)),
    search: async (words, page) => searchPage(tables, words, page),
    events: async (id) => tables.events.filter((event) => event.complaintId === id),
    reckonedBefore: async (version, limit) =>
      [...tables.complaints.values()]
        .filter(({ clocks }) => clocks.some((clock) => clock.endedAt === undefined && clock.calendarVersion < version))
        .slice(0, limit)
        .map(({ id }) => id),
  };
}

/** The customer's complaints and those of `granted`: not ended first, then newest first. */
export function complaintsOf(tables: Tables, id: CustomerId, granted: readonly string[] = []): readonly Complaint[] {
  return [...tables.complaints.values()]
    .filter((complaint) => complaint.customerId === id || granted.includes(complaint.id))
    .sort(compareForCustomer);
}

function queueOf(tables: Tables, filter: QueueFilter): readonly Complaint[] {
  return [...tables.complaints.values()].filter((complaint) => showsInQueue(complaint, filter));
}

function searchPage(
  tables: Tables,
  words: string,
  page: { readonly after?: string; readonly limit: number },
): Page<QueueRow> {
  const sought = readSought(words);
  if (sought === undefined) return { rows: [] };
  const after = readListPlace(page.after);
  const placeOfRow = ({ id, registeredAt }: QueueRow) => ({ at: registeredAt, id });
  const rows = [...tables.complaints.values()]
    .filter((complaint) => isFound(wordsOfAll(tables, complaint), sought))
    .map(queueRowOf)
    .filter((row) => !after || compareListPlaces(placeOfRow(row), after) < 0)
    .sort((one, other) => compareListPlaces(placeOfRow(other), placeOfRow(one)));
  return pageOf(rows, page.limit, (row) => writeListPlace(placeOfRow(row)));
}

function wordsOfAll(tables: Tables, complaint: Complaint): readonly string[] {
  const customer = tables.customers.get(complaint.customerId);
  return [...wordsOfComplaint(complaint), ...(customer ? wordsOfCustomer(customer) : [])];
}

function queuePage(
  tables: Tables,
  filter: QueueFilter,
  page: { readonly after?: string; readonly limit: number },
): Page<QueueRow> {
  const after = page.after === undefined ? undefined : readPlace(page.after);
  const rows = queueOf(tables, filter)
    .map(queueRowOf)
    .filter((row) => !after || comparePlaces(placeOf(row), after) > 0)
    .sort((one, other) => comparePlaces(placeOf(one), placeOf(other)));
  return pageOf(rows, page.limit, (row) => writePlace(placeOf(row)));
}
