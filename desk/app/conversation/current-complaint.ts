import type { ConversationDetail } from "./conversation-types.ts";

type Brief = ConversationDetail["complaints"][number];

/** The complaint that words here are most likely about: the newest that is not closed, else the newest. */
export function currentComplaint({ complaints }: Pick<ConversationDetail, "complaints">): Brief | undefined {
  const newestFirst = complaints.toSorted((one, other) => other.registeredAt.localeCompare(one.registeredAt));
  return newestFirst.find(({ closing }) => closing === undefined) ?? newestFirst[0];
}
