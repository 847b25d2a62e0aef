/** The numbers that matter for it. */
interface Waiting {
  readonly alerts: number;
  readonly conversations: { readonly department: number };
}

/** How much waits for somebody to look: alerts, and customers in line for a person. */
export function unreadOf(counts: Waiting | undefined): number {
  return counts === undefined ? 0 : counts.alerts + counts.conversations.department;
}
