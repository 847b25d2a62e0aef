import type { Actor } from "../../complaint/actor.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import { Fault } from "../../errors.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import type { Tables } from "./tables.ts";

/** Kinds of row that others point to. */
type Kind = "customer" | "conversation" | "complaint" | "agent" | "attachment" | "calendar";
type Reference = readonly [kind: Kind, id: string | number | undefined];

/** Throws a `Fault` (`store-reference`) when the work points to a row that is neither stored nor in it, as a foreign key would. */
export function checkReferences(tables: Tables, work: UnitOfWork): void {
  const known = rowsAfter(tables, work);
  for (const [kind, id] of [...conversationReferences(work), ...complaintReferences(work)]) {
    if (id !== undefined && !known[kind](id)) throw new Fault("store-reference", `there is no ${kind} ${id}`);
  }
}

function rowsAfter(tables: Tables, work: UnitOfWork): Readonly<Record<Kind, (id: string | number) => boolean>> {
  const added = new Set<string | number>([
    ...(work.customers ?? []).map(({ after }) => after.id),
    ...(work.conversations ?? []).map(({ after }) => after.id),
    ...(work.complaints ?? []).map(({ after }) => after.id),
    ...(work.attachments ?? []).map(({ id }) => id),
  ]);
  const among = (rows: ReadonlyMap<string, unknown>) => (id: string | number) => added.has(id) || rows.has(String(id));
  return {
    customer: among(tables.customers),
    conversation: among(tables.conversations),
    complaint: among(tables.complaints),
    attachment: among(tables.attachments),
    agent: (id) => tables.agents.has(String(id)),
    calendar: (version) => tables.calendars.has(Number(version)),
  };
}

function conversationReferences(work: UnitOfWork): readonly Reference[] {
  const messages = [...(work.inbound ? [work.inbound] : []), ...(work.outbound ?? [])];
  return [
    ...(work.conversations ?? []).flatMap(({ after }): Reference[] => [
      ["customer", after.customerId],
      ["customer", after.joined?.fromCustomerId],
      ["agent", after.owner.kind === "agent" ? after.owner.agentId : undefined],
      ["agent", after.owner.kind === "waiting" ? after.owner.offeredTo : undefined],
    ]),
    ...(work.ownerships ?? []).map(({ agentId }): Reference => ["agent", agentId]),
    ...messages.flatMap((message): Reference[] => [
      ["conversation", message.conversationId],
      ["complaint", message.complaintId],
      ["agent", message.direction === "out" && message.author.kind === "agent" ? message.author.agentId : undefined],
    ]),
    ...(work.attachments ?? []).flatMap((file): Reference[] => [
      ["customer", file.customerId],
      ["complaint", file.complaintId],
    ]),
    ...(work.claims ?? []).flatMap((claim): Reference[] => [
      ["attachment", claim.attachmentId],
      ["complaint", claim.complaintId],
    ]),
  ];
}

function complaintReferences(work: UnitOfWork): readonly Reference[] {
  return [
    ...(work.complaints ?? []).flatMap(({ after }) => partReferences(after)),
    ...(work.events ?? []).flatMap((event): Reference[] => [
      ["complaint", event.complaintId],
      ...actorReferences(event.actor),
    ]),
    ...(work.timers ?? []).map((timer): Reference => ["complaint", timer.complaintId]),
    ...(work.alerts ?? []).flatMap((alert): Reference[] => [
      ["complaint", alert.complaintId],
      ["conversation", alert.conversationId],
      ["agent", alert.agentId],
    ]),
  ];
}

function partReferences(complaint: Complaint): readonly Reference[] {
  return [
    ["customer", complaint.customerId],
    ["complaint", complaint.mergedInto],
    ["agent", complaint.review?.by],
    ["agent", complaint.ruling?.by],
    ["agent", complaint.ruling?.carriedOut?.by],
    ...actorReferences(complaint.filedBy),
    ...complaint.evidence.flatMap((evidence) => actorReferences(evidence.by)),
    ...complaint.questions.map((question): Reference => ["agent", question.askedBy]),
    ...complaint.rounds.flatMap((round): Reference[] => [
      ["agent", round.evaluator],
      ["agent", round.decision?.by],
    ]),
    ...complaint.clocks.map((clock): Reference => ["calendar", clock.calendarVersion]),
  ];
}

function actorReferences(actor: Actor): readonly Reference[] {
  if (actor.kind === "customer") return [["customer", actor.customerId]];
  return actor.kind === "agent" ? [["agent", actor.agentId]] : [];
}
