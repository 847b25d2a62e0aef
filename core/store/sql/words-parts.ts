import { isDeepStrictEqual } from "node:util";
import type { Complaint } from "../../complaint/complaint.ts";
import type { Customer } from "../../conversation/conversation.ts";
import type { CustomerId } from "../../ids.ts";
import { wordsOfComplaint, wordsOfCustomer } from "../search-words.ts";
import type { Revision, UnitOfWork } from "../unit-of-work.ts";
import type { RowValues } from "./complaint-rows.ts";
import { recordsPart, type StatementPart } from "./statement-part.ts";
import { customerRow } from "./work-rows.ts";

/** Weights tell where a word of `complaint_words` comes from: its complaint, or its customer. */
type Weight = "A" | "B";

/** `words` as PostgreSQL reads a `tsvector`. The words have letters and digits only, so nothing in them is to be escaped. */
export function vectorOf(words: readonly string[], weight: Weight): string {
  return words.map((word) => `'${word}':1${weight}`).join(" ");
}

/** A customer's row, with what their complaints are found by. */
export function findableCustomerRow(customer: Customer): RowValues {
  return { ...customerRow(customer), words: vectorOf(wordsOfCustomer(customer), "B") };
}

/** A row of `complaint_words`, without the customer's share. */
function complaintWordsRow(
  complaint: Pick<Complaint, "id" | "customerId" | "registeredAt" | "number" | "matter">,
): RowValues {
  return {
    complaint_id: complaint.id,
    customer_id: complaint.customerId,
    registered_at: complaint.registeredAt,
    words: vectorOf(wordsOfComplaint(complaint), "A"),
  };
}

/**
 * What complaints are found by, where this work changes it. A statement does not see what it writes itself: the words of a customer of this very work come
 * with their complaints, those of all others from their row.
 */
export function wordsParts({ complaints = [], customers = [] }: UnitOfWork): readonly (StatementPart | undefined)[] {
  const changed = complaints.filter(saysOtherwise).map(({ after }) => after);
  const known = new Map(customers.map(({ after }) => [after.id, vectorOf(wordsOfCustomer(after), "B")]));
  const renamed = customers.filter(isKnownOtherwise).map(({ after }) => after.id);
  return [complaintsPart(changed, known), customersPart(renamed, known, changed)];
}

function saysOtherwise({ before, after }: Revision<Complaint>): boolean {
  return (
    before === undefined || before.customerId !== after.customerId || !isDeepStrictEqual(before.matter, after.matter)
  );
}

function isKnownOtherwise({ before, after }: Revision<Customer>): boolean {
  return before !== undefined && (before.name !== after.name || before.phone !== after.phone);
}

function complaintsPart(
  changed: readonly Complaint[],
  known: ReadonlyMap<CustomerId, string>,
): StatementPart | undefined {
  const part = recordsPart(
    "put_complaint_words",
    changed.map(complaintWordsRow),
    (columns, source, next) =>
      `INSERT INTO complaint_words (${columns.join(", ")}) ` +
      `SELECT r.complaint_id, r.customer_id, r.registered_at, r.words || coalesce(($${next}::json ->> r.customer_id::text)::tsvector, ` +
      "(SELECT cu.words FROM customer cu WHERE cu.id = r.customer_id), '') " +
      `FROM ${source("complaint_words")} r ` +
      "ON CONFLICT (complaint_id) DO UPDATE SET customer_id = excluded.customer_id, words = excluded.words",
  );
  return part && { ...part, values: [...part.values, JSON.stringify(Object.fromEntries(known))] };
}

/** Complaints of customers whose name or number has changed, but for those that this work writes anyway. */
function customersPart(
  renamed: readonly CustomerId[],
  known: ReadonlyMap<CustomerId, string>,
  changed: readonly Complaint[],
): StatementPart | undefined {
  if (renamed.length === 0) return undefined;
  const words = Object.fromEntries(renamed.map((id) => [id, known.get(id) ?? ""]));
  return {
    name: "renamed",
    shape: "w",
    values: [renamed, JSON.stringify(words), changed.map(({ id }) => id)],
    text: (first) =>
      `UPDATE complaint_words t SET words = ts_filter(t.words, '{a}') || ($${first + 1}::json ->> t.customer_id::text)::tsvector ` +
      `WHERE t.customer_id = ANY ($${first}::uuid[]) AND t.complaint_id <> ALL ($${first + 2}::uuid[])`,
  };
}
