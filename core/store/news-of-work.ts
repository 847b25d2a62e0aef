import type { StoreNews } from "./store-news.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** What the others are told when `work` is committed; each row once. */
export function newsOfWork(work: UnitOfWork, alertIds: readonly string[]): readonly StoreNews[] {
  const { conversations = [], complaints = [], outbound = [], events = [], claims = [], attachments = [] } = work;
  const letGo = [...(work.releases ?? []), ...(work.outdated ?? [])];
  const spokenIn = [...(work.inbound ? [work.inbound] : []), ...outbound].map((message) => message.conversationId);
  const touched = [...events, ...claims].map(({ complaintId }) => complaintId);
  return [
    ...news("conversation", [...conversations.map(({ after }) => after.id), ...spokenIn, ...letGo]),
    ...news("complaint", [...complaints.map(({ after }) => after.id), ...touched]),
    ...news(
      "attachment",
      attachments.map(({ id }) => id),
    ),
    ...news("alert", alertIds),
  ];
}

function news(kind: Exclude<StoreNews["kind"], "presence">, ids: readonly string[]): readonly StoreNews[] {
  return Array.from(new Set(ids), (id) => ({ kind, id }));
}
