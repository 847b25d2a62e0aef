import { categoryByKey } from "../../../organisation/look-up.ts";
import { brand } from "../../../ids.ts";
import type { AttachmentId } from "../../../ids.ts";
import type { Facts } from "../../facts.ts";
import type { Filing, FilingStep } from "./slots.ts";

type Answered = (filing: Filing, facts: Facts) => boolean;

/** The order of the questions, each with whether it is answered or need not be asked. */
const questions: readonly (readonly [FilingStep, Answered])[] = [
  [
    "language",
    ({ language }, facts) =>
      facts.languageChosen || language !== undefined || facts.organisation.languages.length === 1,
  ],
  // Whoever has filed before has read it.
  ["privacy", ({ privacy }, { complaints }) => privacy === "yes" || complaints.length > 0],
  ["category", ({ category }, facts) => isLeaf(category, facts)],
  ["description", ({ described, description }) => described === true && (description ?? []).length > 0],
  ["product", ({ product }) => product !== undefined],
  ["lot", ({ lot }) => lot !== undefined],
  // One of the two numbers is enough to find the purchase.
  ["order", ({ lot, order }) => order !== undefined || typeof lot === "string"],
  ["expectation", ({ expectation }) => expectation !== undefined],
  ["evidence", ({ evidence }, { channel }) => evidence === true || channel.can.maxFile === 0],
  ["phone", ({ phone }, facts) => phone !== undefined || facts.customer.phoneProven || hasDeclinedPhone(facts)],
  ["correct", ({ confirmed }) => confirmed !== "no"],
  ["review", ({ confirmed }) => confirmed === "yes"],
];

/** The first question that is open: the one being corrected, else the first without an answer. */
export function firstOpen(filing: Filing, facts: Facts): FilingStep | "done" {
  if (filing.privacy === "no") return "done";
  if (filing.fix !== undefined) return filing.fix;
  return questions.find(([, isAnswered]) => !isAnswered(filing, facts))?.[0] ?? "done";
}

/** The draft's files without those that turned out to be refused: the customer has been told of them. */
export function filesToFile({ attachments = [] }: Filing, facts: Facts): readonly AttachmentId[] {
  const refused = new Set<string>(facts.attachments.flatMap(({ id, state }) => (state === "refused" ? [id] : [])));
  return attachments.filter((id) => !refused.has(id)).map((id) => brand<AttachmentId>(id));
}

/** Whoever filed before without giving a number was asked for it then. It can still be given in the read-back. */
function hasDeclinedPhone({ customer, complaints }: Facts): boolean {
  const asked = complaints.some(({ customerId, filedBy }) => customerId === customer.id && filedBy.kind === "customer");
  return asked && customer.phone === undefined && customer.erasedAt === undefined;
}

function isLeaf(key: string | undefined, { organisation }: Facts): boolean {
  return key !== undefined && categoryByKey(organisation, brand(key))?.children.length === 0;
}
